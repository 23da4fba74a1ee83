"""Writes completion at the click: the unit, and every course of the learner that holds it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.assignment import Renewal
from training.domain.course import Course, MoveOn, Unit
from training.domain.document import Kind
from training.domain.progress import (
    NOT_STARTED,
    CompletionStatus,
    Status,
    SuccessStatus,
    course_status,
    is_done,
    merged,
)
from training.domain.scoring import Score, is_passed
from training.services.library import Catalogue, Library
from training.services.standing import follow_progress
from training.store import enrolment as store
from training.store.assignment import find_assignment, renewal
from training.store.enrolment import Enrolment, UnitFact, UnitStatus
from training.store.people import lock_learner

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L or U: a receipt number is read aloud over the telephone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to a unit: on which revision, completed or not, with which score.

    `begun_at` is when the attempt began: one from before a later cycle is not of that cycle.
    """

    learner_key: UUID
    document_id: UUID
    revision_id: UUID
    completion: CompletionStatus
    begun_at: datetime
    score: Score | None = None
    mastery_score: float | None = None


def record(library: Library, outcome: Outcome, *, at: datetime) -> None:
    """Bring the unit, and the courses that hold it, up to date in this transaction."""
    # Two last units that end at the same moment: the second must see what the first wrote.
    lock_learner(library.session, outcome.learner_key)
    for enrolment in store.list_enrolments(library.session, outcome.learner_key):
        course = library.course(enrolment.course_id)
        unit = _find_unit(library.catalogue, course, outcome.document_id) if course else None
        is_earlier = enrolment.cycle > 1 and outcome.begun_at < enrolment.enrolled_at
        if course and unit and not is_earlier:
            success = success_of(outcome.score, outcome.mastery_score, course)
            row = _unit_row(library.session, enrolment, outcome)
            _improve(row, unit, Status(outcome.completion, success), outcome.revision_id, at)
            settle(library, enrolment, at=at)


def settle(library: Library, enrolment: Enrolment, *, at: datetime) -> None:
    """Derive the course's status from its units; a completed course stays completed."""
    session, course = library.session, library.course(enrolment.course_id)
    if course is None:
        return
    session.flush()
    facts = facts_by_unit(store.list_unit_facts(session, [enrolment.id]))
    units = units_in_force(library.catalogue, course)
    earlier = Status(CompletionStatus(enrolment.completion), SuccessStatus(enrolment.success))
    status = merged(
        earlier, course_status((unit.move_on, status_of(facts, unit)) for unit in units)
    )
    enrolment.completion = status.completion
    enrolment.success = status.success
    if status.completion is CompletionStatus.COMPLETED and enrolment.completed_at is None:
        entry = library.catalogue.original(Kind.COURSE, course.header.slug)
        enrolment.completed_at = at
        enrolment.completed_revision_id = entry.revision_id if entry else None
        enrolment.receipt_number = new_receipt_number(at)
        enrolment.expires_on = valid_until(library, enrolment)
    session.flush()
    if status != earlier:
        follow_progress(session, enrolment, today=library.day_of(at), at=at)


def finished_at(library: Library, enrolment: Enrolment) -> datetime | None:
    """Tell when the last unit was done; what was done before enrolling is of that moment."""
    course = library.course(enrolment.course_id)
    facts = facts_by_unit(store.list_unit_facts(library.session, [enrolment.id]))
    units = units_in_force(library.catalogue, course) if course else ()
    moments = [
        fact.completed_at
        for unit in units
        if (fact := facts.get((unit.kind, unit.slug))) and fact.completed_at
    ]
    return max([enrolment.enrolled_at, *moments]) if moments else None


def renewal_of(session: Session, enrolment: Enrolment, course: Course) -> Renewal:
    """Tell how long a completion is valid: as the rule says, else as the course does."""
    rule = find_assignment(session, enrolment.assignment_id) if enrolment.assignment_id else None
    return renewal(rule) if rule else Renewal(months=course.valid_months)


