"""Plans of the form "als … dan …": when their maker is asked whether it works out."""

from datetime import date, timedelta
from enum import StrEnum

DAYS = (14, 60)
"""After how many days a plan is asked back (Sheeran et al., 2024: rehearsal makes it work)."""

LONGEST = 4000


class Outcome(StrEnum):
    """What somebody says of the own plan; nobody else sees it."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NOT_YET = "not-yet"
    DROPPED = "dropped"


def next_day(made_on: date, asked: int, today: date) -> date | None:
    """Give the day on which a plan is asked back after `asked` times; none when that was all.

    What was made long ago is not asked for any more.
    """
    days = [made_on + timedelta(days=each) for each in DAYS[asked:]]
    return next((day for day in days if day >= today - timedelta(days=DAYS[0])), None)
