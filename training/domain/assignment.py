"""Who must do a course, by which day, and how often again."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2000, 2199


class Target(StrEnum):
    """What a rule looks at to choose its people."""

    EVERYONE = "everyone"
    UNIT = "unit"
    LAYER = "layer"
    FUNCTION = "function"
    COHORT = "cohort"
    PERSON = "person"


class DueRule(StrEnum):
    """Where a due date is counted from."""

    NONE = "none"
    FIXED = "fixed"
    AFTER_HIRE = "after-hire"
    AFTER_ASSIGNMENT = "after-assignment"


class RenewFrom(StrEnum):
    """What the next cycle is counted from: the day of completion, or a fixed day of the year."""

    COMPLETION = "completion"
    FIXED_DAY = "fixed-day"


HALF_MONTH_DAYS = 14


@dataclass(frozen=True, slots=True)
class Due:
    """The due date of a rule: `on` for `FIXED`, else so many `days`; then the days of grace."""

    rule: DueRule = DueRule.NONE
    on: date | None = None
    days: int = 0
    grace_days: int = 0

    def date_for(self, *, hired_on: date | None, assigned_on: date) -> date | None:
        """Count the due date of one person.

        Who was hired long before the rule gets the same number of days from the assignment, and
        so does who has no hire date, or who comes after a fixed day: nobody is late on the day
        that the duty begins.
        """
        if self.rule is DueRule.NONE:
            return None
        if self.rule is DueRule.FIXED and self.on and self.on >= assigned_on:
            return self.on
        begin = assigned_on
        if self.rule is DueRule.AFTER_HIRE and hired_on:
            begin = max(hired_on, assigned_on)
        return begin + timedelta(days=self.days)

    def late_from(self, due_on: date | None) -> date | None:
        """Give the first day that is too late."""
        return late_from(due_on, self.grace_days)


@dataclass(frozen=True, slots=True)
class Renewal:
    """When it has to be done again: `months` 0 is never; `month` and `day` for a fixed day."""

    months: int = 0
    window_days: int = 60
    counted_from: RenewFrom = RenewFrom.COMPLETION
    month: int = 1
    day: int = 1

    @property
    def window(self) -> timedelta:
        """Give how long before its last day it can be renewed: at most half of its months."""
        return timedelta(days=min(self.window_days, self.months * HALF_MONTH_DAYS))

    def expires_on(self, completed_on: date) -> date | None:
        """Give the last day on which a completion is valid; none when it stays so.

        From completion: so many months later, on the last day of a shorter month. On a fixed day:
        the last such day within those months. What is done in the window before such a day is for
        the time after it, or who renews early would have to do so again.
        """
        if not self.months:
            return None
        if self.counted_from is RenewFrom.COMPLETION:
            return add_months(completed_on, self.months)
        begin = completed_on + self.window
        end = add_months(begin, self.months)
        this_year = _day_in(end.year, self.month, self.day)
        fixed = this_year if this_year <= end else _day_in(end.year - 1, self.month, self.day)
        return fixed if fixed > begin else _day_in(fixed.year + 1, self.month, self.day)

    def opens_on(self, expires_on: date) -> date:
        """Give the first day on which the next cycle can be done."""
        return expires_on - self.window


def is_in_reach(day: date) -> bool:
    """Tell whether a day is one that people plan with: further away, counting on would fail."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def late_from(due_on: date | None, grace_days: int) -> date | None:
    """Give the first day that is too late: after the due date and its days of grace."""
    return due_on + timedelta(days=grace_days + 1) if due_on else None


def add_months(day: date, months: int) -> date:
    """Move a day by calendar months, to the last day of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    return _day_in(day.year + years, month + 1, day.day)


def _day_in(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
