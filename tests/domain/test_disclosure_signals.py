"""Counts of signals: nothing small is told, and nothing small follows from the rest."""

from itertools import product

import pytest

from training.domain.disclosure_signals import measure, reach, table, total


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
