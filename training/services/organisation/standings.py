"""Takes the standings of many people along when they move, leave or return, with the counts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from training.domain.progress import CompletionStatus
from training.domain.standing import standing_of
from training.services.standing import effective
from training.store import tally
from training.store.dispensation import Exemption
from training.store.enrolment import Enrolment
from training.store.people import Learner
from training.store.tally import Place


def hold(session: Session, learner_keys: Collection[UUID]) -> None:
    """Make clicks of these learners wait, in one order for all: their counts are about to move."""
    query = select(Learner.key).where(Learner.key.in_(learner_keys)).order_by(Learner.key)
    session.execute(query.with_for_update())


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


def give_back(
    session: Session, learner_keys: Collection[UUID], *, today: date, at: datetime
) -> None:
    """Work out from the facts how returners stand, where the rules did not do so already."""
    if not learner_keys:
        return
    session.flush()
    query = select(Enrolment).where(Enrolment.learner_key.in_(learner_keys))
    query = query.execution_options(populate_existing=True)
    cycles: defaultdict[tuple[UUID, UUID], list[Enrolment]] = defaultdict(list)
    for row in session.scalars(query.order_by(Enrolment.cycle)):
        cycles[row.learner_key, row.course_id].append(row)
    exempt = _exempt(session, learner_keys, today)
    changes: Counter[Place] = Counter()
    for place, rows in cycles.items():
        counted = effective(rows, today=today)
        if counted is None or any(row.standing for row in rows):
            continue
        counted.standing = standing_of(
            CompletionStatus(counted.completion),
            late_from=counted.late_from,
            is_exempt=place in exempt,
            today=today,
        )
        changes[counted.unit_id, counted.course_id, counted.standing] += 1
    session.flush()
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


def _exempt(
    session: Session, learner_keys: Collection[UUID], today: date
) -> set[tuple[UUID, UUID]]:
    query = select(Exemption.learner_key, Exemption.course_id).where(
        Exemption.learner_key.in_(learner_keys),
        Exemption.revoked_at.is_(None),
        or_(Exemption.until.is_(None), Exemption.until >= today),
    )
    return {(key, course_id) for key, course_id in session.execute(query)}
