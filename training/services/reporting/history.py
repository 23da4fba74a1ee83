"""Keeps how the organisation stood at the end of weeks and months, for the trend."""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from sqlalchemy.orm import Session

from training.domain.assignment import add_months
from training.store import report_history as store
from training.store.job import find_first_moment
from training.store.tally import fold

WEEKS = 13
MONTHS = 24
SUNDAY = 6


def record(session: Session, *, day: date) -> bool:
    """Keep the counts of the day that has just ended; tells whether it is one to keep.

    Sundays are kept for 13 weeks and the last day of each month for ever. Doing it again gives
    the same. `day` is the day that ended, so a job of the night passes yesterday. After a night
    that was missed the first day whose counts are known stands in for the day that was to be kept.
    """
    kept = store.list_days(session, day + timedelta(days=1))
    if not is_kept(day) and not _is_missed(session, kept, day):
        return False
    while fold(session):
        pass
    store.keep_counts(session, day)
    kept = sorted({*kept, day})
    oldest = day - timedelta(weeks=WEEKS)
    old = [found for found in kept if found < oldest and not _is_for_month_end(found, kept)]
    if old:
        store.forget_days(session, old)
    return True


def _is_missed(session: Session, kept: Sequence[date], day: date) -> bool:
    """Tell whether the last day to keep passed without being kept, while there was work already."""
    last = next(found for found in _backward(day) if is_kept(found))
    first = find_first_moment(session)
    was_there = bool(kept) or (first is not None and first.date() <= last)
    return was_there and not any(found >= last for found in kept)


def _backward(day: date) -> Iterator[date]:
    return (day - timedelta(days=number) for number in count())


def _is_for_month_end(day: date, kept: Sequence[date]) -> bool:
    """Tell whether a kept day is the end of a month, or the first one known after a missed end."""
    last_end = day.replace(day=1) - timedelta(days=1)
    is_first = kept[0] < last_end and not any(last_end <= found < day for found in kept)
    return is_month_end(day) or is_first


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


def days_made_later(kept: Sequence[date], today: date) -> list[date]:
    """List those of the kept days that stand in a trend for one that was missed."""
    shown = days_shown(today)
    recent = today - timedelta(weeks=WEEKS)
    return [
        day
        for day in kept
        if shown[0] < day < today
        and day not in shown
        and (day >= recent or _is_for_month_end(day, kept))
    ]
