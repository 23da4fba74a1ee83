"""From units to a course: every rule, the best of two, and where one stands on a day."""

from datetime import date, timedelta
from itertools import product

import pytest

from training.domain.course import MoveOn
from training.domain.progress import (
    NOT_STARTED,
    CompletionStatus,
    DueState,
    Status,
    SuccessStatus,
    course_status,
    due_state,
    is_done,
    merged,
)

COMPLETED, PROGRESS = CompletionStatus.COMPLETED, CompletionStatus.IN_PROGRESS
UNKNOWN, PASSED, FAILED = SuccessStatus.UNKNOWN, SuccessStatus.PASSED, SuccessStatus.FAILED
EVERY = [Status(*pair) for pair in product(CompletionStatus, SuccessStatus)]
DONE, GOOD, BAD = Status(COMPLETED), Status(COMPLETED, PASSED), Status(COMPLETED, FAILED)
TODAY = date(2028, 2, 29)


@pytest.mark.parametrize("status", EVERY)
def test_each_rule_asks_for_what_it_says(status: Status) -> None:
    completed, passed = status.completion is COMPLETED, status.success is PASSED
    assert is_done(MoveOn.COMPLETED, status) is completed
    assert is_done(MoveOn.PASSED, status) is passed
    assert is_done(MoveOn.COMPLETED_AND_PASSED, status) is (completed and passed)
    assert is_done(MoveOn.COMPLETED_OR_PASSED, status) is (completed or passed)
    assert is_done(MoveOn.NOT_APPLICABLE, status)


@pytest.mark.parametrize(("earlier", "later"), list(product(EVERY, EVERY)))
def test_the_best_of_two_never_takes_anything_away(earlier: Status, later: Status) -> None:
    best = merged(earlier, later)
    assert best == merged(later, earlier)
    assert merged(best, earlier) == merged(best, later) == best
    for rule in MoveOn:
        assert is_done(rule, best) >= is_done(rule, earlier)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([], NOT_STARTED),
        ([(MoveOn.COMPLETED, NOT_STARTED)], NOT_STARTED),
        ([(MoveOn.COMPLETED, Status(PROGRESS))], Status(PROGRESS)),
        ([(MoveOn.COMPLETED, DONE), (MoveOn.PASSED, NOT_STARTED)], Status(PROGRESS)),
        ([(MoveOn.COMPLETED, DONE)], Status(COMPLETED)),
        ([(MoveOn.PASSED, GOOD), (MoveOn.COMPLETED, BAD)], Status(COMPLETED, PASSED)),
        ([(MoveOn.COMPLETED, GOOD), (MoveOn.COMPLETED, BAD)], Status(COMPLETED, FAILED)),
        ([(MoveOn.COMPLETED, GOOD), (MoveOn.COMPLETED, DONE)], Status(COMPLETED, PASSED)),
        ([(MoveOn.COMPLETED_OR_PASSED, BAD)], Status(COMPLETED, FAILED)),
        ([(MoveOn.COMPLETED_AND_PASSED, BAD)], Status(PROGRESS)),
        ([(MoveOn.COMPLETED, GOOD), (MoveOn.NOT_APPLICABLE, BAD)], Status(COMPLETED, PASSED)),
        ([(MoveOn.COMPLETED, NOT_STARTED), (MoveOn.NOT_APPLICABLE, DONE)], Status(PROGRESS)),
        ([(MoveOn.NOT_APPLICABLE, NOT_STARTED)], Status(COMPLETED)),
    ],
)
def test_a_course_follows_from_its_units(
    units: list[tuple[MoveOn, Status]], expected: Status
) -> None:
    assert course_status(units) == expected
    assert course_status(reversed(units)) == expected


@pytest.mark.parametrize(
    ("days", "open_", "done"),
    [
        (-400, DueState.OVERDUE, DueState.ON_TIME),
        (-1, DueState.OVERDUE, DueState.ON_TIME),
        (0, DueState.DUE_SOON, DueState.ON_TIME),
        (7, DueState.DUE_SOON, DueState.ON_TIME),
        (8, DueState.ON_TIME, DueState.ON_TIME),
    ],
)
def test_a_day_is_far_near_or_past(days: int, open_: DueState, done: DueState) -> None:
    due_on = TODAY + timedelta(days=days)
    assert due_state(due_on, today=TODAY, is_completed=False) is open_
    assert due_state(due_on, today=TODAY, is_completed=True) is done


def test_without_a_day_there_is_nothing_to_be_late_for() -> None:
    assert due_state(None, today=TODAY, is_completed=False) is DueState.NONE
