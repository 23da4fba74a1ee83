"""Due dates and renewal, day by day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.assignment import Due, DueRule, Renewal, RenewFrom, add_months, late_from

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
FIXED = Due(DueRule.FIXED, on=date(2026, 12, 31), days=30)


@pytest.mark.parametrize(
    ("due", "hired_on", "expected"),
    [
        (Due(), None, None),
        (FIXED, None, date(2026, 12, 31)),
        (Due(DueRule.FIXED, on=TODAY, days=30), None, TODAY),
        (Due(DueRule.FIXED, on=date(2026, 11, 22), days=30), None, date(2026, 12, 23)),
        (Due(DueRule.AFTER_ASSIGNMENT, days=30), date(2020, 1, 1), date(2026, 12, 23)),
        (Due(DueRule.AFTER_HIRE, days=30), date(2026, 12, 1), date(2026, 12, 31)),
        (Due(DueRule.AFTER_HIRE, days=30), date(2020, 1, 1), date(2026, 12, 23)),
        (Due(DueRule.AFTER_HIRE, days=30), None, date(2026, 12, 23)),
    ],
)
def test_a_due_date_is_counted_by_its_rule(
    due: Due, hired_on: date | None, expected: date | None
) -> None:
    assert due.date_for(hired_on=hired_on, assigned_on=TODAY) == expected


@given(
    st.sampled_from(DueRule),
    DAYS,
    st.integers(0, 3650),
    st.integers(0, 365),
    DAYS | st.none(),
    DAYS,
)
def test_nobody_is_late_on_the_day_that_a_duty_begins(
    rule: DueRule, on: date, days: int, grace: int, hired_on: date | None, today: date
) -> None:
    due = Due(rule, on, days, grace)
    first_late = due.late_from(due.date_for(hired_on=hired_on, assigned_on=today))
    assert first_late is None or first_late > today


def test_it_is_too_late_after_the_due_date_and_its_days_of_grace() -> None:
    assert late_from(TODAY, 0) == date(2026, 11, 24)
    assert late_from(TODAY, 7) == date(2026, 12, 1)
    assert late_from(None, 7) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 15), 24, date(2028, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def fixed(months: int, month: int, day: int) -> Renewal:
    return Renewal(months, counted_from=RenewFrom.FIXED_DAY, month=month, day=day)


@pytest.mark.parametrize(
    ("renewal", "expected"),
    [
        (Renewal(), None),
        (Renewal(12), date(2027, 11, 23)),
        (fixed(12, 3, 1), date(2027, 3, 1)),
        (fixed(12, 11, 23), date(2027, 11, 23)),
        (fixed(12, 11, 24), date(2027, 11, 24)),
        (fixed(24, 3, 1), date(2028, 3, 1)),
        (fixed(1, 3, 1), date(2027, 3, 1)),
        (fixed(6, 12, 1), date(2027, 12, 1)),
        (fixed(16, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_completion_is_valid_as_long_as_the_rule_says(
    renewal: Renewal, expected: date | None
) -> None:
    assert renewal.expires_on(TODAY) == expected


@given(
    st.builds(
        Renewal,
        st.integers(1, 120),
        st.integers(0, 365),
        st.sampled_from(RenewFrom),
        st.integers(1, 12),
        st.integers(1, 31),
    ),
    DAYS,
)
def test_who_renews_on_whatever_day_is_not_asked_again_at_once(
    renewal: Renewal, completed_on: date
) -> None:
    expires_on = renewal.expires_on(completed_on)
    assert expires_on
    assert completed_on < renewal.opens_on(expires_on) <= expires_on


def test_what_is_done_in_the_window_before_a_fixed_day_is_for_the_time_after_it() -> None:
    yearly = fixed(12, 3, 1)
    assert yearly.expires_on(date(2026, 12, 30)) == date(2027, 3, 1)
    assert yearly.expires_on(date(2027, 2, 1)) == date(2028, 3, 1)
    assert yearly.expires_on(date(2027, 3, 1)) == date(2028, 3, 1)


def test_the_window_opens_its_days_before_the_last_day() -> None:
    assert Renewal(12, window_days=60).opens_on(date(2027, 11, 23)) == date(2027, 9, 24)
    assert Renewal(12, window_days=0).opens_on(TODAY) == TODAY
    assert Renewal(1, window_days=60).opens_on(TODAY) == date(2026, 11, 9)
