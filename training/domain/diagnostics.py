"""What the compiler has to say to an author: code, place and the values of its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """Errors stop publication; warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake of an author.

    `line` and `column` count from 1 in the source as the author sees it, front matter included.
    `values` fill the sentence that belongs to `code`; the sentence itself is made at the edge,
    in the reader's language. `variant` picks between sentences of one code (E03: `colon`).
    """

    code: str
    line: int
    column: int = 1
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    variant: str = ""

    @property
    def severity(self) -> Severity:
        """Read the severity from the first letter of the code."""
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Compiled(Generic[T]):
    """A value, or none where the source is too broken for one, and all diagnostics by place."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Tell whether the source may not be published."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


def by_place(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort as an author reads: from top to bottom, from left to right."""
    return tuple(sorted(diagnostics, key=lambda found: (found.line, found.column, found.code)))
