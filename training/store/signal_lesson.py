"""Reads of the texts that come from signals, and of the courses that hold them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.store.enrolment import Enrolment
from training.store.people import Learner, Person
from training.store.signal import SignalLesson


def list_of_path(session: Session, path: str) -> list[SignalLesson]:
    """List the signals that a text is made of."""
    query = select(SignalLesson).where(SignalLesson.path == path)
    return list(session.scalars(query.order_by(SignalLesson.signal_id)))


def list_untold(session: Session) -> list[SignalLesson]:
    """List the lessons that are in force and of which no sender was told."""
    query = select(SignalLesson).where(
        SignalLesson.published_on.is_not(None), SignalLesson.sender_told_at.is_(None)
    )
    return list(session.scalars(query.order_by(SignalLesson.signal_id)))


def count_learners(session: Session, course_ids: Collection[UUID]) -> int:
    """Count the active people who are enrolled in one of these courses."""
    query = (
        select(func.count(Enrolment.learner_key.distinct()))
        .join(Learner, Learner.key == Enrolment.learner_key)
        .join(Person, Person.id == Learner.person_id)
        .where(Enrolment.course_id.in_(course_ids), Enrolment.ended_at.is_(None), Person.is_active)
    )
    return session.scalars(query).one()
