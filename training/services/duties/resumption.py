"""Lets duties count again whose exemption has ended; the days that were left are given back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from training.services.audit import SYSTEM, About, note
from training.services.enrolment import begun_on
from training.services.library import Library
from training.services.standing import derive_many
from training.store import duty as store
from training.store.dispensation import Exemption, list_granted
from training.store.enrolment import Enrolment
from training.store.people import find_by_learner, lock_learners


def resume_duties(library: Library, *, limit: int, today: date, at: datetime) -> int:
    """Bring back the next duties that nothing exempts from any more; give how many there were."""
    session = library.session
    found = store.list_no_longer_exempt(session, today, limit)
    keys = {row.learner_key for row in found}
    if keys:
        lock_learners(session, keys)
        # Again: while this waited for their clicks, HR may have decided otherwise.
        for row in store.list_no_longer_exempt(session, today, limit, keys):
            give_days_back(library, row, today=today, at=at)
        derive_many(session, keys, today=today, at=at)
    return len(found)


def give_days_back(library: Library, row: Enrolment, *, today: date, at: datetime) -> None:
    """Move a due date that passed during an exemption by the days that were left at its start.

    They count from the day after its last one, so a night that was missed gives no more of them.
    Who was overdue before it stays so, and a due date that is still to come stays.
    """
    granted = list_granted(library.session, row.learner_key, row.course_id)
    if not (granted and row.due_on and row.late_from):
        return
    back = min(_after(library, granted[0]) or today, today)
    begin = max(_begin(library, granted, row.due_on), begun_on(library, row))
    if not begin <= row.due_on < back:
        return
    earlier, moved = row.due_on, back + (row.due_on - begin)
    row.late_from += moved - earlier
    row.due_on = moved
    person_id = find_by_learner(library.session, row.learner_key).id
    days = {"from": str(earlier), "to": str(moved), "reason": "exemption-ended"}
    place = f"enrolment:{row.id}"
    note(library.session, SYSTEM, "duty-due", place, "ok", at=at, about=About(person_id, days))


def _begin(library: Library, granted: Sequence[Exemption], due_on: date) -> date:
    """Give the first day of an exemption that was lengthened or renewed without a day between.

    A due date that is not before a renewal was moved already when the earlier one ended.
    """
    begin = library.day_of(granted[0].granted_at)
    for later, earlier in pairwise(granted):
        is_lengthened = earlier.revoked_at == later.granted_at
        is_renewed = earlier.revoked_at is None and _after(library, earlier) == begin
        if not is_lengthened and not (is_renewed and due_on < begin):
            break
        begin = library.day_of(earlier.granted_at)
    return begin


def _after(library: Library, exemption: Exemption) -> date | None:
    """Give the first day after an exemption; none for one that holds for good."""
    if exemption.revoked_at:
        return library.day_of(exemption.revoked_at)
    return exemption.until + timedelta(days=1) if exemption.until else None
