"""Codes that let somebody in once: short enough to type from paper, too many to guess."""

from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs, without 0, 1, I and O, which are read as one another."""
LENGTH = 16
"""Eighty bits."""
GROUP = 4


def code_from(chance: int) -> str:
    """Write a number of eighty bits as a code in groups of four."""
    signs = []
    for _ in range(LENGTH):
        chance, place = divmod(chance, len(ALPHABET))
        signs.append(ALPHABET[place])
    written = "".join(signs)
    return "-".join(written[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def digest_of(code: str) -> str:
    """Give what is kept of a code, however it was typed."""
    spelled = "".join(sign for sign in code.upper() if sign.isalnum())
    return sha256(spelled.encode("utf-8", "replace")).hexdigest()
