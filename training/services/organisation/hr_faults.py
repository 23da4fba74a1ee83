"""What is wrong with an HR file: a code with its place and values, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SHOWN = 80
"""Characters of a value that are repeated: enough to find it."""

KEPT = 10_000
"""Faults that are kept with their place; beyond it they are only counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake; line 0 is the file as a whole, `column` is the name as the file spells it."""

    line: int
    code: str
    column: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class Faults:
    """Collects what is wrong, and what is only worth knowing."""

    def __init__(self) -> None:
        """Begin without any."""
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []
        self.total = 0

    def add(
        self, line: int, code: str, column: str = "", value: str = "", /, **values: str
    ) -> None:
        """Note an error."""
        self.total += 1
        if len(self.errors) < KEPT:
            self.errors.append(Fault(line, code, column, shorten(value), values))

    def warn(self, line: int, code: str, column: str = "", /, **values: str) -> None:
        """Note what is left out."""
        if len(self.warnings) < KEPT:
            self.warnings.append(Fault(line, code, column, "", values))

    def in_order(self) -> list[Fault]:
        """List the errors by line."""
        return sorted(self.errors, key=lambda fault: fault.line)


def shorten(value: str) -> str:
    """Cut a value to what is shown."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
