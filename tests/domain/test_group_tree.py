"""Everyone is in one tree of groups, and counts once in each of them."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from training.domain.disclosure_groups import EVERYONE
from training.domain.group_tree import OFFICIALS, Unit, gather_homes, tree_of
from training.domain.organisation import ROOT_ID

RAAD, BALIE, TEAM, GRIFFIE = (UUID(int=number) for number in range(1, 5))
TREE = tree_of(
    [
        Unit(ROOT_ID, None, "officials", 2),
        Unit(RAAD, ROOT_ID, "council", 21),
        Unit(GRIFFIE, RAAD, "officials", 3),
        Unit(BALIE, ROOT_ID, "officials", 12),
        Unit(TEAM, BALIE, "officials", 6),
    ]
)


def path(unit_id: UUID, layer: str = "officials") -> list[str]:
    return [TREE.keys[place] for place in TREE.upward(TREE.home(unit_id, layer))]


def test_boards_are_one_group_and_units_are_below_the_officials() -> None:
    assert path(RAAD, "council") == ["council", EVERYONE]
    assert path(TEAM) == [TEAM.hex, BALIE.hex, "officials", EVERYONE]
    assert path(GRIFFIE) == [GRIFFIE.hex, "officials", EVERYONE]
    assert path(ROOT_ID) == ["officials", EVERYONE]


def test_a_layer_of_the_day_goes_before_the_unit_of_today() -> None:
    assert path(TEAM, "council") == ["council", EVERYONE]
    assert path(RAAD) == ["officials", EVERYONE]
    assert path(UUID(int=9)) == ["officials", EVERYONE]
    assert TREE.place(UUID(int=9)) == 0


def test_sizes_hold_all_that_is_below() -> None:
    sizes = dict(zip(TREE.keys, TREE.sizes, strict=True))
    assert (sizes[EVERYONE], sizes["council"], sizes["officials"]) == (44, 21, 23)
    assert (sizes[BALIE.hex], sizes[TEAM.hex]) == (18, 6)


def test_who_moved_is_in_what_both_groups_are_in() -> None:
    team, balie = TREE.place(TEAM), TREE.place(BALIE)
    assert TREE.meet(team, balie) == balie
    assert TREE.meet(team, TREE.place(GRIFFIE)) == OFFICIALS
    assert TREE.meet(team, TREE.place(RAAD)) == 0


def test_a_mover_is_one_person_of_every_group_above() -> None:
    places = {name: TREE.place(unit) for name, unit in (("t", TEAM), ("g", GRIFFIE), ("b", BALIE))}
    people = TREE.count(gather_homes([(1, places["t"]), (1, places["g"]), (2, places["t"])]))
    groups = {group.key: group for group in TREE.groups(people)}
    assert (groups[TEAM.hex].answered, groups[TEAM.hex].own) == (2, 2)
    assert (groups[GRIFFIE.hex].answered, groups[BALIE.hex].answered) == (1, 2)
    assert (groups["officials"].answered, groups["officials"].own) == (2, 0)
    assert groups[EVERYONE].answered == 2


PLACES = st.integers(0, len(TREE.keys) - 1)


@given(st.lists(st.tuples(st.integers(0, 5), PLACES), max_size=20))
def test_people_are_counted_as_by_hand(rows: list[tuple[int, int]]) -> None:
    found = TREE.count(gather_homes(rows))
    for group in range(len(TREE.keys)):
        inside = {who for who, place in rows if group in TREE.upward(place)}
        assert found.within[group] == len(inside)
        assert found.own[group] == len({who for who, place in rows if place == group})
