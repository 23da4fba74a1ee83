"""Seals each row of an export, so that a row that was altered, left out or moved can be named."""

import hmac
from collections.abc import Iterable

PURPOSE = b"uitnodigend: control column of exports, version 1"
MARK_LENGTH = 16
BETWEEN = "\x1f"


class Seal:
    """The key of an installation with the name of one export: no row fits in another export."""

    def __init__(self, key: bytes, export: str) -> None:
        """Prepare what all rows of the export have in common."""
        self.export = export
        self._begun = hmac.new(key, f"{export}{BETWEEN}".encode(), "sha256")

    def mark(self, number: int, meanings: Iterable[str]) -> str:
        """Give the control cell of a row: its number, and a code over its values."""
        code = self._begun.copy()
        code.update(f"{number}{BETWEEN}{BETWEEN.join(meanings)}".encode("utf-8", "replace"))
        return f"R{number}-{code.hexdigest()[:MARK_LENGTH]}"


def key_from(secret: str) -> bytes:
    """Derive the key of this purpose from the secret key of the installation."""
    return hmac.digest(secret.encode(), PURPOSE, "sha256")
