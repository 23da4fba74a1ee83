"""Quarters of a year: the closed periods of what is counted as it comes in."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months, both days included."""

    first: date
    last: date


def quarter_of(day: date) -> Quarter:
    """Give the quarter that a day is in."""
    begin = (day.month - 1) // MONTHS * MONTHS + 1
    first = date(day.year, begin, 1)
    following = (first + timedelta(days=31 * MONTHS)).replace(day=1)
    return Quarter(first, following - timedelta(days=1))


def quarter_before(day: date) -> Quarter:
    """Give the last quarter that is over on a day."""
    return quarter_of(quarter_of(day).first - timedelta(days=1))
