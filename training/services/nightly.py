"""The night: what is late, what ended and what begins again, in short steps.

Every part looks at how things are and not at what happened, so a night that was missed is made up
for by the next one, and doing a night twice changes nothing.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.standing import OPEN, Standing
from training.services.duties.cycles import renew
from training.services.duties.resumption import resume_duties
from training.services.exchange import packages
from training.services.jobs import NewJob, Stage, Task
from training.services.library import Library
from training.services.mandate import reporting as mandate
from training.services.measuring import planning
from training.services.organisation.leaving import leave_due
from training.services.reporting import history, large
from training.services.stocktake import keeping
from training.store.duty import make_overdue
from training.store.tally import Place, add_changes

KIND = "night"
LATE_AT_ONCE, FEW_AT_ONCE, CYCLES_AT_ONCE = 500, 100, 250

Part = Callable[[Library, str, date, datetime], tuple[str | None, int]]
"""Does the next bit from a place; gives where to go on, none at the end, and how much it did."""


def due_job(local_now: datetime) -> NewJob:
    """Give the job of this night; a day has one, by its key."""
    day = local_now.date().isoformat()
    return NewJob(KIND, {"day": day}, key=f"{KIND}:{day}")


def step(library: Library, task: Task, at: datetime) -> Stage:
    """Do the next bit of the night, as of the day that it is now."""
    name, _, place = task.stage.cursor.partition("|")
    names = list(PARTS)
    index = names.index(name) if name in PARTS else 0
    rest, count = PARTS[names[index]](library, place, library.day_of(at), at)
    done = task.stage.done + count
    if rest is not None:
        return Stage(f"{names[index]}|{rest}", done, done)
    if index + 1 < len(names):
        return Stage(f"{names[index + 1]}|", done, done)
    return Stage("", done, done, is_finished=True)


def record_history(
    library: Library, place: str, today: date, at: datetime
) -> tuple[str | None, int]:
    """Keep the counts of yesterday as they were at its end, before this day changes them."""
    history.record(library.session, day=today - timedelta(days=1))
    return None, 0


def make_late(library: Library, place: str, today: date, at: datetime) -> tuple[str | None, int]:
    """Turn open duties whose day has come into overdue ones."""
    changes: Counter[Place] = Counter()
    count = 0
    for standing in OPEN:
        moved = make_overdue(library.session, standing, today, LATE_AT_ONCE)
        count += len(moved)
        for unit_id, course_id in moved:
            changes[unit_id, course_id, standing] -= 1
            changes[unit_id, course_id, Standing.OVERDUE] += 1
    add_changes(library.session, changes, at=at)
    return ("" if count else None), count


def end_exemptions(
    library: Library, place: str, today: date, at: datetime
) -> tuple[str | None, int]:
    """Let duties count again whose exemption has ended."""
    count = resume_duties(library, limit=FEW_AT_ONCE, today=today, at=at)
    return ("" if count else None), count


def see_off(library: Library, place: str, today: date, at: datetime) -> tuple[str | None, int]:
    """Let people go whose last day has passed."""
    count = leave_due(library.session, today=today, at=at, limit=FEW_AT_ONCE)
    return ("" if count else None), count


def forget_files(library: Library, place: str, today: date, at: datetime) -> tuple[str | None, int]:
    """Delete large files of reports that were kept for a day."""
    count = large.forget(library.session, at=at, limit=FEW_AT_ONCE)
    return ("" if count == FEW_AT_ONCE else None), 0


def forget_packages(
    library: Library, place: str, today: date, at: datetime
) -> tuple[str | None, int]:
    """Throw away zips that trainers sent in and did not decide on, one at a time."""
    return ("" if packages.forget(library.session, at=at) else None), 0


def keep_measurements(
    library: Library, place: str, today: date, at: datetime
) -> tuple[str | None, int]:
    """Open and close the measurements whose day has come."""
    return None, planning.keep_calendar(library, today=today, at=at)


def forget_forms(library: Library, place: str, today: date, at: datetime) -> tuple[str | None, int]:
    """Delete the forms of stocktakes that closed long ago; their figures stay."""
    return None, keeping.forget(library.session, at=at)


def report_mandate(
    library: Library, place: str, today: date, at: datetime
) -> tuple[str | None, int]:
    """Make the report of the quarter that is over."""
    return None, int(mandate.make_due(library, today=today, at=at))


def begin_cycles(library: Library, place: str, today: date, at: datetime) -> tuple[str | None, int]:
    """Begin the cycles whose window has opened, and let go of what is no longer valid."""
    day, _, enrolment_id = place.partition(" ")
    after = (date.fromisoformat(day), UUID(enrolment_id)) if place else None
    walk = renew(library, after, limit=CYCLES_AT_ONCE, today=today, at=at)
    return (f"{walk.after[0]} {walk.after[1]}" if walk.after else None), walk.seen


PARTS: dict[str, Part] = {
    "history": record_history,
    "exemptions": end_exemptions,
    "late": make_late,
    "leavers": see_off,
    "cycles": begin_cycles,
    "files": forget_files,
    "packages": forget_packages,
    "measurements": keep_measurements,
    "stocktakes": forget_forms,
    "mandate": report_mandate,
}
