"""Keeps the standing of a duty, and the counts of HR, in step with what happens."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.progress import CompletionStatus
from training.domain.standing import Standing, after_progress, standing_of
from training.store import enrolment as store
from training.store import people, tally
from training.store import recount as recounting
from training.store.dispensation import is_exempt, list_exempt
from training.store.enrolment import Enrolment
from training.store.people import find_by_learner
from training.store.recount import Difference
from training.store.tally import Place


def move(
    session: Session, enrolment: Enrolment, standing: Standing | None, *, at: datetime
) -> None:
    """Give a locked enrolment a standing, or none, and count it so; no change writes nothing."""
    earlier = enrolment.standing
    if earlier == standing:
        return
    changes: Counter[Place] = Counter()
    if earlier:
        changes[enrolment.unit_id, enrolment.course_id, earlier] -= 1
    if standing:
        changes[enrolment.unit_id, enrolment.course_id, standing] += 1
    enrolment.standing = standing
    session.flush()  # of two cycles the one that gives up its place must be written first
    tally.add_changes(session, changes, at=at)


def follow_progress(session: Session, enrolment: Enrolment, *, today: date, at: datetime) -> None:
    """Move on after a click of the learner."""
    if enrolment.cycle > 1:
        derive(session, enrolment.learner_key, enrolment.course_id, today=today, at=at)
        return
    store.lock_cycles(session, enrolment.learner_key, enrolment.course_id)
    if enrolment.standing:
        completion = CompletionStatus(enrolment.completion)
        move(session, enrolment, after_progress(Standing(enrolment.standing), completion), at=at)


def derive(
    session: Session, learner_key: UUID, course_id: UUID, *, today: date, at: datetime
) -> None:
    """Work out from the facts which cycle counts today, and how it stands."""
    cycles = store.lock_cycles(session, learner_key, course_id)
    person = find_by_learner(session, learner_key)
    counted = effective(cycles, today=today) if person.is_active else None
    for cycle in cycles:
        if cycle is not counted:
            move(session, cycle, None, at=at)
    if counted:
        exempt = is_exempt(session, learner_key, course_id, today)
        move(session, counted, _standing(counted, exempt, today), at=at)


def derive_many(
    session: Session,
    learner_keys: Collection[UUID],
    course_ids: Collection[UUID] | None = None,
    *,
    today: date,
    at: datetime,
) -> None:
    """Do the same for many learners at once, in these courses or in all of theirs."""
    session.flush()
    active = people.list_active_keys(session, learner_keys)
    exempt = list_exempt(session, learner_keys, today)
    planned: list[tuple[Enrolment, Standing | None]] = []
    for place, cycles in store.lock_cycles_of(session, learner_keys, course_ids).items():
        counted = effective(cycles, today=today) if place[0] in active else None
        planned += ((cycle, None) for cycle in cycles if cycle is not counted)
        if counted:
            planned.append((counted, _standing(counted, place in exempt, today)))
    _move_all(session, planned, at=at)


def _standing(enrolment: Enrolment, is_exempt: bool, today: date) -> Standing:
    return standing_of(
        CompletionStatus(enrolment.completion),
        late_from=enrolment.late_from,
        is_exempt=is_exempt,
        today=today,
    )


def _move_all(
    session: Session, planned: Sequence[tuple[Enrolment, Standing | None]], *, at: datetime
) -> None:
    changes: Counter[Place] = Counter()
    moved = [(row, standing) for row, standing in planned if row.standing != standing]
    for row, _ in moved:
        if row.standing:
            changes[row.unit_id, row.course_id, row.standing] -= 1
        row.standing = None
    session.flush()  # of two cycles the one that gives up its place must be written first
    for row, standing in moved:
        if standing:
            changes[row.unit_id, row.course_id, standing] += 1
        row.standing = standing
    session.flush()
    tally.add_changes(session, changes, at=at)


def effective(cycles: Sequence[Enrolment], *, today: date) -> Enrolment | None:
    """Choose the cycle that counts: the last, unless the one before it is still valid.

    Who may renew already is not suddenly somebody who did nothing.
    """
    duties = [row for row in cycles if row.is_required and row.ended_at is None]
    if not duties:
        return None
    last, earlier = duties[-1], duties[-2] if len(duties) > 1 else None
    is_last_done = last.completion == CompletionStatus.COMPLETED
    if earlier and not is_last_done and earlier.expires_on and earlier.expires_on >= today:
        return earlier
    return last


def recount(session: Session, course_id: UUID) -> list[Difference]:
    """Count everyone in a course anew from the enrolments; give what was counted wrong."""
    return recounting.recount(session, course_id)
