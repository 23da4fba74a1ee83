"""Seals each row of an export, so that a row that was altered, left out or moved can be named."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

PURPOSE = b"uitnodigend: control column of exports, version 1"
MARK_BYTES = 8
BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Seal:
    """The key of an installation with the name of one export: no row fits in another export."""

    key: bytes
    export: str

    def mark(self, number: int, meanings: Sequence[str]) -> str:
        """Give the control cell of a row: its number, and a code over its values."""
        told = BETWEEN.join((self.export, str(number), *meanings))
        code = hmac.digest(self.key, told.encode("utf-8", "replace"), "sha256")
        return f"R{number}-{code[:MARK_BYTES].hex()}"


def key_from(secret: str) -> bytes:
    """Derive the key of this purpose from the secret key of the installation."""
    return hmac.digest(secret.encode(), PURPOSE, "sha256")
