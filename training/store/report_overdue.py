"""Lists who is too late, the longest first, and when they were last reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, literal_column, select, tuple_
from sqlalchemy.orm import Session

from training.domain.standing import Standing
from training.store.enrolment import Enrolment
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person
from training.store.reminder import Reminder
from training.store.report_area import Rows, each, lies_in, unindexed, units_in
from training.store.report_people import LAST_CHARACTER, Search

LateKey = tuple[date, UUID]
"""Where a page ends: the first day that was too late, and the enrolment."""


@dataclass(frozen=True, slots=True)
class LateRow:
    """One person who is too late with one course."""

    enrolment_id: UUID
    person_id: UUID
    name: str
    staff_number: str | None
    unit_id: UUID
    unit_name: str
    course_id: UUID
    due_on: date | None
    late_from: date


def list_late(
    session: Session, search: Search, *, after: LateKey | None, limit: int, is_walk: bool
) -> list[LateRow]:
    """List a page, from after one row."""
    found = (_walk(search, after) if is_walk else _gather(search, after)).limit(limit).subquery()
    query = (
        select(
            found.c.id,
            Person.id,
            Person.name,
            Person.staff_number,
            OrgUnit.id,
            OrgUnit.name,
            found.c.course_id,
            found.c.due_on,
            found.c.late_from,
        )
        .join(Learner, Learner.key == found.c.learner_key)
        .join(Person, Person.id == Learner.person_id)
        .join(OrgUnit, OrgUnit.id == found.c.unit_id)
        .order_by(found.c.late_from, found.c.id)
    )
    return [LateRow(*row) for row in session.execute(query)]


def count_late(session: Session, search: Search, *, limit: int, is_walk: bool) -> int:
    """Count whom a search finds; stops counting just above the limit."""
    query = _walk(search, None) if is_walk else _gathered(search)
    found = query.order_by(None).limit(limit + 1).subquery()
    return session.scalars(select(func.count()).select_from(found)).one()


def last_reminded(session: Session, enrolment_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Map enrolments to when a reminder about them was last made."""
    query = (
        select(Reminder.enrolment_id, func.max(Reminder.created_at))
        .where(Reminder.enrolment_id.in_(enrolment_ids))
        .group_by(Reminder.enrolment_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


_COLUMNS = (
    Enrolment.id,
    Enrolment.learner_key,
    Enrolment.unit_id,
    Enrolment.course_id,
    Enrolment.due_on,
    Enrolment.late_from,
)


# Spelt out and not bound: only then SQLite sees that the index of what is late in a course fits.
_IS_OVERDUE = Enrolment.standing == literal_column(f"'{Standing.OVERDUE.value}'")


def _walk(search: Search, after: LateKey | None) -> Rows:
    """Read all that is too late in order and keep what fits: quick when much does."""
    query = select(*_COLUMNS).where(_IS_OVERDUE)
    if search.course_id:
        query = query.where(Enrolment.course_id == search.course_id)
    if not search.area.is_everything:
        query = query.where(lies_in(Enrolment.unit_id, search.area))
    if search.prefix or search.person_id:
        query = query.where(each(_named(search).where(Learner.key == Enrolment.learner_key)))
    if after:
        query = query.where(tuple_(Enrolment.late_from, Enrolment.id) > after)
    return query.order_by(Enrolment.late_from, Enrolment.id)


def _gather(search: Search, after: LateKey | None) -> Rows:
    """Find all that fits and sort it: quick when little does."""
    found = _gathered(search).cte("found").prefix_with("MATERIALIZED")
    query = select(found)
    if after:
        query = query.where(tuple_(found.c.late_from, found.c.id) > after)
    return query.order_by(found.c.late_from, found.c.id)


def _gathered(search: Search) -> Rows:
    if search.prefix or search.person_id:
        return _gathered_by_name(search)
    query = select(*_COLUMNS).where(Enrolment.standing == Standing.OVERDUE)
    if search.course_id:
        query = query.where(Enrolment.course_id == search.course_id)
    if not search.area.is_everything:
        query = query.where(Enrolment.unit_id.in_(units_in(search.area)))
    return query


def _gathered_by_name(search: Search) -> Rows:
    """Begin with the people: the index on who has which course leads from them to what is late."""
    query = select(*_COLUMNS).where(
        Enrolment.learner_key.in_(_named(search)),
        Enrolment.standing.is_not(None),
        unindexed(Enrolment.standing) == Standing.OVERDUE,
    )
    if search.course_id:
        query = query.where(unindexed(Enrolment.course_id) == search.course_id)
    if not search.area.is_everything:
        query = query.where(unindexed(Enrolment.unit_id).in_(units_in(search.area)))
    return query


def _named(search: Search) -> Rows:
    query = select(Learner.key).join(Person, Person.id == Learner.person_id)
    if search.person_id:
        return query.where(Person.id == search.person_id)
    return query.where(
        Person.is_active,
        Person.sort_name >= search.prefix,
        Person.sort_name < search.prefix + LAST_CHARACTER,
    )
