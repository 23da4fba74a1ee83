"""How somebody stands, and sums of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.progress import CompletionStatus
from training.domain.standing import Standing, Tally, after_progress, standing_of

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
NOT_STARTED, BUSY, DONE = CompletionStatus
COUNTS = st.builds(Tally, *[st.integers(0, 10**6)] * 5)


@pytest.mark.parametrize(
    ("completion", "late_from", "is_exempt", "expected"),
    [
        (NOT_STARTED, None, False, Standing.NOT_STARTED),
        (NOT_STARTED, TOMORROW, False, Standing.NOT_STARTED),
        (NOT_STARTED, TODAY, False, Standing.OVERDUE),
        (BUSY, TOMORROW, False, Standing.IN_PROGRESS),
        (BUSY, TODAY, False, Standing.OVERDUE),
        (BUSY, TODAY, True, Standing.EXEMPT),
        (NOT_STARTED, None, True, Standing.EXEMPT),
        (DONE, TODAY, False, Standing.COMPLETED),
        (DONE, None, True, Standing.COMPLETED),
    ],
)
def test_each_fact_has_its_standing(
    completion: CompletionStatus, late_from: date | None, is_exempt: bool, expected: Standing
) -> None:
    found = standing_of(completion, late_from=late_from, is_exempt=is_exempt, today=TODAY)
    assert found is expected


@pytest.mark.parametrize(
    ("standing", "completion", "expected"),
    [
        (Standing.NOT_STARTED, BUSY, Standing.IN_PROGRESS),
        (Standing.NOT_STARTED, NOT_STARTED, Standing.NOT_STARTED),
        (Standing.IN_PROGRESS, BUSY, Standing.IN_PROGRESS),
        (Standing.OVERDUE, BUSY, Standing.OVERDUE),
        (Standing.EXEMPT, BUSY, Standing.EXEMPT),
        *[(standing, DONE, Standing.COMPLETED) for standing in Standing],
    ],
)
def test_a_click_ends_lateness_only_by_completing(
    standing: Standing, completion: CompletionStatus, expected: Standing
) -> None:
    assert after_progress(standing, completion) is expected


def test_the_denominator_is_everyone_who_must_and_is_not_exempt() -> None:
    tally = Tally(not_started=1, in_progress=2, completed=3, overdue=4, exempt=5)
    assert (tally.required, tally.share) == (10, 0.3)
    assert Tally(exempt=5).share is None


@given(COUNTS, COUNTS)
def test_groups_add_up(one: Tally, other: Tally) -> None:
    assert (one + other).required == one.required + other.required
    assert one + Tally() == one


def test_a_tally_is_made_of_counts_by_standing() -> None:
    assert Tally.of({"overdue": 2, "not-started": 1}) == Tally(not_started=1, overdue=2)
