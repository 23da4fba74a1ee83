"""Alike and inviting: where a group stands, and the vectors of the literature."""

from collections import Counter

import pytest

from tests.domain.by_hand import jensen_shannon
from training.domain.agreement import average_deviation, within_group, within_group_at_most
from training.domain.alignment import Quadrant, quadrant
from training.domain.disclosure_figures import Answers, alike_of, both_of, distance_of, pool

GOOD = (True, False, False)
COUNTER, PERMITS, BOARD = (18, 6, 6), (3, 22, 5), (5, 5, 5)
COUNTER_AFTER, PERMITS_AFTER, BOARD_AFTER = (27, 1, 2), (24, 4, 2), (12, 2, 1)


def of(counts: tuple[int, ...]) -> Answers:
    return Answers(counts, GOOD)


def together(*groups: tuple[int, ...]) -> Answers:
    return of(tuple(map(sum, zip(*groups, strict=True))))


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
    whole = [together(*groups)]
    share, alike, permits = pool(whole), alike_of(whole), alike_of([of(groups[1])])
    distance = distance_of(of(groups[0]), of(groups[1]))
    assert share
    assert alike
    assert permits
    assert distance
    assert (round(alike.value, 2), round(share.blurred, 2)) == (same, fitting)
    assert round(distance.value, 2) == apart
    assert round(permits.value, 2) == of_permits


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


def test_layers_that_choose_otherwise_have_nothing_in_common() -> None:
    found = distance_of(of((7, 0, 0)), of((0, 40, 0)))
    assert found
    assert found.value == 1.0
    found = distance_of(of((7, 7, 0)), of((70, 70, 0)))
    assert found
    assert found.value == 0.0


def test_pairs_are_of_two_different_people() -> None:
    both, alike = both_of([Answers((12, 8), (True, False))]), alike_of([of((4, 3, 3))])
    assert both
    assert both.value == pytest.approx(12 * 11 / (20 * 19))
    assert alike
    assert alike.value == pytest.approx((4 * 3 + 3 * 2 + 3 * 2) / (10 * 9))


VECTORS = [
    ([3] * 10, 3.00, 1.000, 1.000, 0.000, 1.00),
    ([3] * 8 + [2] * 2, 2.80, 0.858, 0.921, 0.200, 1.00),
    ([3] * 6 + [2] * 3 + [1], 2.50, 0.600, 0.778, 0.500, 0.90),
    ([3] * 5 + [0] * 5, 1.50, -1.000, -0.111, 1.500, 0.50),
    ([0, 1, 2, 3] * 3, 1.50, -0.091, 0.394, 1.000, 0.50),
    ([3] * 4 + [2] * 3 + [1] * 2 + [0], 2.00, 0.111, 0.506, 0.800, 0.70),
]


@pytest.mark.parametrize(("levels", "mean", "within", "at_most", "deviation", "share"), VECTORS)
def test_reference_vectors_of_level_and_agreement(
    levels: list[int],
    mean: float,
    within: float,
    at_most: float,
    deviation: float,
    share: float,
) -> None:
    counted = Counter(levels)
    counts = tuple(counted[level] for level in range(4))
    found = Answers(counts, (False, False, True, True)).share
    assert sum(levels) / len(levels) == pytest.approx(mean)
    assert within_group(levels).value == pytest.approx(within, abs=5e-4)
    assert within_group_at_most(levels).value == pytest.approx(at_most, abs=5e-4)
    assert average_deviation(levels).value == pytest.approx(deviation)
    assert found.good / found.n == pytest.approx(share)


def test_reference_vectors_of_jensen_and_shannon() -> None:
    inviting_unit = [0, 0, 0.2, 0.8]
    assert jensen_shannon([0, 0.1, 0.3, 0.6], inviting_unit) == pytest.approx(0.260, abs=5e-4)
    assert jensen_shannon([0.1, 0.2, 0.4, 0.3], inviting_unit) == pytest.approx(0.509, abs=5e-4)
    assert jensen_shannon([1, 0], [0, 1]) == pytest.approx(1)
    assert jensen_shannon([3, 1, 0], [6, 2, 0]) == 0
