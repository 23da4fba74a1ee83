"""Means, weights, intervals and names of gaps, against published and calculated values."""

from math import sqrt
from random import Random  # noqa: TID251 -- fixed seeds
from statistics import fmean, stdev

import pytest

from training.domain.stocktake_figures import (
    Difference,
    Mean,
    difference,
    discoveries,
    mean_of,
    weights_of,
)
from training.domain.stocktake_gap import Band, Quadrant, band, quadrant, weigh


def chance(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 -- statistics, no secret


def drawn(seed: int, n: int, centre: float, spread: float) -> list[float]:
    rng = chance(seed)
    return [min(100.0, max(0.0, rng.gauss(centre, spread))) for _ in range(n)]


def mean(values: list[float], seed: int | str = 1, population: int = 0) -> Mean:
    found = mean_of(values, chance(seed), population=population)
    assert found
    return found


def test_weights_follow_headcount_and_stop_at_three() -> None:
    found = weights_of({"a": 900, "b": 50, "c": 50}, {"a": 10, "b": 10, "c": 0})
    assert found == pytest.approx({"a": (900 / 950) / 0.5, "b": (50 / 950) / 0.5})
    found = weights_of({"a": 990, "b": 10}, {"a": 10, "b": 90})
    assert found["a"] == 3.0


def test_weights_of_a_full_response_are_one() -> None:
    assert weights_of({"a": 30, "b": 10}, {"a": 15, "b": 5}) == pytest.approx({"a": 1, "b": 1})


@pytest.mark.parametrize("n", [20, 80, 400])
def test_interval_of_resampled_people_is_that_of_the_normal_curve(n: int) -> None:
    values = drawn(n, n, 55, 18)
    found = mean(values)
    half = 1.96 * stdev(values) / sqrt(n)
    assert found.value == pytest.approx(fmean(values))
    assert found.high - found.value == pytest.approx(half, rel=0.12)
    assert found.value - found.low == pytest.approx(half, rel=0.12)


def test_interval_is_narrower_where_most_people_answered() -> None:
    values = drawn(5, 60, 55, 18)
    some, most, every = (mean(values, population=size) for size in (1000, 80, 60))
    assert (most.high - most.low) / (some.high - some.low) == pytest.approx(sqrt(1 - 60 / 80))
    assert every.low == pytest.approx(every.high) == pytest.approx(every.value)


def test_same_seed_gives_the_same_interval() -> None:
    values = drawn(5, 30, 55, 18)
    assert mean(values, "7:board:1") == mean(values, "7:board:1")
    assert mean(values, "7:board:1") != mean(values, "8:board:1")


def test_weights_move_the_mean() -> None:
    found = mean_of([0, 100], chance(1), population=0, weights=[1.0, 3.0])
    assert found
    assert found.value == 75


def test_half_width_of_a_gap_is_what_the_design_calculated() -> None:
    """150 staff and 20 initiatives, both with a deviation of 0.9 on five points: 10.5 points."""
    halves = []
    for seed in range(12):
        staff = mean(drawn(seed, 150, 50, 22.5), seed)
        found = difference(staff, mean(drawn(100 + seed, 20, 50, 22.5), 99))
        halves.append((found.high - found.low) / 2)
    assert fmean(halves) == pytest.approx(10.5, abs=1.2)


def test_a_difference_that_is_not_there_is_seldom_found() -> None:
    """Of 120 pairs of equal groups at most eight in a hundred are called different."""
    found = 0
    for seed in range(120):
        one = mean(drawn(seed, 40, 55, 18), seed)
        other = mean(drawn(1000 + seed, 40, 55, 18), 5000 + seed)
        found += difference(one, other).excludes_zero
    assert found <= 0.085 * 120


def test_false_discoveries_are_held_to_the_published_example() -> None:
    """Benjamini & Hochberg (1995), section 4: of fifteen tests four stand at .05."""
    chances = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240),
        *(0.4262, 0.5719, 0.6528, 0.7590, 1.000),
    ]
    assert discoveries({str(place): p for place, p in enumerate(chances)}) == set("0123")


@pytest.mark.parametrize(
    ("experience", "gap", "expected"),
    [
        (55, Difference(17, 4, 30, 0.01), Quadrant.BLIND_SPOT),
        (55, Difference(17, -3, 37, 0.1), Quadrant.UNCLEAR),
        (55, Difference(4, -3, 11, 0.3), Quadrant.SHARED_PROBLEM),
        (55, Difference(-17, -30, -4, 0.01), Quadrant.SHARED_PROBLEM),
        (70, Difference(4, -3, 11, 0.3), Quadrant.SHARED_STRENGTH),
        (70, Difference(-17, -30, -4, 0.01), Quadrant.MODEST),
        (70, Difference(17, 4, 30, 0.01), Quadrant.ROSY),
        (60, Difference(9.9, 4, 15, 0.001), Quadrant.SHARED_STRENGTH),
    ],
)
def test_a_gap_is_named_by_what_initiatives_say(
    experience: float, gap: Difference, expected: Quadrant
) -> None:
    assert quadrant(experience, weigh(gap)) is expected


def test_a_gap_that_fell_among_several_tests_is_not_named() -> None:
    assert quadrant(55, weigh(Difference(17, 4, 30, 0.04)), stands=False) is Quadrant.UNCLEAR


def test_bands_begin_where_they_say() -> None:
    assert [band(score) for score in (39, 40, 60, 80)] == list(Band)
