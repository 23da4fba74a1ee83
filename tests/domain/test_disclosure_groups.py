"""No small group follows from the figures that are shown, however they are subtracted."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_SCORES,
    Group,
    change_of,
    choose_visible,
    choose_visible_in_all,
)
from training.domain.interval import Interval


def shown_of(*parts: int, whole: int | None = None) -> list[int]:
    """Give the sizes of the parts that are shown beside the whole."""
    groups = [Group(str(place), EVERYONE, size, size) for place, size in enumerate(parts)]
    total = sum(parts) if whole is None else whole
    visible = choose_visible([Group(EVERYONE, "", total, total), *groups])
    return [size for place, size in enumerate(parts) if str(place) in visible]


def test_large_groups_are_shown() -> None:
    assert shown_of(10, 25, 40) == [10, 25, 40]


def test_one_small_group_takes_the_next_smallest_along() -> None:
    assert shown_of(9, 12, 30) == [30]


def test_two_small_groups_of_together_too_few_take_a_third_along() -> None:
    assert shown_of(3, 4, 12, 30) == [30]
    assert shown_of(6, 7, 12, 30) == [12, 30]


def test_people_who_are_in_no_part_are_a_part() -> None:
    assert shown_of(12, 30, whole=45) == [30]
    assert shown_of(12, 30, whole=42) == [12, 30]


def test_many_people_who_are_in_no_part_hide_nothing() -> None:
    assert shown_of(12, 30, whole=62) == [12, 30]
    assert shown_of(9, 30, whole=60) == [30]


def test_what_is_hidden_in_one_table_is_hidden_in_all_with_what_that_asks_for() -> None:
    def table(*parts: int) -> list[Group]:
        groups = [Group(str(place), EVERYONE, 40, size) for place, size in enumerate(parts)]
        return [Group(EVERYONE, "", 200, sum(parts)), *groups]

    first, second = table(20, 25, 30), table(20, 4, 30)
    assert choose_visible(first).keys == {EVERYONE, "0", "1", "2"}
    found = choose_visible_in_all([first, second])
    assert found.keys == {EVERYONE, "2"}
    assert found.answered == {EVERYONE: 75, "2": 30}
    assert choose_visible_in_all([first], 20, among=found.keys).keys == {EVERYONE, "2"}


def test_a_table_of_the_top_only_hides_no_unit_that_it_does_not_hold() -> None:
    tree = [Group(EVERYONE, "", 60, 60), Group("a", EVERYONE, 60, 60), Group("b", "a", 60, 60)]
    assert choose_visible_in_all([tree, tree[:2]]).keys == {EVERYONE, "a", "b"}
    few = [Group(EVERYONE, "", 60, 12), Group("a", EVERYONE, 60, 9)]
    assert choose_visible_in_all([tree, few]).keys == {EVERYONE}


def test_nothing_is_shown_below_what_is_hidden() -> None:
    groups = [
        Group(EVERYONE, "", 60, 60),
        Group("small", EVERYONE, 9, 9),
        Group("next", EVERYONE, 15, 15),
        Group("large", EVERYONE, 36, 36),
        Group("part of next", "next", 15, 15),
        Group("part of large", "large", 36, 36),
    ]
    assert choose_visible(groups).keys == {EVERYONE, "large", "part of large"}


def test_a_group_of_few_people_is_not_shown_whoever_answered() -> None:
    assert choose_visible([Group(EVERYONE, "", 9, 40)]).keys == frozenset()


def test_who_moved_hides_nobody_who_is_in_no_part() -> None:
    parts = [Group("a", EVERYONE, 18, 18), Group("b", EVERYONE, 15, 15)]
    # 33 people, of whom three moved from one part to the other, and three are in neither.
    assert choose_visible([Group(EVERYONE, "", 33, 33, own=3), *parts]).keys == {EVERYONE, "a"}


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Group], dict[str, frozenset[int]]]:
    """Give a tree of three floors, and who answered in each group."""
    members: dict[str, frozenset[int]] = {}
    groups: list[Group] = []
    first = 0

    def add(key: str, parent: str, floor: int) -> frozenset[int]:
        nonlocal first
        own = draw(st.integers(0, 25))
        found = frozenset(range(first, first + own))
        first += own
        for place in range(draw(st.integers(0, 4)) if floor else 0):
            found |= add(f"{key}.{place}", key, floor - 1)
        members[key] = found
        groups.append(Group(key, parent, len(found) + draw(st.integers(0, 9)), len(found)))
        return found

    add("0", "", 3)
    return groups, members


@given(trees())
def test_no_sum_or_difference_of_shown_groups_is_of_a_few(
    tree: tuple[list[Group], dict[str, frozenset[int]]],
) -> None:
    groups, members = tree
    visible = choose_visible(groups)
    shown = [members[key] for key in visible.keys]
    for whole in shown:
        inside = [part for part in shown if part < whole]
        for count in range(min(3, len(inside)) + 1):
            for parts in combinations(inside, count):
                left = whole.difference(*parts)
                assert not left or len(left) >= FEWEST_FOR_SCORES


def test_that_all_changed_by_as_much_is_not_told() -> None:
    visible = choose_visible([Group(EVERYONE, "", 12, 12)])
    same = Interval(12, 100.0, 100.0, 100.0)
    assert change_of(visible, EVERYONE, same, step=5, whole=100).value == (75, 70, 100)
    none = Interval(12, 0.0, 0.0, 0.0)
    assert change_of(visible, EVERYONE, none, step=5, whole=100).value == (0, -5, 5)
