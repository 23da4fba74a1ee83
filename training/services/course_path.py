"""The path through a course: its modules and units, each with how far the learner is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.course import Module, MoveOn, Unit
from training.domain.document import Kind
from training.domain.progress import CompletionStatus
from training.domain.prose import Prose
from training.domain.quiz import Quiz
from training.services.library import Library
from training.services.links import UnitLink
from training.services.progress import is_unit_done
from training.store.enrolment import UnitFact
from training.store.library import Entry

Facts = dict[tuple[str, str], UnitFact]


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit on the course page, with the rule by which it is done in view."""

    kind: str
    slug: str
    title: str
    minutes: int
    rule: str
    mastery_percentage: int
    state: str
    is_next: bool
    attempt_id: UUID | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ModulePart:
    """A module on the course page."""

    title: str
    body: Prose
    units: tuple[UnitPart, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Shows the units of a course to one learner."""

    library: Library
    language: str
    facts: Facts
    next_unit: UnitLink | None
    attempts: dict[UUID, UUID]

    def module(self, module: Module) -> ModulePart:
        """Show a module; units that were retired are left out."""
        parts = (self.unit(unit) for unit in module.units)
        return ModulePart(module.title, module.body, tuple(part for part in parts if part))

    def unit(self, unit: Unit) -> UnitPart | None:
        """Show a unit and how far the learner is with it."""
        entry = self.library.catalogue.find(unit.kind, unit.slug, self.language)
        if entry is None:
            return None
        fact = self.facts.get((unit.kind, unit.slug))
        is_next = self.next_unit is not None and (
            (unit.kind, unit.slug) == (self.next_unit.kind, self.next_unit.slug)
        )
        return UnitPart(
            kind=unit.kind,
            slug=unit.slug,
            title=entry.title,
            minutes=entry.minutes,
            rule=_rule(unit),
            mastery_percentage=self._mastery(unit, entry),
            state=self._state(unit, fact),
            is_next=is_next,
            attempt_id=self.attempts.get(entry.document_id),
            completed_at=fact.completed_at if fact else None,
        )

    def _state(self, unit: Unit, fact: UnitFact | None) -> str:
        if is_unit_done(self.facts, unit) and fact:
            return "done"
        return CompletionStatus.IN_PROGRESS if fact else CompletionStatus.NOT_STARTED

    def _mastery(self, unit: Unit, entry: Entry) -> int:
        if unit.kind is not Kind.QUIZ:
            return 0
        return round(self.library.take(entry.revision_id, Quiz).mastery_score * 100)


def _rule(unit: Unit) -> str:
    """Name the rule that the page says out loud."""
    if unit.move_on is MoveOn.NOT_APPLICABLE:
        return "not-applicable"
    if unit.kind is Kind.QUIZ:
        return "answered" if unit.move_on is MoveOn.COMPLETED else "passed"
    return {Kind.LESSON: "pages", Kind.SCENARIO: "ending"}[unit.kind]
