"""Reminders: the latest moment that came, hours, leave, and who hears of lateness."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from training.domain.reminder import (
    CATCH_UP,
    MomentKind,
    Policy,
    Term,
    due_window,
    escalation,
    is_away,
    kind_of,
    latest_moment,
    leaders_of,
    nudge_code,
    returned_from,
)

DUE = date(2026, 12, 18)
POLICY = Policy()
LONG_AGO = date(2026, 1, 1)


def term(grace: int = 0, since: date = LONG_AGO, due_on: date = DUE) -> Term:
    return Term(due_on, due_on + timedelta(days=grace + 1), since)


def code(day: date, its: Term | None = None, policy: Policy = POLICY) -> str | None:
    moment = latest_moment(policy, its or term(), day)
    return moment.code if moment else None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-15, None),
        (-14, "before-14:2026-12-18"),
        (-4, "before-14:2026-12-18"),
        (-3, "before-3:2026-12-18"),
        (-1, "before-3:2026-12-18"),
        (0, "due:2026-12-18"),
        (6, "due:2026-12-18"),
        (7, "after-7:2026-12-18"),
        (20, "after-7:2026-12-18"),
        (21, "after-21:2026-12-18"),
        (21 + 31, "after-21:2026-12-18"),
        (21 + 32, None),
    ],
)
def test_of_all_moments_that_came_the_latest_counts(days: int, expected: str | None) -> None:
    assert code(DUE + timedelta(days=days)) == expected


def test_a_moment_before_the_duty_was_there_is_skipped() -> None:
    late_starter = term(since=DUE - timedelta(days=10))
    assert code(DUE - timedelta(days=10), late_starter) is None
    assert code(DUE - timedelta(days=3), late_starter) == "before-3:2026-12-18"
    assert code(DUE - timedelta(days=14), term(since=DUE - timedelta(days=14))) is not None


def test_after_the_due_date_a_reminder_waits_until_it_is_too_late() -> None:
    with_grace = term(grace=10)
    assert code(DUE + timedelta(days=10), with_grace) == "due:2026-12-18"
    assert code(DUE + timedelta(days=11), with_grace) == "after-7:2026-12-18"
    assert code(DUE + timedelta(days=21), with_grace) == "after-21:2026-12-18"


def test_two_moments_that_grace_brings_to_one_day_are_the_later_one() -> None:
    assert code(DUE + timedelta(days=31), term(grace=30)) == "after-21:2026-12-18"


def test_more_time_makes_it_another_moment() -> None:
    later = term(due_on=DUE + timedelta(days=30))
    assert code(DUE, later) is None
    assert code(DUE + timedelta(days=16), later) == "before-14:2027-01-17"


def test_nothing_comes_while_reminders_are_off_or_none_is_chosen() -> None:
    assert code(DUE, policy=Policy(is_on=False)) is None
    silent = Policy(days_before=(), on_the_day=False, days_after=())
    assert code(DUE, policy=silent) is None
    assert due_window(silent, DUE) is None
    assert due_window(Policy(is_on=False), DUE) is None


@pytest.mark.parametrize("grace", [0, 5, 30, 120])
@pytest.mark.parametrize("policy", [POLICY, Policy(days_before=(), days_after=(1,))])
def test_every_duty_with_a_moment_is_in_the_window(policy: Policy, grace: int) -> None:
    window = due_window(policy, DUE)
    assert window
    for days in range(-200, 200):
        duty = term(grace, due_on=DUE + timedelta(days=days))
        assert window.holds(duty) or latest_moment(policy, duty, DUE) is None


def test_the_leader_is_told_after_the_chosen_days_and_not_within_grace() -> None:
    assert escalation(POLICY, term(), DUE + timedelta(days=13)) is None
    moment = escalation(POLICY, term(), DUE + timedelta(days=14))
    assert moment
    assert moment.code == "escalation-14:2026-12-18"
    assert escalation(POLICY, term(grace=20), DUE + timedelta(days=20)) is None
    assert escalation(POLICY, term(grace=20), DUE + timedelta(days=21)) is not None
    assert escalation(POLICY, term(), DUE + timedelta(days=15) + CATCH_UP) is None
    assert escalation(Policy(escalate_after=0), term(), DUE + timedelta(days=14)) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 3, 27, 6, 59, tzinfo=UTC), False),  # Friday before the clock goes forward
        (datetime(2026, 3, 27, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 5, 59, tzinfo=UTC), False),  # Monday after: two hours ahead
        (datetime(2026, 3, 30, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 26, 16, 59, tzinfo=UTC), True),  # Monday after it went back
        (datetime(2026, 10, 24, 10, 0, tzinfo=UTC), False),  # Saturday
    ],
)
def test_hours_are_those_of_the_organisation_also_when_the_clock_changes(
    moment: datetime, is_open: bool
) -> None:
    assert POLICY.is_open(moment.astimezone(ZoneInfo("Europe/Amsterdam"))) is is_open


def test_after_friday_comes_monday() -> None:
    assert POLICY.sending_day(date(2026, 11, 21)) == date(2026, 11, 23)
    assert POLICY.sending_day(date(2026, 11, 23)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, False),
        (date(2026, 12, 19), None, False),
        (date(2026, 12, 1), None, True),
        (date(2026, 12, 1), DUE, True),
        (date(2026, 12, 1), date(2026, 12, 17), False),
        (None, date(2026, 12, 31), False),
    ],
)
def test_leave_includes_its_last_day(first: date | None, last: date | None, expected: bool) -> None:
    assert is_away(first, last, DUE) is expected


def test_who_comes_back_from_a_long_leave_gets_the_last_moment_that_came_in_it() -> None:
    today, first = DUE + timedelta(days=90), DUE - timedelta(days=5)
    assert latest_moment(POLICY, term(), today) is None
    back = returned_from(first, today - timedelta(days=1), today)
    moment = latest_moment(POLICY, term(), today, away_since=back)
    assert moment
    assert moment.code == "after-21:2026-12-18"
    assert returned_from(first, today, today) is None
    assert returned_from(first, today - timedelta(days=32), today) is None
    assert returned_from(None, today - timedelta(days=1), today) is None


def test_what_was_kept_can_be_read_back() -> None:
    assert kind_of("before-14:2026-12-18") == (MomentKind.BEFORE, 14)
    assert kind_of("due:2026-12-18") == (MomentKind.DUE, 0)
    assert kind_of(nudge_code(DUE)) == (MomentKind.NUDGE, 0)
    assert max(len("escalation-999:2026-12-18"), len(nudge_code(DUE))) <= 30


ROOT, SERVICE, COUNTER = UUID(int=1), UUID(int=2), UUID(int=3)
PARENTS = {ROOT: None, SERVICE: ROOT, COUNTER: SERVICE}
HEAD, CHIEF, DEPUTY, CLERK = UUID(int=11), UUID(int=12), UUID(int=13), UUID(int=14)


def test_the_nearest_leader_upward_hears_of_it() -> None:
    leaders = {ROOT: {HEAD}, SERVICE: {CHIEF, DEPUTY}}
    assert leaders_of(CLERK, COUNTER, PARENTS, leaders) == {CHIEF, DEPUTY}
    assert leaders_of(CLERK, COUNTER, PARENTS, {ROOT: {HEAD}}) == {HEAD}
    assert leaders_of(CLERK, COUNTER, PARENTS, {}) == frozenset()


def test_a_leader_who_is_late_is_a_matter_of_the_unit_above() -> None:
    leaders = {ROOT: {HEAD}, SERVICE: {CHIEF, DEPUTY}}
    assert leaders_of(CHIEF, SERVICE, PARENTS, leaders) == {HEAD}
    assert leaders_of(HEAD, ROOT, PARENTS, leaders) == frozenset()
