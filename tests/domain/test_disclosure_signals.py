"""Counts of signals: nothing small is told, and nothing small follows from the rest."""

from datetime import date, timedelta
from itertools import product

import pytest

from training.domain.disclosure_signals import (
    closed_period,
    measure,
    per_hundred,
    reach,
    table,
    together,
    total,
)
from training.domain.quarter import quarter_of


@pytest.mark.parametrize("fewest", [3, 5])
def test_what_is_hidden_does_not_follow_from_the_total(fewest: int) -> None:
    for counts in product(range(9), repeat=3):
        by_key = dict(zip("abc", counts, strict=True))
        shown = table(by_key, fewest)
        hidden = [count for key, count in by_key.items() if shown[key].value is None]
        told = [found.value for found in shown.values() if found.value]
        assert all(count >= fewest for count in told)
        if any(hidden) and sum(counts) >= fewest:
            others = [count for count in counts if count]
            assert len(hidden) >= 2 or len(others) == 1
            assert sum(hidden) >= fewest or len(hidden) == len(others)


def test_a_reach_of_few_is_not_told() -> None:
    assert (reach(4).value, reach(5).value, total(2, 3).value) == (None, 5, None)
    assert (measure(2.4, 3, 3).value, measure(2.4, 2, 3).value) == (2.0, None)


@pytest.mark.parametrize(
    ("counts", "until"),
    [((10,), 0), ((9, 1), 1), ((3, 3, 3), None), ((0, 0, 12), 2), ((4, 5, 1), 2)],
)
def test_quarters_wait_for_each_other_until_there_are_ten(
    counts: tuple[int, ...], until: int | None
) -> None:
    firsts = [date(2026, place * 3 + 1, 1) for place in range(len(counts))]

    def count(first: date, last: date) -> int:
        return sum(n for day, n in zip(firsts, counts, strict=True) if first <= day <= last)

    lasts = [quarter_of(day).last for day in firsts]
    settled = timedelta(weeks=9)
    found = closed_period(firsts[0], lasts[-1] + settled + timedelta(days=1), settled, count)
    assert found == (None if until is None else (firsts[0], lasts[until]))
    assert closed_period(firsts[0], lasts[0] + settled, settled, count) is None


def test_a_sum_or_rate_of_what_is_hidden_is_hidden() -> None:
    seen, hidden = total(12, 5), total(2, 5)
    assert together([seen, seen]).value == 24
    assert together([seen, hidden]).value is None
    assert together([]).value is None
    assert (per_hundred(hidden, 100).value, per_hundred(seen, None).value) == (None, None)
    rate = per_hundred(seen, 400).value
    assert rate
    assert rate.low < rate.value == 3.0 < rate.high
