"""Nobody can be picked out of what is shown, also by who knows the rules and subtracts."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain import disclosure
from training.domain.disclosure import Cells, Shown, count_within, release


def cells_of(counts: tuple[int, ...], before: Cells | None = None) -> Cells | None:
    found = release(counts, before)
    return found.value if found else None


def tables(total: int, size: int) -> list[tuple[int, ...]]:
    """Give every way in which so many people can choose."""
    if size == 1:
        return [(total,)]
    return [(c, *rest) for c in range(total + 1) for rest in tables(total - c, size - 1)]


def test_nobody_else_can_say_that_a_value_may_be_shown() -> None:
    with pytest.raises(TypeError):
        Shown(3)
    with pytest.raises(TypeError):
        Shown(3, object())


def test_a_full_table_is_shown() -> None:
    assert cells_of((20, 10, 5)) == Cells(35, (20, 10, 5))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((30, 28, 2), (30, None, None)),
        ((30, 28, 0), (30, 28, 0)),
        ((57, 2, 1), (None, None, None)),
        ((50, 4, 1), (50, None, None)),
        ((50, 2, 2, 1), (None, None, None, None)),
        ((58, 2), (None, None)),
        ((60, 0), (None, None)),
        ((30, 30), (30, 30)),
    ],
)
def test_small_cells_are_hidden_with_another(
    counts: tuple[int, ...], shown: tuple[int | None, ...]
) -> None:
    found = cells_of(counts)
    assert found
    assert found.counts == shown


def test_too_few_people_have_no_table() -> None:
    assert release((10, 9)) is None


def test_a_table_stands_until_ten_more_came() -> None:
    before = cells_of((20, 10, 5))
    assert release((26, 13, 5), before) is None
    assert cells_of((26, 14, 5), before) == Cells(45, (26, 14, 5))


def test_a_table_stands_while_a_difference_would_tell_of_a_few() -> None:
    before = cells_of((20, 10, 5))
    assert release((40, 11, 5), before) is None
    assert release((40, 13, 5), before)


def test_a_table_of_another_form_is_not_the_same_table() -> None:
    assert release((40, 20), cells_of((20, 10, 5))) is None


def test_a_sum_is_shown_where_it_tells_no_more() -> None:
    cells = Cells(60, (30, None, None))
    assert count_within(cells, {0}).value == 30
    assert count_within(cells, {1, 2}).value == 30
    assert count_within(cells, {0, 1}).value is None


@pytest.mark.parametrize(("size", "total"), [(2, 20), (2, 33), (3, 20), (3, 26), (4, 20), (5, 20)])
def test_who_knows_the_rules_learns_no_small_cell(size: int, total: int) -> None:
    """Every true table that would look the same leaves more than one or two for each cell."""
    looks: dict[Cells, list[tuple[int, ...]]] = defaultdict(list)
    for counts in tables(total, size):
        found = cells_of(counts)
        assert found
        looks[found].append(counts)
    for alike in looks.values():
        for column in zip(*alike, strict=True):
            assert not set(column) <= {1, 2}, alike


@pytest.mark.parametrize(("size", "total", "more"), [(2, 20, 10), (2, 24, 15), (3, 20, 10)])
def test_who_subtracts_two_publications_learns_no_small_cell(
    size: int, total: int, more: int
) -> None:
    pairs = set()
    for counts, growth in product(tables(total, size), tables(more, size)):
        first = cells_of(counts)
        assert first
        later = tuple(old + new for old, new in zip(counts, growth, strict=True))
        second = cells_of(later, first)
        if second:
            pairs.add((first, second))
    assert pairs
    for first, second in pairs:
        for place in range(size):
            low, high = bounds_of_growth(first, second, place)
            assert low == 0 or high >= 3, (first, second)


def bounds_of_growth(first: Cells, second: Cells, place: int) -> tuple[int, int]:
    """Work out between which bounds a cell grew, knowing that no cell shrinks."""
    before, after = first.counts[place], second.counts[place]
    if before is not None and after is not None:
        return after - before, after - before
    # Of the hidden ones only the sum is known; what one of them did not gain, another did.
    return 0, sum_hidden(second, first.hidden) - sum_hidden(first, first.hidden)


def sum_hidden(cells: Cells, places: frozenset[int]) -> int:
    return cells.total - sum(
        count for p, count in enumerate(cells.counts) if p not in places and count is not None
    )


@given(
    st.integers(2, 5).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, 14), min_size=size, max_size=size), min_size=2, max_size=8
        )
    )
)
def test_no_pair_of_publications_differs_by_one_or_two(waves: list[list[int]]) -> None:
    counts = [30] * len(waves[0])
    counts[-1] = 0
    published: list[Cells] = []
    for wave in waves:
        found = cells_of(tuple(counts), published[-1] if published else None)
        if found:
            published.append(found)
        counts = [old + new for old, new in zip(counts, wave, strict=True)]
    for place, first in enumerate(published):
        for second in published[place + 1 :]:
            assert second.hidden <= first.hidden
            assert differences(first, second).isdisjoint({1, 2})


def differences(first: Cells, second: Cells) -> set[int]:
    """Give what can be worked out of two publications: of each cell, and of the hidden ones."""
    known = [
        after - before
        for before, after in zip(first.counts, second.counts, strict=True)
        if before is not None and after is not None
    ]
    return {*known, second.total - first.total - sum(known)}


def test_thirds_are_rounded_and_say_nothing_of_few() -> None:
    cells = Cells(105, (60, 40, 5))
    found = disclosure.shares_by_third([[30, 3, 2], [20, 14, 1], [10, 23, 2]], cells, fewest=100)
    assert found.value == ((85, 10, -1), (55, 40, -1), (30, 65, -1))
    few = disclosure.shares_by_third([[5, 5, 5]] * 3, cells, fewest=100)
    assert few.value is None


def test_statistics_of_few_are_not_shown() -> None:
    assert disclosure.coarse(0.5, n=49, fewest=50, digits=2).value is None
    assert disclosure.coarse(0.512, n=50, fewest=50, digits=2).value == 0.51
    assert disclosure.coarse(None, n=50, fewest=50, digits=2) == disclosure.HIDDEN


def test_what_was_kept_is_shown_again() -> None:
    shown = release((30, 28, 2))
    assert shown
    assert disclosure.load_cells(disclosure.dump_cells(shown)) == shown
    assert disclosure.load_cells(None).value is None
    with pytest.raises(TypeError):
        disclosure.load_cells({"total": "x", "counts": 3})
