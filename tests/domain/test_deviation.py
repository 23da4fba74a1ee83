"""Units that answer alike are not accused, one that differs is found, and what is small is not."""

from collections.abc import Generator
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.domain.by_hand import jensen_shannon
from training.domain.deviation import Comparison, Deviation, adjust, compare_units

T = TypeVar("T")
SIZES = (20, 30, 40, 50, 60)
ITEMS = 18
CUTS = np.array([-1.64, -0.84, 0.13])
"""Where a normal answer becomes level 1, 2 and 3: shares .05, .15, .35 and .45."""


def result_of(work: Generator[None, None, T]) -> T:
    """Run something that pauses to its end."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            found: T = ended.value
            return found


def organisation(
    seed: int, shifts: tuple[float, ...] = (), sizes: tuple[int, ...] = SIZES
) -> tuple[NDArray[np.int8], list[int]]:
    """Draw units of people whose answers hang together, some shifted by standard deviations."""
    chance = np.random.default_rng(seed)
    labels = [unit for unit, size in enumerate(sizes) for _ in range(size)]
    shift = np.array([(*shifts, *[0.0] * len(sizes))[unit] for unit in labels])
    person = chance.normal(0, 0.5, (len(labels), 1))
    answer = person + chance.normal(0, np.sqrt(0.75), (len(labels), ITEMS)) + shift[:, None]
    return np.searchsorted(CUTS, answer).astype(np.int8), labels


def compared(
    seed: int, shifts: tuple[float, ...] = (), sizes: tuple[int, ...] = SIZES
) -> Comparison:
    levels, labels = organisation(seed, shifts, sizes)
    return result_of(compare_units(levels, labels, len(sizes), seed=seed))


def named(found: Comparison) -> list[int]:
    return [deviation.unit for deviation in found.named]


def test_units_that_answer_alike_are_accused_in_no_more_than_one_of_twenty_runs() -> None:
    assert sum(bool(compared(seed).named) for seed in range(20)) <= 1


def test_of_many_units_that_answer_alike_none_is_accused_either() -> None:
    """Units of one size share what chance gives, and small ones hang together most."""
    sizes = (20, 20, 21, 22, 25, 25, 30, 30) * 8
    assert sum(bool(compared(seed, sizes=sizes).named) for seed in range(400, 420)) <= 1


def test_p_of_units_that_answer_alike_is_as_often_small_as_it_says() -> None:
    """Before adjustment: in one of twenty units below .05, whatever the size."""
    sizes = (20, 20, 30, 30, 40, 60, 200)
    least = []
    for seed in range(500, 530):
        levels, labels = organisation(seed, sizes=sizes)
        for unit in range(len(sizes)):
            only = [0 if label == unit else -1 for label in labels]
            found = result_of(compare_units(levels, only, 1, seed=seed, times=199))
            least.append(found.units[0].p)
    assert 0.02 <= np.mean(np.array(least) <= 0.05) <= 0.08
    assert 0.4 <= np.mean(np.array(least) <= 0.5) <= 0.6


def test_a_unit_that_is_most_of_the_organisation_is_compared_as_well() -> None:
    found = compared(6, (0.0, -1.5), (300, 40))
    assert named(found)[:1] in ([0], [1])
    assert found.units[0].observed == pytest.approx(found.units[1].observed, abs=1e-5)
    assert found.units[0].p == found.units[1].p


def test_a_unit_that_differs_much_is_found() -> None:
    assert all(0 in named(compared(seed, (-1.2,))) for seed in range(100, 105))


def test_a_small_difference_in_a_small_unit_goes_unseen_and_the_figure_says_so() -> None:
    runs = [compared(seed, (-0.2,)) for seed in range(200, 205)]
    assert sum(0 in named(found) for found in runs) <= 1
    assert all(found.smallest is not None and 0.03 < found.smallest < 0.2 for found in runs)


def test_the_rest_is_not_accused_because_it_holds_the_one_that_differs() -> None:
    runs = [compared(seed, (0.0, 0.0, 0.0, 0.0, -2.0)) for seed in range(300, 306)]
    assert all(named(found)[:1] == [4] for found in runs)
    assert sum(len(named(found)) > 1 for found in runs) <= 1
    before = [sum(unit.stands_out for unit in found.units) for found in runs]
    assert sum(before) > sum(len(named(found)) for found in runs)


def test_two_that_differ_are_both_named_the_largest_first() -> None:
    found = compared(1, (-1.0, 0.0, -2.5), (40, 40, 40, 60, 60))
    assert named(found) == [2, 0]
    assert found.named[0].excess > found.named[1].excess >= 0.05


def test_a_unit_below_twenty_is_never_named_nor_are_others_because_of_it() -> None:
    found = compared(1, (-3.0,), (19, 40, 50, 60))
    assert found.units[0].stands_out
    assert named(found) == []


def test_of_many_units_one_that_differs_is_still_named() -> None:
    sizes = (25,) * 80
    assert named(compared(5, (-1.5,), sizes)) == [0]


def test_the_same_seed_gives_the_same() -> None:
    assert compared(7, (-0.8,)) == compared(7, (-0.8,))


def test_missing_answers_and_people_of_no_unit_are_no_hindrance() -> None:
    levels, labels = organisation(3, (-1.5,))
    levels[::3, :5] = -1
    levels[:, 7] = -1
    found = result_of(
        compare_units(levels, [-1 if unit == 4 else unit for unit in labels], 4, seed=1)
    )
    assert named(found) == [0]
    assert len(found.units) == 4


def test_the_distance_of_a_unit_is_the_mean_over_questions_of_that_of_jensen_and_shannon() -> None:
    levels, labels = organisation(11, (-0.5,))
    found = result_of(compare_units(levels, labels, 5, seed=1, times=20)).units[0].observed
    inside = np.array(labels) == 0
    by_hand = [
        jensen_shannon(
            np.bincount(levels[inside, item], minlength=4).tolist(),
            np.bincount(levels[~inside, item], minlength=4).tolist(),
        )
        for item in range(ITEMS)
    ]
    assert found == pytest.approx(sum(by_hand) / ITEMS)


def test_no_units_are_no_result() -> None:
    levels, labels = organisation(3)
    assert result_of(compare_units(levels, labels, 0, seed=1)) == Comparison()


@pytest.mark.parametrize(
    ("given", "adjusted"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.04, 0.04]),
        ([0.001, 0.5, 0.9, 0.02], [0.004, 2 / 3, 0.9, 0.04]),
        ([], []),
    ],
)
def test_p_is_adjusted_as_benjamini_and_hochberg_do(
    given: list[float], adjusted: list[float]
) -> None:
    assert adjust(given) == pytest.approx(adjusted)


def test_each_condition_is_needed() -> None:
    assert Deviation(0, 20, 0.3, 0.05, 0.049).stands_out
    assert not Deviation(0, 20, 0.3, 0.049, 0.049).stands_out
    assert not Deviation(0, 20, 0.3, 0.05, 0.05).stands_out
