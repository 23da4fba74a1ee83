"""Item analysis gives what was published for the same data, and stays within its bounds."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.published import FIGURES, table
from training.domain.interval import fisher, wilson
from training.domain.item_analysis import (
    Pairs,
    alpha,
    difficulty,
    item_rest,
    item_total,
    mean_level,
    quartiles,
    thirds,
)
from training.domain.item_flags import Facts, Finding, Flag, flags

SCORES = [[float(cell or 0) for cell in row] for row in table("lsat6.csv")]
LEVELS = st.lists(st.integers(0, 3), min_size=1, max_size=60)


@pytest.mark.parametrize("item", range(5))
def test_lsat_items_are_as_difficult_and_discriminate_as_published(item: int) -> None:
    published = FIGURES["lsat6"]
    assert sum(row[item] for row in SCORES) / 1000 == published["difficulty"][item]
    assert item_rest(SCORES, item).value == pytest.approx(published["item_rest"][item], abs=5e-5)
    assert item_total(SCORES, item).value == pytest.approx(published["item_total"][item], abs=5e-5)
    others = [[*row[:item], *row[item + 1 :]] for row in SCORES]
    assert alpha(others).value == pytest.approx(published["alpha_if_deleted"][item], abs=5e-5)


def test_kr_20_of_lsat_is_as_published_and_not_the_classic_slip() -> None:
    found = alpha(SCORES)
    assert found.n == 1000
    assert found.value == pytest.approx(0.29500, abs=5e-6)
    parts = sum(p * (1 - p) for p in FIGURES["lsat6"]["difficulty"])
    totals = Pairs()
    for row in SCORES:
        totals.add(sum(row), 0)
    slip = 5 / 4 * (1 - parts / (totals.variance.value or 1))
    assert slip == pytest.approx(0.29595, abs=5e-6)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_is_that_of_newcombe_1998(
    count: int, n: int, low: float, high: float
) -> None:
    found = wilson(count, n)
    assert found
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_nobody_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert fisher(0.5, 3) is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share_and_mirrors(good: int, bad: int) -> None:
    found, mirrored = wilson(good, good + bad), wilson(bad, good + bad)
    if found is None or mirrored is None:
        assert good + bad == 0
        return
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high)


@given(st.floats(-0.999, 0.999), st.integers(4, 2000))
def test_interval_of_a_correlation_holds_it(correlation: float, n: int) -> None:
    found = fisher(correlation, n)
    assert found
    assert -1 <= found.low <= correlation + 1e-9
    assert correlation - 1e-9 <= found.high <= 1


@given(LEVELS)
def test_difficulty_and_mean_are_within_bounds(levels: list[int]) -> None:
    assert 0 <= (difficulty(levels).value or 0) <= 1
    mean = mean_level(Counter(levels))
    assert mean.n == len(levels)
    assert 0 <= (mean.value or 0) <= 3


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), min_size=2, max_size=60))
def test_correlation_is_bounded_and_symmetrical(rows: list[tuple[int, int]]) -> None:
    one, other = Pairs(), Pairs()
    for x, y in rows:
        one.add(x, y)
        other.add(y, x)
    found = one.correlation.value
    assert found == other.correlation.value
    assert found is None or -1 <= found <= 1


def test_what_does_not_vary_has_no_correlation_and_no_alpha() -> None:
    assert item_rest([[1, 1], [1, 0], [1, 1]], 0).value is None
    assert alpha([[1, 1], [1, 1]]).value is None
    assert alpha([[1], [0]]).value is None
    assert alpha([]).value is None


def test_equal_totals_stay_in_one_third() -> None:
    assert thirds({0: 10, 1: 10, 2: 10}) == {0: 0, 1: 1, 2: 2}
    assert thirds({3: 50}) == {3: 1}
    assert thirds({1: 1, 2: 98, 3: 1}) == {1: 0, 2: 1, 3: 2}


@given(st.dictionaries(st.integers(0, 100), st.integers(1, 50), min_size=1, max_size=20))
def test_thirds_are_in_order_and_mirror(totals: dict[int, int]) -> None:
    found = thirds(totals)
    assert [found[score] for score in sorted(totals)] == sorted(found.values())
    mirrored = thirds({-score: count for score, count in totals.items()})
    assert all(mirrored[-score] == 2 - third for score, third in found.items())


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_quartiles_are_numbers_that_occur(numbers: list[int]) -> None:
    found = quartiles(Counter(numbers))
    assert found
    assert found.lower <= found.median <= found.upper
    assert {found.lower, found.median, found.upper} <= set(map(float, numbers))
    assert found.median == sorted(numbers)[(len(numbers) + 1) // 2 - 1]


def facts(counts: list[int], good: int, *, r: float | None = None) -> Facts:
    n = sum(counts)
    return Facts(n, good / n, r, [count / n for count in counts])


def test_a_straw_man_is_seen_from_fifty_on() -> None:
    assert Finding(Flag.STRAW_MAN) in flags(facts([57, 2, 1], 57))
    assert flags(Facts(9, 0.95, None, [0.95, 0.03, 0.02])) == ()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (facts([46, 4], 46), Flag.TOO_EASY),
        (facts([40, 8, 2], 30), Flag.WEAK_OPTION),
        (facts([40, 9, 1, 50], 30), Flag.DEAD_OPTION),
        (facts([30, 20], 30, r=0.09), Flag.REVIEW),
        (facts([30, 20], 30, r=-0.01), Flag.BLOCK),
        (Facts(60, 0.5, 0.3, [0.5, 0.5], [0.59, 0.41], frozenset({1})), Flag.OVER_INVITING),
    ],
)
def test_each_flag_is_raised(found: Facts, expected: Flag) -> None:
    assert expected in {finding.flag for finding in flags(found)}


def test_a_good_item_has_no_flag() -> None:
    assert flags(facts([30, 20, 10], 30, r=0.3)) == ()
    assert flags(Facts(60, 0.90, 0.10, [0.45, 0.45, 0.10], [0.9, 0.4, 0.1])) == ()
