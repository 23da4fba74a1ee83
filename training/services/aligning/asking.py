"""Asks for reports of alignment: by hand, by the calendar, and when a measurement is closed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT
from training.services.answers import Occasion
from training.services.errors import Conflict
from training.services.jobs import NewJob, enqueue, resume
from training.services.library import Library
from training.store import alignment as store

KIND = "alignment"
DAYS_TO_BEGIN = 14
"""So long after a quarter its report is still begun by itself."""

ONE_DAY = timedelta(days=1)
COURSE = (Occasion.COURSE, 0)


def may_ask(library: Library, *, at: datetime) -> bool:
    """Tell whether enough people answered since the last report, until yesterday."""
    session = library.session
    after, until = store.last_day(session, *COURSE), library.day_of(at) - ONE_DAY
    return store.has_people(session, *COURSE, after, until, FEWEST_FOR_AGREEMENT)


def ask(library: Library, *, by: UUID, at: datetime) -> UUID:
    """Ask for a report of what was answered in courses since the last; raises `Conflict`.

    A second time it is the same job, and one that was given up goes on.
    """
    if not may_ask(library, at=at):
        raise Conflict("alignment-few")
    job = _job(library, library.day_of(at) - ONE_DAY)
    resume(library.session, job.key or "")
    return enqueue(library.session, job, at=at, by=by)


def due_job(library: Library, at: datetime) -> NewJob | None:
    """Give the report of the last quarter in the first days of the next, where there is one."""
    today = library.day_of(at)
    quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    until = quarter - ONE_DAY
    if (today - until).days > DAYS_TO_BEGIN:
        return None
    after = store.last_day(library.session, *COURSE)
    is_counted = after is not None and after >= until
    fewest = FEWEST_FOR_AGREEMENT
    if is_counted or not store.has_people(library.session, *COURSE, after, until, fewest):
        return None
    return _job(library, until)


def enqueue_for_measurement(session: Session, number: int, at: datetime) -> UUID:
    """Ask for the report of a measurement that was closed: nobody answers in it any more."""
    payload = {"occasion": Occasion.MEASUREMENT.value, "number": str(number)}
    new = NewJob(KIND, payload, key=f"{KIND}:measurement:{number}")
    return enqueue(session, new, at=at)


def _job(library: Library, until: date) -> NewJob:
    after = store.last_day(library.session, *COURSE)
    payload = {
        "occasion": Occasion.COURSE.value,
        "number": "0",
        "after": after.isoformat() if after else "",
        "until": until.isoformat(),
    }
    return NewJob(KIND, payload, key=f"{KIND}:course:{payload['after']}:{until}")
