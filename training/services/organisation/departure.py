"""Lets people go whose last day has passed: they leave today's figures and keep their record."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from training.services.standing import derive_many
from training.store.people import list_leaving, lock_learners


def leave_due(session: Session, *, today: date, at: datetime, limit: int) -> int:
    """Let the next people go whose last day was before today; give how many there were."""
    leaving = list_leaving(session, today, limit)
    lock_learners(session, leaving.keys())
    for person in leaving.values():
        person.is_active = False
    if leaving:
        derive_many(session, leaving.keys(), today=today, at=at)
    return len(leaving)
