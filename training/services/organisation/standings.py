"""Takes the standings of many people along when they move or leave, with the counts."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from training.store import tally
from training.store.enrolment import Enrolment
from training.store.tally import Place


def take_along(session: Session, units: Mapping[UUID, UUID], *, at: datetime) -> None:
    """Give all enrolments of movers their new unit, and count them there."""
    changes: Counter[Place] = Counter()
    for key, unit_id, course_id, standing in _counted(session, units):
        changes[unit_id, course_id, standing] -= 1
        changes[units[key], course_id, standing] += 1
    if units:
        query = update(Enrolment).where(Enrolment.learner_key == bindparam("key"))
        rows = [{"key": key, "new_unit": unit_id} for key, unit_id in units.items()]
        session.connection().execute(query.values(unit_id=bindparam("new_unit")), rows)
        tally.add_changes(session, changes, at=at)


def take_away(session: Session, learner_keys: Collection[UUID], *, at: datetime) -> None:
    """Take leavers out of today's figures; their duties stay for the day that they return."""
    changes: Counter[Place] = Counter()
    for _, unit_id, course_id, standing in _counted(session, learner_keys):
        changes[unit_id, course_id, standing] -= 1
    if changes:
        is_theirs = Enrolment.learner_key.in_(learner_keys)
        query = update(Enrolment).where(is_theirs, Enrolment.standing.is_not(None))
        session.execute(query.values(standing=None))
        tally.add_changes(session, changes, at=at)


def _counted(
    session: Session, learner_keys: Collection[UUID]
) -> list[tuple[UUID, UUID, UUID, str]]:
    query = select(
        Enrolment.learner_key, Enrolment.unit_id, Enrolment.course_id, Enrolment.standing
    ).where(Enrolment.learner_key.in_(learner_keys), Enrolment.standing.is_not(None))
    return [
        (key, unit, course, standing or "")
        for key, unit, course, standing in session.execute(query)
    ]
