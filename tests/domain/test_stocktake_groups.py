"""Who may have figures of a stocktake, and that nothing small follows from what is shown."""

from random import Random  # noqa: TID251 -- a fixed seed

import pytest

from training.domain.disclosure_groups import Group, are_apart, choose_visible_in_all
from training.domain.stocktake import SUB_POINTS, TOTAL, Length, Sheet, Side, statements_of
from training.domain.stocktake_groups import (
    Tree,
    Unit,
    choose_board,
    choose_fates,
    choose_in_contact,
    choose_initiatives,
    choose_units,
    told_figures,
    weights,
)

CORE = Length.CORE
ALL = (*SUB_POINTS, "1", "2", "3", TOTAL)


def sheets(count: int, unit: str = "", value: int = 4, **more: str) -> list[Sheet]:
    answers = dict.fromkeys(statements_of(CORE), value)
    contact, fate = more.get("contact", ""), more.get("fate", "")
    is_mailed = more.get("mode", "link") == "link"
    one = Sheet(Side.STAFF, answers, unit, contact, fate, is_mailed=is_mailed)
    return [one] * count


def tree(**answered: int) -> Tree:
    units = [Unit("root", "", "", 0)]
    units += [Unit(name, "root", name, max(count, 10)) for name, count in answered.items()]
    forms = [one for name, count in answered.items() for one in sheets(count, name)]
    return Tree(units, forms)


def test_unit_of_nine_is_hidden_and_so_is_its_smallest_sibling() -> None:
    found = choose_units(tree(a=9, b=12, c=30, d=40), CORE, ALL)
    assert found.keys == {"root", "c", "d"}


def test_units_with_enough_forms_are_all_shown() -> None:
    assert choose_units(tree(a=10, b=12, c=30), CORE, ALL).keys == {"root", "a", "b", "c"}


def test_unit_that_is_short_of_one_figure_is_hidden_for_all() -> None:
    place = tree(a=12, b=12, c=30)
    unknown = dict.fromkeys(("3.1a", "3.1b", "3.2a", "3.2b"), 0)
    three = [Sheet(s.side, {**s.answers, **unknown}, s.unit) for s in sheets(3, "a")]
    short = Tree(list(place.units.values()), [*place.sheets[3:], *three])
    assert choose_units(short, CORE, ALL).keys == {"root", "c"}


def test_weights_are_the_same_for_all_units_that_are_not_shown() -> None:
    place = tree(a=9, b=12, c=30)
    found = weights(place, choose_units(place, CORE, ALL))
    assert set(found) == {"root", "c"}


def test_hidden_for_one_question_is_hidden_for_all_until_nothing_follows() -> None:
    def report(**answered: int) -> list[Group]:
        total = sum(answered.values())
        parts = [Group(name, "all", 50, count) for name, count in answered.items()]
        return [Group("all", "", 200, total), *parts]

    # Of the second question a alone would be hidden, and could be taken from the whole.
    found = choose_visible_in_all([report(a=20, b=20, c=30), report(a=8, b=20, c=30)], 10)
    assert found.keys == {"all", "c"}
    found = choose_visible_in_all([report(a=9, b=20, c=30), report(a=20, b=11, c=0)], 10)
    assert found.keys == {"all"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(40, 0), (0, 40)], True),
        ([(40, 1), (0, 40)], False),
        ([(40, 4), (5, 40)], False),
        ([(40, 6), (5, 40)], True),
    ],
)
def test_two_ways_to_split_may_not_nearly_coincide(
    parts: list[tuple[int, int]], expected: bool
) -> None:
    assert are_apart(parts) is expected


def test_contact_is_not_told_where_it_is_nearly_a_unit() -> None:
    units = [Unit("root", "", "", 0), Unit("a", "root", "a", 40), Unit("b", "root", "b", 40)]
    one = sheets(1, "a", contact="weekly")
    forms = [*sheets(20, "a"), *one, *sheets(20, "b", contact="weekly")]
    place = Tree(units, forms)
    visible = choose_units(place, CORE, ALL)
    assert "often" not in choose_in_contact(place, visible, CORE, ALL)
    spread = [*forms, *sheets(10, "b"), *sheets(10, "a", contact="weekly")]
    place = Tree(units, spread)
    assert "often" in choose_in_contact(place, choose_units(place, CORE, ALL), CORE, ALL)


