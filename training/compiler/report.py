"""The list that collects what is wrong while a document is read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from training.domain.diagnostics import Diagnostic


class Place(NamedTuple):
    """A position in the source, both counted from 1."""

    line: int
    column: int = 1


TOP = Place(1)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found so far; reading goes on after each entry."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, place: Place, variant: str = "", /, **values: object) -> None:
        """Note one mistake; the values of its sentence become text here."""
        texts = {name: str(value) for name, value in values.items()}
        self.found.append(Diagnostic(code, place.line, place.column, texts, str(variant)))
