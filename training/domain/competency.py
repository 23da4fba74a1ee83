"""Principles, sub-points and limits: the framework that choices and items refer to."""

from dataclasses import dataclass

from training.domain.document import Header
from training.domain.prose import NO_PROSE, Prose


@dataclass(frozen=True, slots=True)
class Competency:
    """A principle (`1`) or a sub-point (`1.1`).

    `rubric` holds for a sub-point what one sees at level 0, 1, 2 and 3; for a principle nothing.
    """

    code: str
    name: str
    explanation: Prose = NO_PROSE
    rubric: tuple[Prose, ...] = ()

    @property
    def principle(self) -> str:
        """Give the code of the principle that this belongs to."""
        return self.code.split(".", maxsplit=1)[0]

    @property
    def is_principle(self) -> bool:
        """Tell a principle from a sub-point."""
        return "." not in self.code


@dataclass(frozen=True, slots=True)
class Limit:
    """A legal or integrity limit (`L1` to `L12`) that an over-inviting answer crosses."""

    code: str
    name: str
    explanation: Prose = NO_PROSE


@dataclass(frozen=True, slots=True)
class Framework:
    """All competencies and limits of one organisation, in the order of its file."""

    header: Header
    introduction: Prose = NO_PROSE
    competencies: tuple[Competency, ...] = ()
    limits: tuple[Limit, ...] = ()

    def find_competency(self, code: str) -> Competency | None:
        """Find a principle or sub-point by its code."""
        return next((found for found in self.competencies if found.code == code), None)

    def find_limit(self, code: str | None) -> Limit | None:
        """Find a limit by its code."""
        return next((found for found in self.limits if found.code == code), None)
