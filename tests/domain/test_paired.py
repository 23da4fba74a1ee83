"""Differences of pairs, with the published figures of Student and under simulation."""

from random import Random  # noqa: TID251 - a simulation of a fixed seed

import pytest

from training.domain.paired import Sums, crossed, difference, student

SLEEP = (1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4)
"""Hours of sleep gained by the one medicine over the other: Student (1908), Biometrika 6, 20."""


def sums(values: list[float] | tuple[float, ...]) -> Sums:
    found = Sums()
    for value in values:
        found = found.with_value(value)
    return found


@pytest.mark.parametrize(
    ("freedom", "table"), [(4, 2.776), (9, 2.262), (19, 2.093), (60, 2.000), (500, 1.965)]
)
def test_the_percentiles_are_those_of_the_tables(freedom: int, table: float) -> None:
    assert student(freedom) == pytest.approx(table, abs=0.003)


def test_the_difference_is_that_of_student() -> None:
    found = difference(sums(SLEEP))
    assert found
    assert (found.value, found.low, found.high) == pytest.approx((1.58, 0.70, 2.46), abs=0.005)


def test_parts_add_up_to_the_whole() -> None:
    parts, whole = sums(SLEEP[:4]) + sums(SLEEP[4:]), sums(SLEEP)
    assert (parts.n, parts.mean, parts.error) == pytest.approx((10, whole.mean, whole.error))


def test_too_few_of_either_order_give_no_figure() -> None:
    assert difference(sums(SLEEP[:2])) is None
    assert crossed(sums(SLEEP), sums(SLEEP[:2])) is None


def test_equal_differences_have_an_interval_without_width() -> None:
    found = crossed(sums([0.5] * 4), sums([0.5] * 3))
    assert found
    assert (found.low, found.high, found.n) == (0.5, 0.5, 7)


def test_a_harder_form_does_not_show_however_unequal_the_orders() -> None:
    """Form B is 0.6 harder, and five times as many people had it second."""
    one, other = sums([0.2 - 0.6] * 25), sums([0.2 + 0.6] * 5)
    found = crossed(one, other)
    assert found
    assert found.value == pytest.approx(0.2)
    naive = difference(one + other)
    assert naive
    assert naive.value == pytest.approx(-0.2)


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    chance, hits, runs = Random(1), 0, 1500  # noqa: S311 - no secret
    for _ in range(runs):
        one = sums([chance.gauss(0.2 - 0.4, 0.5) for _ in range(9)])
        other = sums([chance.gauss(0.2 + 0.4, 0.3) for _ in range(14)])
        found = crossed(one, other)
        assert found
        hits += found.low <= 0.2 <= found.high
    assert 0.935 <= hits / runs <= 0.965
