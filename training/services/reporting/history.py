"""Keeps how the organisation stood at the end of weeks and months, for the trend."""

import calendar
from datetime import date, timedelta

from sqlalchemy.orm import Session

from training.domain.assignment import add_months
from training.store import report_history as store
from training.store.tally import fold

WEEKS = 13
MONTHS = 24
SUNDAY = 6


def record(session: Session, *, day: date) -> bool:
    """Keep the counts of the day that has just ended; tells whether it is one to keep.

    Sundays are kept for 13 weeks and the last day of each month for ever. Doing it again gives
    the same. `day` is the day that ended, so a job of the night passes yesterday.
    """
    if not is_kept(day):
        return False
    while fold(session):
        pass
    store.keep_counts(session, day)
    oldest = day - timedelta(weeks=WEEKS)
    old = [found for found in store.list_days(session, oldest) if not is_month_end(found)]
    if old:
        store.forget_days(session, old)
    return True


def is_kept(day: date) -> bool:
    """Tell whether the figures of a day are kept."""
    return day.weekday() == SUNDAY or is_month_end(day)


def is_month_end(day: date) -> bool:
    """Tell whether a day is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def days_shown(today: date) -> list[date]:
    """List the days of a trend before today: the month ends of two years, the last Sundays."""
    sunday = today - timedelta(days=today.isoweekday())
    weeks = {sunday - timedelta(weeks=number) for number in range(WEEKS)}
    first = today.replace(day=1)
    months = {add_months(first, -number) - timedelta(days=1) for number in range(MONTHS)}
    return sorted(day for day in weeks | months if day < today)
