"""Agreement gives what was worked out by hand and what was published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.published import FIGURES, table
from training.domain.agreement import (
    average_deviation,
    average_deviation_from_mean,
    middle,
    within_group,
    within_group_at_most,
)
from training.domain.item_analysis import difficulty
from training.domain.krippendorff import Metric, bootstrapped, reliability

VECTORS = [
    ([3] * 10, 3.0, 1.0, 1.0, 0.0, 1.0),
    ([3] * 8 + [2] * 2, 2.8, 0.858, 0.921, 0.2, 1.0),
    ([3] * 6 + [2] * 3 + [1], 2.5, 0.600, 0.778, 0.5, 0.9),
    ([3] * 5 + [0] * 5, 1.5, -1.0, -0.111, 1.5, 0.5),
    ([0, 1, 2, 3] * 3, 1.5, -0.091, 0.394, 1.0, 0.5),
    ([3] * 4 + [2] * 3 + [1] * 2 + [0], 2.0, 0.111, 0.506, 0.8, 0.7),
]
UNITS = [
    [value for value in column if value is not None]
    for column in zip(*table("krippendorff_4x12.csv"), strict=True)
]
LEVELS = st.lists(st.integers(0, 3), min_size=2, max_size=40)


@pytest.mark.parametrize(("levels", "mean", "rwg", "at_most", "deviation", "good"), VECTORS)
def test_reference_vectors(
    levels: list[int], mean: float, rwg: float, at_most: float, deviation: float, good: float
) -> None:
    assert sum(levels) / len(levels) == pytest.approx(mean)
    assert within_group(levels).value == pytest.approx(rwg, abs=5e-4)
    assert within_group_at_most(levels).value == pytest.approx(at_most, abs=5e-4)
    assert average_deviation(levels).value == pytest.approx(deviation)
    assert difficulty(levels).value == pytest.approx(good)


@given(LEVELS)
def test_deviation_is_bounded_mirrors_and_is_least_about_the_median(levels: list[int]) -> None:
    found = average_deviation(levels).value or 0.0
    assert 0 <= found <= 1.5
    assert found == pytest.approx(average_deviation([3 - level for level in levels]).value)
    assert found <= (average_deviation_from_mean(levels).value or 0.0) + 1e-9
    assert (within_group_at_most(levels).value or 0) >= (within_group(levels).value or 0) - 1e-9


def test_nobody_agrees_about_nothing() -> None:
    assert average_deviation([]).value is None
    assert average_deviation_from_mean([]).value is None
    assert middle([]).value is None
    assert within_group([3]).value is None
    assert within_group_at_most([3]).value is None


@pytest.mark.parametrize("metric", list(Metric))
def test_krippendorff_with_four_coders_and_missing_values_is_as_published(metric: Metric) -> None:
    found = reliability(UNITS, metric)
    assert found.units == 11
    assert found.alpha == pytest.approx(FIGURES["krippendorff_4x12"][metric.value], abs=5e-8)


def test_krippendorffs_two_observers_are_as_published() -> None:
    first, second = "0100000010", "1110010000"
    units = [[int(a), int(b)] for a, b in zip(first, second, strict=True)]
    assert reliability(units, Metric.NOMINAL).alpha == pytest.approx(0.095, abs=5e-4)
    first, second = "aabbdcccedda", "babbbccceddd"
    units = [[ord(a), ord(b)] for a, b in zip(first, second, strict=True)]
    assert reliability(units, Metric.NOMINAL).alpha == pytest.approx(0.692, abs=5e-4)


def test_what_does_not_vary_has_no_alpha() -> None:
    assert reliability([[3, 3], [3, 3]], Metric.ORDINAL).alpha is None
    assert reliability([[3], [2]], Metric.ORDINAL).alpha is None
    assert bootstrapped([[[3, 3]], [[3, 3]]], Metric.ORDINAL, seed=1).low is None


@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=6), min_size=2, max_size=12))
def test_alpha_is_at_most_one_and_does_not_depend_on_order(units: list[list[int]]) -> None:
    for metric in Metric:
        found = reliability(units, metric).alpha
        assert found is None or found <= 1 + 1e-9
        turned = reliability([unit[::-1] for unit in units[::-1]], metric).alpha
        assert turned == (pytest.approx(found) if found is not None else None)


def test_interval_holds_alpha_and_follows_from_the_seed() -> None:
    clusters = [[unit] for unit in UNITS]
    found = bootstrapped(clusters, Metric.ORDINAL, seed=7)
    assert found == bootstrapped(clusters, Metric.ORDINAL, seed=7)
    assert found != bootstrapped(clusters, Metric.ORDINAL, seed=8)
    assert found.low is not None
    assert found.high is not None
    assert found.low < (found.alpha or 0) < found.high <= 1
