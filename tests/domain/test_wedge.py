"""The order of a start by lot: everybody has a turn, and anybody can draw it again."""

from collections import Counter
from datetime import date
from uuid import UUID

from training.domain.wedge import draw

UNITS = [UUID(int=number) for number in range(1, 11)]
FIRST = date(2027, 1, 4)


def test_every_unit_starts_once_and_the_steps_are_equally_large() -> None:
    starts = draw(UNITS, seed=4, steps=4, first_on=FIRST, days_between=42)
    assert {start.unit_id for start in starts} == set(UNITS)
    assert [start.place for start in starts] == list(range(1, 11))
    sizes = Counter(start.step for start in starts)
    assert sorted(sizes) == [1, 2, 3, 4]
    assert max(sizes.values()) - min(sizes.values()) <= 1
    assert {start.starts_on for start in starts if start.step == 3} == {date(2027, 3, 29)}


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_units() -> None:
    one = draw(UNITS, seed=4, steps=3, first_on=FIRST, days_between=7)
    assert one == draw(UNITS[::-1], seed=4, steps=3, first_on=FIRST, days_between=7)
    assert one != draw(UNITS, seed=5, steps=3, first_on=FIRST, days_between=7)


def test_there_are_no_more_steps_than_units() -> None:
    starts = draw(UNITS[:2], seed=1, steps=5, first_on=FIRST, days_between=7)
    assert [start.step for start in starts] == [1, 2]


def test_each_unit_starts_first_as_often() -> None:
    first = Counter(
        draw(UNITS[:5], seed=seed, steps=5, first_on=FIRST, days_between=7)[0].unit_id
        for seed in range(2000)
    )
    assert all(320 < first[unit_id] < 480 for unit_id in UNITS[:5])  # 400, 4.5 standard errors
