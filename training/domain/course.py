"""A course: modules with their units in order, and what completes each unit."""

from dataclasses import dataclass
from enum import StrEnum

from training.domain.document import Header, Kind
from training.domain.prose import NO_PROSE, Prose


class MoveOn(StrEnum):
    """The cmi5 rule by which a unit counts as done."""

    COMPLETED = "completed"
    PASSED = "passed"
    COMPLETED_AND_PASSED = "completed-and-passed"
    COMPLETED_OR_PASSED = "completed-or-passed"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Unit:
    """One lesson, scenario or quiz inside a course; `title` is the course's own wording."""

    kind: Kind
    slug: str
    title: str
    move_on: MoveOn = MoveOn.COMPLETED
    line: int = 0


@dataclass(frozen=True, slots=True)
class Module:
    """A group of units under one heading."""

    title: str
    body: Prose = NO_PROSE
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """What is assigned; `valid_months` is 0 for a course that never has to be renewed."""

    header: Header
    introduction: Prose
    modules: tuple[Module, ...]
    mastery_score: float = 0.8
    valid_months: int = 0

    @property
    def units(self) -> tuple[Unit, ...]:
        """Give all units in learning order."""
        return tuple(unit for module in self.modules for unit in module.units)

    def holds(self, kind: Kind, slug: str) -> bool:
        """Tell whether a unit is part of this course."""
        return any(unit.kind is kind and unit.slug == slug for unit in self.units)
