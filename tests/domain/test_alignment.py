"""Alike and inviting: the figures of the worked example, and the vectors of the literature."""

from collections import Counter

import pytest

from training.domain.agreement import average_deviation, within_group, within_group_at_most
from training.domain.alignment import (
    Quadrant,
    alike,
    distance,
    inviting,
    pair_between,
    pair_within,
    quadrant,
)
from training.domain.divergence import entropy, jensen_shannon, spread
from training.domain.item_analysis import Figure

LEVELS = (3, 0, 0)
COUNTER, PERMITS, BOARD = (18, 6, 6), (3, 22, 5), (5, 5, 5)
COUNTER_AFTER, PERMITS_AFTER, BOARD_AFTER = (27, 1, 2), (24, 4, 2), (12, 2, 1)


def together(*groups: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*groups, strict=True)))


@pytest.mark.parametrize(
    ("groups", "same", "fitting", "apart", "of_permits"),
    [
        ((COUNTER, PERMITS, BOARD), 0.35, 0.35, 0.53, 0.56),
        ((COUNTER_AFTER, PERMITS_AFTER, BOARD_AFTER), 0.71, 0.84, 0.10, 0.65),
    ],
)
def test_the_worked_example_comes_out(
    groups: tuple[tuple[int, ...], ...],
    same: float,
    fitting: float,
    apart: float,
    of_permits: float,
) -> None:
    whole = together(*groups)
    share, pairs = inviting(whole, LEVELS), alike(whole).value
    assert share
    assert pairs is not None
    assert (round(pairs, 2), round(share.value, 2)) == (same, fitting)
    assert round(distance(groups[0], groups[1]).value or 0, 2) == apart
    assert round(alike(groups[1]).value or 0, 2) == of_permits


def test_a_team_that_unanimously_sends_people_away_is_alike_and_not_inviting() -> None:
    share = inviting((0, 30, 0), LEVELS)
    assert (alike((0, 30, 0)).value, share and share.value) == (1.0, 0.0)
    assert quadrant(0, 100) is Quadrant.UNITED_AWAY


@pytest.mark.parametrize(
    ("share", "same", "found"),
    [
        (80, 70, Quadrant.TOGETHER),
        (80, 40, Quadrant.OWN_WAYS),
        (40, 70, Quadrant.UNITED_AWAY),
        (40, 40, Quadrant.DIVIDED),
        (50, 50, Quadrant.UNITED_AWAY),
        (55, 50, Quadrant.TOGETHER),
    ],
)
def test_both_axes_say_where_a_group_stands(share: int, same: int, found: Quadrant) -> None:
    assert quadrant(share, same) is found


def test_one_person_is_too_few_and_no_fault() -> None:
    assert alike((1, 0)) == Figure(1, None)
    assert pair_within(1, 1) == Figure(1, None)
    assert inviting((0, 0, 0), LEVELS) is None
    assert distance((0, 0), (1, 0)) == Figure(0, None)
    assert pair_between(Figure(0, None), Figure(4, 0.5)) == Figure(0, None)


def test_layers_that_choose_otherwise_have_nothing_in_common() -> None:
    assert distance((7, 0, 0), (0, 40, 0)) == Figure(7, 1.0)
    assert distance((7, 7), (70, 70)) == Figure(14, 0.0)


def test_pairs_within_a_unit_and_between_two() -> None:
    assert pair_within(9, 10).value == pytest.approx(0.800)
    assert alike((0, 1, 3, 6)).value == pytest.approx(0.400)
    assert pair_between(Figure(30, 0.8), Figure(20, 0.5)) == Figure(20, 0.4)


VECTORS = [
    ([3] * 10, 3.00, 1.000, 1.000, 0.000, 0.000, 1.00),
    ([3] * 8 + [2] * 2, 2.80, 0.858, 0.921, 0.200, 0.361, 1.00),
    ([3] * 6 + [2] * 3 + [1], 2.50, 0.600, 0.778, 0.500, 0.648, 0.90),
    ([3] * 5 + [0] * 5, 1.50, -1.000, -0.111, 1.500, 0.500, 0.50),
    ([0, 1, 2, 3] * 3, 1.50, -0.091, 0.394, 1.000, 1.000, 0.50),
    ([3] * 4 + [2] * 3 + [1] * 2 + [0], 2.00, 0.111, 0.506, 0.800, 0.923, 0.70),
]


@pytest.mark.parametrize(
    ("levels", "mean", "within", "at_most", "deviation", "unlike", "share"), VECTORS
)
def test_reference_vectors_of_level_and_agreement(
    levels: list[int],
    mean: float,
    within: float,
    at_most: float,
    deviation: float,
    unlike: float,
    share: float,
) -> None:
    counts = [Counter(levels)[level] for level in range(4)]
    found = inviting(counts, range(4))
    assert found
    assert sum(levels) / len(levels) == pytest.approx(mean)
    assert within_group(levels).value == pytest.approx(within, abs=5e-4)
    assert within_group_at_most(levels).value == pytest.approx(at_most, abs=5e-4)
    assert average_deviation(levels).value == pytest.approx(deviation)
    assert spread(counts) == pytest.approx(unlike, abs=5e-4)
    assert found.value == pytest.approx(share)


def test_reference_vectors_of_jensen_and_shannon() -> None:
    inviting_unit = [0, 0, 0.2, 0.8]
    assert jensen_shannon([0, 0.1, 0.3, 0.6], inviting_unit) == pytest.approx(0.260, abs=5e-4)
    assert jensen_shannon([0.1, 0.2, 0.4, 0.3], inviting_unit) == pytest.approx(0.509, abs=5e-4)
    assert jensen_shannon([1, 0], [0, 1]) == pytest.approx(1)
    assert jensen_shannon([3, 1, 0], [6, 2, 0]) == 0
    assert entropy([0, 0]) == 0
    with pytest.raises(ValueError, match="nobody"):
        jensen_shannon([0, 0], [1, 1])