def test_initiatives_that_ended_badly_are_told_from_ten_on() -> None:
    forms = [*sheets(12, fate="running"), *sheets(11, fate="stopped"), *sheets(3)]
    found = choose_fates(forms, CORE, ALL)
    assert found.keys == {"everyone", "running"}, "three would follow from the rest"
    forms = [*sheets(12, fate="running"), *sheets(11, fate="stopped")]
    assert choose_fates(forms, CORE, ALL).keys == {"everyone", "running", "stopped"}


@pytest.mark.parametrize(("answered", "expected"), [(6, False), (7, True)])
def test_board_is_told_of_from_seven_on(answered: int, expected: bool) -> None:
    assert ("everyone" in choose_board(sheets(answered), 12)) is expected


def test_a_form_that_somebody_may_know_makes_no_group_larger() -> None:
    units = [Unit("root", "", "", 0)]
    units += [Unit(name, "root", name, 40) for name in ("a", "b", "c")]
    forms = [*sheets(9, "a"), *sheets(12, "b"), *sheets(20, "c")]
    alone = choose_units(Tree(units, forms), CORE, ALL)
    stuffed = [*forms, *sheets(25, "a", mode="code"), *sheets(25, "b", mode="paper")]
    assert choose_units(Tree(units, stuffed), CORE, ALL).keys == alone.keys == {"root", "c"}
    assert "everyone" not in choose_board([*sheets(6), *sheets(4, mode="paper")], 12)
    assert "everyone" not in choose_initiatives([*sheets(9), *sheets(90, mode="paper")])
    assert told_figures([*sheets(9), *sheets(90, mode="code")], CORE, 10) == ()


def test_of_many_waves_none_shows_more_for_what_was_typed_in() -> None:
    rng = Random(7)  # noqa: S311 -- a fixed seed
    for _ in range(20):
        units = [Unit("root", "", "", 0)]
        for name in "abcdefg":
            parent = rng.choice(units).key
            units.append(Unit(name, parent, name, rng.choice((4, 12, 40, 80))))
        forms = [
            one for unit in units for one in sheets(rng.randint(0, min(unit.people, 25)), unit.key)
        ]
        typed = [one for unit in units for one in sheets(rng.randint(0, 9), unit.key, mode="paper")]
        whole, own = Tree(units, [*forms, *typed]), Tree(units, forms)
        stuffed, plain = (choose_units(one, CORE, ALL).keys for one in (whole, own))
        assert stuffed == plain or whole.overfull()
        assert not stuffed & whole.overfull()
        assert choose_units(Tree(units, typed), CORE, ALL).keys == frozenset()


def test_a_unit_with_more_forms_than_people_has_no_figures() -> None:
    units = [Unit("root", "", "", 0)]
    units += [Unit(name, "root", name, 14) for name in ("a", "b", "c", "d")]
    forms = [*sheets(12, "a"), *sheets(3, "a", mode="paper"), *sheets(12, "b")]
    place = Tree(units, [*forms, *sheets(12, "c"), *sheets(13, "d")])
    assert place.overfull() == {"a"}
    assert choose_units(place, CORE, ALL).keys == {"root", "c", "d"}
    assert "everyone" not in choose_board([*sheets(10), *sheets(3, mode="paper")], 12)


def test_a_small_unit_is_kept_as_the_one_above_it() -> None:
    units = [Unit("root", "", "", 0), Unit("a", "root", "a", 6), Unit("b", "a", "b", 5)]
    units += [Unit("c", "b", "c", 4), Unit("d", "root", "d", 3)]
    place = Tree(units, ())
    assert [place.place(key) for key in "abcd"] == ["a", "a", "a", "root"]


def test_of_five_to_nine_initiatives_only_a_total_is_told() -> None:
    assert TOTAL in told_figures(sheets(5), CORE, 5)
    assert told_figures(sheets(4), CORE, 5) == SUB_POINTS


def test_sub_point_that_few_know_of_is_not_told() -> None:
    forms = sheets(9) + [Sheet(s.side, {**s.answers, "2.2a": 0, "2.2b": 0}) for s in sheets(6)]
    told = told_figures(forms, CORE, 10)
    assert "2.2" not in told
    assert {"2.1", "2.3", "2", TOTAL} <= set(told)
