"""Working days in the Netherlands and in Flanders, by which promises to citizens are counted."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

SATURDAY = 5
KING_FROM_SUNDAY = 6


class Country(StrEnum):
    """Whose holidays count."""

    NETHERLANDS = "nl"
    FLANDERS = "vl"


def add_workdays(country: Country, day: date, number: int) -> date:
    """Give the working day that is so many working days later; the day itself does not count."""
    while number:
        day += timedelta(days=1)
        number -= is_workday(country, day)
    return day


def count_workdays(country: Country, start: date, end: date) -> int:
    """Count the working days after a day, up to and with another one."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_workday(country, day) for day in days)


def is_workday(country: Country, day: date) -> bool:
    """Tell whether offices are open on a day."""
    return day.weekday() < SATURDAY and day not in holidays(country, day.year)


@cache
def holidays(country: Country, year: int) -> frozenset[date]:
    """Give the days on which offices are closed, whatever day of the week they are."""
    return frozenset(_HOLIDAYS[country](year))


def easter(year: int) -> date:
    """Give Easter Sunday: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 8)."""
    golden, century, in_century = year % 19, year // 100, year % 100
    shift = (century + 8) // 25
    epact = 19 * golden + century - century // 4 - (century - shift + 1) // 3 + 15
    moon = epact % 30
    week = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, rest = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, rest + 1)


def _dutch(year: int) -> tuple[date, ...]:
    """Algemene termijnenwet, article 3: Good Friday counts as one of them."""
    sunday = easter(year)
    king = date(year, 4, 27)
    if king.weekday() == KING_FROM_SUNDAY:
        king = date(year, 4, 26)
    moving = (sunday + timedelta(days=step) for step in (-2, 1, 39, 50))
    fixed = ((1, 1), (5, 5), (12, 25), (12, 26))
    return (king, *moving, *(date(year, month, day) for month, day in fixed))


def _flemish(year: int) -> tuple[date, ...]:
    """The ten of the law of 4 January 1974, and the day of the Flemish Community."""
    sunday = easter(year)
    moving = (sunday + timedelta(days=step) for step in (1, 39, 50))
    fixed = ((1, 1), (5, 1), (7, 11), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    return (*moving, *(date(year, month, day) for month, day in fixed))


_HOLIDAYS: dict[Country, Callable[[int], tuple[date, ...]]] = {
    Country.NETHERLANDS: _dutch,
    Country.FLANDERS: _flemish,
}
