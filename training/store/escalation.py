"""Who is late for long, as a leader is told of it: who leads what, and what is new to tell."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from training.domain.reminder import CATCH_UP, Window
from training.domain.standing import OPEN, Standing
from training.store.enrolment import Enrolment
from training.store.organisation import UnitLead
from training.store.people import Learner, Person
from training.store.reminder import TOLD, Duty, Reminder, duties, read

Place = tuple[date, UUID]
"""Where a search is: a due date, and an enrolment of that day."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Whose lateness one leader hears of: everyone of some units, and some people besides.

    Of the units that is everyone who leads none: who does is among the people of another leader.
    """

    leader_id: UUID
    units: Collection[UUID]
    people: Collection[UUID]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: lateness in a window, in courses that are offered, as of a day."""

    window: Window
    courses: Collection[UUID]
    today: date


def list_late(
    session: Session, circle: Circle, search: Search, after: Place | None, limit: int
) -> list[Duty]:
    """List late duties that a leader was not told of yet, the oldest first; not of who is away."""
    today = search.today
    told = select(Reminder.id).where(
        Reminder.enrolment_id == Enrolment.id,
        Reminder.recipient_id == circle.leader_id,
        Reminder.moment.like(literal(TOLD + ":") + cast(Enrolment.due_on, String)),
    )
    leads = select(UnitLead.person_id).where(UnitLead.person_id == Person.id)
    is_here = or_(Person.away_from.is_(None), Person.away_from > today, Person.away_until < today)
    found: list[Duty] = []
    # Two searches, each by an index of its own: one with "or" between them would have none.
    in_units = and_(Enrolment.unit_id.in_(circle.units), ~leads.exists())
    for theirs in (in_units, Person.id.in_(circle.people)):
        query = duties().where(theirs, *_is_late(search.window), ~told.exists(), is_here)
        query = query.where(*_has_moment(search), Person.id != circle.leader_id)
        if after:
            day, last = after
            is_further = or_(Enrolment.due_on > day, Enrolment.id > last)
            query = query.where(Enrolment.due_on >= day, is_further)
        found += read(session, query.order_by(Enrolment.due_on, Enrolment.id).limit(limit))
    return sorted(found, key=place_of)[:limit]


def place_of(duty: Duty) -> Place:
    """Tell where a search goes on after a duty."""
    row = duty.enrolment
    return row.due_on or date.max, row.id


def count_late(session: Session, circle: Circle, window: Window) -> int:
    """Count the late duties of a circle."""
    query = (
        select(func.count(Enrolment.id))
        .join(Learner, Learner.key == Enrolment.learner_key)
        .join(Person, Person.id == Learner.person_id)
        .where(
            or_(Enrolment.unit_id.in_(circle.units), Person.id.in_(circle.people)),
            *_is_late(window),
        )
    )
    return session.scalars(query).one()


def list_leads(session: Session) -> list[tuple[UUID, Person]]:
    """List who leads which unit, without those who left."""
    query = select(UnitLead.unit_id, Person).join(Person, Person.id == UnitLead.person_id)
    return [(unit_id, person) for unit_id, person in session.execute(query.where(Person.is_active))]


def _is_late(window: Window) -> tuple[ColumnElement[bool], ...]:
    return (
        Enrolment.standing.in_((*OPEN, Standing.OVERDUE)),
        Enrolment.late_from >= window.late_since,
        Enrolment.due_on.between(window.first_due, window.last_due),
    )


def _has_moment(search: Search) -> tuple[ColumnElement[bool], ...]:
    """Ask for what has crossed the line, and not too long ago."""
    return (
        Enrolment.course_id.in_(search.courses),
        Enrolment.late_from <= search.today,
        or_(
            Enrolment.due_on >= search.window.late_since,
            Enrolment.late_from >= search.today - CATCH_UP,
        ),
    )