def valid_until(library: Library, enrolment: Enrolment) -> date | None:
    """Tell the last day on which a completion is valid; of a retired course as it was."""
    course = library.course(enrolment.course_id)
    if enrolment.completed_at is None or course is None:
        return enrolment.expires_on
    completed_on = library.day_of(enrolment.completed_at)
    return renewal_of(library.session, enrolment, course).expires_on(completed_on)


def settle_begun(library: Library, after: UUID | None, *, limit: int, at: datetime) -> UUID | None:
    """Settle the next enrolments that are under way, and give the last of them; none at the end.

    A unit that was retired, or whose rule was loosened, can be the last that somebody waited for:
    no click of theirs would ever find that out. Batches, so that no writer waits for all of them.
    """
    begun = store.list_begun(library.session, after, limit)
    for enrolment in begun:
        settle(library, enrolment, at=at)
    return begun[-1].id if begun else None


def units_in_force(listed: Catalogue, course: Course) -> tuple[Unit, ...]:
    """Give the units that can be done: one that was retired holds nobody up."""
    return tuple(unit for unit in course.units if listed.original(unit.kind, unit.slug))


def facts_by_unit(facts: list[UnitFact]) -> dict[tuple[str, str], UnitFact]:
    """Index the facts of one enrolment by kind and slug."""
    return {(fact.kind, fact.slug): fact for fact in facts}


def status_of(facts: dict[tuple[str, str], UnitFact], unit: Unit) -> Status:
    """Give the status of a unit in an enrolment."""
    fact = facts.get((unit.kind, unit.slug))
    if fact is None:
        return NOT_STARTED
    return Status(CompletionStatus(fact.completion), SuccessStatus(fact.success))


def is_unit_done(facts: dict[tuple[str, str], UnitFact], unit: Unit) -> bool:
    """Tell whether a unit counts as done in an enrolment."""
    return is_done(unit.move_on, status_of(facts, unit))


def new_receipt_number(at: datetime) -> str:
    """Make a number like `2026-7F3K-9QXM`: 39 bits of chance under a unique constraint."""
    letters = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(8))
    return f"{at.year}-{letters[:4]}-{letters[4:]}"


def success_of(score: Score | None, mastery_score: float | None, course: Course) -> SuccessStatus:
    """Hold a score against the unit's own bar, or the course's where the unit has none.

    There is no score before the end. At the end, what cannot be scored (a lesson, a quiz of polls)
    cannot be failed either: else the rule `passed` would hold its reader up for ever.
    """
    if score is None:
        return SuccessStatus.UNKNOWN
    mastery = course.mastery_score if mastery_score is None else mastery_score
    return SuccessStatus.PASSED if is_passed(score, mastery) else SuccessStatus.FAILED


def _find_unit(listed: Catalogue, course: Course, document_id: UUID) -> Unit | None:
    for unit in course.units:
        entry = listed.original(unit.kind, unit.slug)
        if entry and entry.document_id == document_id:
            return unit
    return None


def _unit_row(session: Session, enrolment: Enrolment, outcome: Outcome) -> UnitStatus:
    row = store.find_unit_status(session, enrolment.id, outcome.document_id)
    if row is None:
        row = UnitStatus(
            enrolment_id=enrolment.id,
            document_id=outcome.document_id,
            completion=CompletionStatus.NOT_STARTED,
            success=SuccessStatus.UNKNOWN,
            revision_id=outcome.revision_id,
        )
        session.add(row)
    return row


def _improve(row: UnitStatus, unit: Unit, status: Status, revision_id: UUID, at: datetime) -> None:
    """Keep the best; the moment and the version of a unit that counts as done stand."""
    earlier = Status(CompletionStatus(row.completion), SuccessStatus(row.success))
    later = merged(earlier, status)
    rule = MoveOn.COMPLETED if unit.move_on is MoveOn.NOT_APPLICABLE else unit.move_on
    if later != earlier and not is_done(rule, earlier):
        row.revision_id = revision_id
        row.completed_at = at if later.completion is CompletionStatus.COMPLETED else None
    row.completion, row.success = later.completion, later.success
