"""Begins the next cycle of a course that has to be done again; what was done stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.assignment import Renewal, late_from
from training.domain.progress import CompletionStatus, SuccessStatus
from training.services.duties.application import apply_rules
from training.services.library import Library
from training.services.progress import renewal_of
from training.services.standing import derive_many
from training.store import assignment as rules_store
from training.store import duty as store
from training.store.base import new_id
from training.store.enrolment import Enrolment
from training.store.people import lock_learners

Place = tuple[date, UUID]
"""Where a walk along the days of expiry is: a day, and an enrolment of that day."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How many completions were looked at, and where to go on; nowhere at the end."""

    seen: int
    after: Place | None


def renew(library: Library, after: Place | None, *, limit: int, today: date, at: datetime) -> Walk:
    """Look at the next completions that expire, and begin the cycles whose window has opened.

    The row that was completed goes on to count until its last day, or until the new one is done.
    """
    session = library.session
    rows = store.list_expiring(session, _horizon(library, today), after, limit)
    if not rows:
        return Walk(0, None)
    lock_learners(session, {row.learner_key for row in rows})
    last = rows[-1].expires_on, rows[-1].id  # another rule can give it another day
    _put_under_rules(library, rows, today=today, at=at)
    followed = store.list_followed(session, rows)
    fresh = [
        _next_cycle(row, renewal, library, today, at)
        for row in rows
        if (row.learner_key, row.course_id) not in followed
        and (renewal := _open_renewal(library, row, today))
    ]
    store.insert_enrolments(session, fresh)
    expired = {row.learner_key for row in rows if row.expires_on and row.expires_on < today}
    if expired:
        derive_many(session, expired, {row.course_id for row in rows}, today=today, at=at)
    day, row_id = last
    return Walk(len(rows), (day, row_id) if day and len(rows) == limit else None)


def _put_under_rules(
    library: Library, rows: Sequence[Enrolment], *, today: date, at: datetime
) -> None:
    """Let another rule hold what was completed after its own rule had ended, where one asks it."""
    in_force = rules_store.list_in_force(library.session)
    held, asked = {rule.id for rule in in_force}, {rule.course_id for rule in in_force}
    keys = {
        row.learner_key
        for row in rows
        if row.assignment_id and row.assignment_id not in held and row.course_id in asked
    }
    if keys:
        apply_rules(library, sorted(keys), today=today, at=at)


def begin_next(library: Library, row: Enrolment, *, today: date, at: datetime) -> Enrolment:
    """Begin the cycle after a completed one now, whatever its window."""
    course = library.course(row.course_id)
    renewal = renewal_of(library.session, row, course) if course else Renewal()
    following = Enrolment(**_next_cycle(row, renewal, library, today, at))
    following.is_required, following.ended_at = row.is_required, row.ended_at
    library.session.add(following)
    library.session.flush()
    return following


def _horizon(library: Library, today: date) -> date:
    windows = [rule.renew_window_days for rule in rules_store.list_in_force(library.session)]
    return today + timedelta(days=max([Renewal().window_days, *windows]))


def _open_renewal(library: Library, row: Enrolment, today: date) -> Renewal | None:
    """Give the renewal whose window is open; none where nobody asks for it any more."""
    course = library.course(row.course_id)
    rule = rules_store.find_assignment(library.session, row.assignment_id or UUID(int=0))
    if course is None or row.expires_on is None or (rule and rule.ended_at):
        return None
    renewal = renewal_of(library.session, row, course)
    is_open = renewal.months > 0 and renewal.opens_on(row.expires_on) <= today
    return renewal if is_open else None


def _next_cycle(
    row: Enrolment, renewal: Renewal, library: Library, today: date, at: datetime
) -> dict[str, object]:
    """Make the row of the next cycle, which does not count yet: its units begin afresh.

    Who could not begin in time, such as somebody who was away for good and came back, gets as
    many days as the window has: nobody is late on the day that a duty begins.
    """
    expires_on = row.expires_on or today
    due_on = expires_on if expires_on >= today else today + renewal.window
    rule = rules_store.find_assignment(library.session, row.assignment_id or UUID(int=0))
    return {
        "id": new_id(at),
        "learner_key": row.learner_key,
        "course_id": row.course_id,
        "cycle": row.cycle + 1,
        "enrolled_at": at,
        "is_required": True,
        "assignment_id": row.assignment_id,
        "reason": row.reason,
        "reason_label": row.reason_label,
        "starts_on": today,
        "due_on": due_on,
        "late_from": late_from(due_on, rule.grace_days if rule else 0),
        "unit_id": row.unit_id,
        "completion": CompletionStatus.NOT_STARTED,
        "success": SuccessStatus.UNKNOWN,
    }
