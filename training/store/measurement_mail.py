"""Who is still to be told of a measurement, and whether a mail about it has lost its point."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from training.store.measurement import Measurement, Participation
from training.store.people import Learner, Person


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to tell of a measurement that runs."""

    measurement: Measurement
    part: Participation
    person: Person


def list_to_tell(
    session: Session, today: date, *, before_end: timedelta, apart: timedelta, limit: int
) -> list[ToTell]:
    """List who is to be told the first time, and near the end the second; nobody who is away.

    Between the two are at least so many days.
    """
    is_near = and_(
        Measurement.closes_on <= today + before_end, Participation.invited_on <= today - apart
    )
    is_second = and_(Participation.reminded_on.is_(None), is_near)
    is_here = or_(Person.away_from.is_(None), Person.away_from > today, Person.away_until < today)
    query = (
        select(Measurement, Participation, Person)
        .join(Participation, Participation.measurement_id == Measurement.id)
        .join(Learner, Learner.key == Participation.learner_key)
        .join(Person, Person.id == Learner.person_id)
        .where(
            _is_asked(today),
            Person.is_active,
            is_here,
            or_(Participation.invited_on.is_(None), is_second),
        )
        .order_by(Participation.id)
        .limit(limit)
    )
    return [ToTell(*row) for row in session.execute(query)]


def has_something_to_do(session: Session, person_id: UUID, today: date) -> bool:
    """Tell whether a measurement that runs still waits for somebody."""
    query = (
        select(func.count())
        .select_from(Participation)
        .join(Measurement, Measurement.id == Participation.measurement_id)
        .join(Learner, Learner.key == Participation.learner_key)
        .where(Learner.person_id == person_id, _is_asked(today))
    )
    return session.scalars(query).one() > 0


def _is_asked(today: date) -> ColumnElement[bool]:
    """Build the condition that somebody has a form of an open measurement and did not finish."""
    return and_(
        Measurement.prepared_at.is_not(None),
        Measurement.closed_at.is_(None),
        Measurement.closes_on >= today,
        Participation.form != "",
        Participation.finished_on.is_(None),
    )
