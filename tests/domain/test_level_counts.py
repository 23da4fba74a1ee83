"""Taking people at random gives what dealing everybody out over units gives, and costs less."""

import numpy as np
import pytest

from tests.domain.by_hand import jensen_shannon
from training.domain.level_counts import LevelTable, distances, level_table, share_gaps

QUESTIONS = 6


def some_people(many: int, seed: int = 1) -> LevelTable:
    """Make people who answer most questions, each in a way that hangs together."""
    chance = np.random.default_rng(seed)
    person = chance.normal(0, 0.5, (many, 1))
    levels = np.clip(np.round(person + chance.normal(2, 0.8, (many, QUESTIONS))), 0, 3)
    levels[chance.random((many, QUESTIONS)) < 0.1] = -1
    return level_table(levels.astype(np.int8))


def test_a_draw_takes_so_many_people_and_the_larger_one_holds_the_smaller() -> None:
    levels = np.zeros((50, 3), dtype=np.int8)
    sizes = [0, 3, 4, 50]
    counts = np.concatenate(list(level_table(levels).draw(sizes, 30, np.random.default_rng(1))))
    assert counts.shape == (30, 4, 3, 4)
    assert (counts.sum(axis=-1) == np.array(sizes)[None, :, None]).all()
    mixed = np.concatenate(list(some_people(50).draw(sizes, 30, np.random.default_rng(1))))
    assert (np.diff(mixed, axis=1) >= 0).all()
    assert (mixed[:, -1] == some_people(50).total).all()


def test_chance_is_that_of_dealing_everybody_out() -> None:
    """The same mean and the same tail as shuffling who is in which unit, for each size."""
    people, sizes, times = some_people(120), [20, 40, 60], 1500
    labels, chance = np.repeat([0, 1, 2], sizes), np.random.default_rng(2)
    dealt = np.stack([people.count(chance.permutation(labels), 3) for _ in range(times)])
    drawn = np.concatenate(list(people.draw(sizes, times, chance)))
    for far, close in ((distances, 0.03), (share_gaps, 0.1)):
        by_dealing, by_drawing = far(dealt, people.total), far(drawn, people.total)
        assert by_drawing.mean(axis=0) == pytest.approx(by_dealing.mean(axis=0), rel=close)
        for part in (50, 95):
            assert np.percentile(by_drawing, part, axis=0) == pytest.approx(
                np.percentile(by_dealing, part, axis=0), rel=close
            )


def test_who_is_taken_is_as_far_from_the_rest_as_the_rest_from_them() -> None:
    people = some_people(60)
    counts = people.count(np.array([0] * 20 + [1] * 40), 2)
    for far in (distances, share_gaps):
        one, other = far(counts, people.total)
        assert one == pytest.approx(other)


def test_who_is_left_out_counts_nowhere_and_is_never_drawn() -> None:
    levels = np.array([[0, 3]] * 10 + [[1, -1]] * 30, dtype=np.int8)
    rest = level_table(levels).without(np.arange(40) < 10)
    assert rest.total.tolist() == [[0, 30, 0, 0], [0, 0, 0, 0]]
    drawn = np.concatenate(list(rest.draw([5, 30], 20, np.random.default_rng(1))))
    assert drawn[:, :, 0, 1].tolist() == [[5, 30]] * 20
    assert rest.without(np.arange(40) < 20).total[0, 1] == 20
    assert rest.count(np.zeros(40, dtype=np.intp), 1)[0].tolist() == rest.total.tolist()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((0, 1, 3, 6), (0, 0, 2, 8), 0.260),
        ((1, 2, 4, 3), (0, 0, 2, 8), 0.509),
        ((5, 5, 0, 0), (0, 0, 5, 5), 1.0),
        ((1, 1, 1, 7), (1, 1, 1, 7), 0.0),
    ],
)
def test_the_distance_is_that_of_the_vectors(
    one: tuple[int, ...], other: tuple[int, ...], apart: float
) -> None:
    counts = np.array([[one]])
    found = float(distances(counts, counts[0] + np.array([other]))[0])
    assert found == pytest.approx(apart, abs=5e-4)
    assert found == pytest.approx(jensen_shannon(one, other), abs=1e-6)
