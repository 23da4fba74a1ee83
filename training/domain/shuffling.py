"""Puts options in an order of their own for each attempt, from a seed that is stored with it."""

from hashlib import blake2b


def shuffled(size: int, *, seed: int, salt: str) -> tuple[int, ...]:
    """Give the positions 0 to `size` - 1 in the order in which to show them.

    The order depends on nothing but its arguments, so that a page shown again looks the same on
    every server and in every version of Python. `salt` names the scene or item.
    """
    return tuple(sorted(range(size), key=lambda position: _rank(seed, salt, position)))


def _rank(seed: int, salt: str, position: int) -> bytes:
    return blake2b(f"{seed}:{salt}:{position}".encode(), digest_size=8).digest()
