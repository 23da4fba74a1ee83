"""Lets duties count again whose exemption has ended; the days that were left are given back."""

from datetime import date, datetime, timedelta

from training.services.audit import SYSTEM, About, note
from training.services.library import Library
from training.services.standing import derive_many
from training.store import duty as store
from training.store.dispensation import find_last_exemption
from training.store.enrolment import Enrolment
from training.store.people import find_by_learner, lock_learners


def resume_duties(library: Library, *, limit: int, today: date, at: datetime) -> int:
    """Bring back the next duties that nothing exempts from any more; give how many there were."""
    session = library.session
    rows = store.list_no_longer_exempt(session, today, limit)
    if rows:
        lock_learners(session, {row.learner_key for row in rows})
        for row in rows:
            give_days_back(library, row, today=today, at=at)
        derive_many(session, {row.learner_key for row in rows}, today=today, at=at)
    return len(rows)


def give_days_back(library: Library, row: Enrolment, *, today: date, at: datetime) -> None:
    """Move a due date that passed during an exemption by the days that were left at its start.

    Who was overdue before it stays so, and a due date that is still to come stays.
    """
    exemption = find_last_exemption(library.session, row.learner_key, row.course_id)
    if not (exemption and row.due_on and row.late_from) or row.due_on >= today:
        return
    begin = max(library.day_of(exemption.granted_at), library.day_of(row.enrolled_at))
    if row.due_on < begin:
        return
    earlier, moved = row.due_on, today + (row.due_on - begin)
    if moved <= earlier:
        return
    row.late_from += timedelta(days=(moved - earlier).days)
    row.due_on = moved
    person_id = find_by_learner(library.session, row.learner_key).id
    days = {"from": str(earlier), "to": str(moved), "reason": "exemption-ended"}
    place = f"enrolment:{row.id}"
    note(library.session, SYSTEM, "duty-due", place, "ok", at=at, about=About(person_id, days))
