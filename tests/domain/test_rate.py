"""Exact intervals of counts, against the published table."""

import pytest

from training.domain.rate import differ, poisson


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        # Garwood 1936, as in Fisher & Yates and in every table since
        (0, 0.0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (5, 1.623, 11.668),
        (10, 4.795, 18.390), (20, 12.217, 30.888), (50, 37.111, 65.919), (100, 81.364, 121.627),
    ],
)  # fmt: skip
def test_the_interval_is_that_of_the_table(count: int, low: float, high: float) -> None:
    found = poisson(count, 1, per=1)
    assert found
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.001)


def test_a_rate_is_told_per_hundred() -> None:
    found = poisson(6, 300)
    assert found
    assert found.value == 2.0
    assert poisson(3, 0) is None


def test_rates_differ_when_their_intervals_do_not_touch() -> None:
    few, some, many = poisson(2, 100), poisson(8, 100), poisson(40, 100)
    assert few
    assert some
    assert many
    assert differ(few, many)
    assert differ(many, few)
    assert not differ(few, some)
