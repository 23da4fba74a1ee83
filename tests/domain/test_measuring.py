"""Two measurements are laid side by side only where they asked the same of the same units."""

from dataclasses import replace
from uuid import UUID

import pytest

from training.domain.disclosure_groups import EVERYONE
from training.domain.forms import Design
from training.domain.measuring import (
    Frozen,
    FrozenForm,
    FrozenUnit,
    Reason,
    refusals,
    tree_as_frozen,
)
from training.domain.organisation import ROOT_ID

RAAD, BALIE, TEAM = UUID(int=1), UUID(int=2), UUID(int=3)
UNITS = {
    unit.id: unit
    for unit in (
        FrozenUnit(ROOT_ID, None, "", "officials", 2),
        FrozenUnit(RAAD, ROOT_ID, "Raad", "council", 21),
        FrozenUnit(BALIE, ROOT_ID, "Balie", "officials", 12),
        FrozenUnit(TEAM, BALIE, "Team", "officials", 6),
    )
}
ASKS = Design((("1.1", (0, 1, 2, 3)),))
FORMS = (FrozenForm(UUID(int=8), 1, ASKS), FrozenForm(UUID(int=9), 1, ASKS))
BEFORE = Frozen(is_closed=True, opened=1.0, forms=FORMS, units=UNITS)
AFTER = replace(BEFORE, opened=2.0)


def test_equal_measurements_may_be_compared() -> None:
    assert refusals(BEFORE, AFTER) == ()
    larger = {**UNITS, BALIE: replace(UNITS[BALIE], headcount=40, name="Loket")}
    assert refusals(BEFORE, replace(AFTER, units=larger)) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"is_closed": False}, Reason.NOT_CLOSED),
        ({"opened": 0.5}, Reason.ORDER),
        ({"forms": (FORMS[0], replace(FORMS[1], meaning=2))}, Reason.FORMS),
        ({"units": {**UNITS, TEAM: replace(UNITS[TEAM], parent_id=ROOT_ID)}}, Reason.POPULATION),
        ({"units": {key: UNITS[key] for key in UNITS if key != TEAM}}, Reason.POPULATION),
        ({"units": {**UNITS, TEAM: replace(UNITS[TEAM], layer="council")}}, Reason.POPULATION),
    ],
)
def test_each_difference_is_a_reason(changed: dict[str, object], reason: Reason) -> None:
    assert refusals(BEFORE, replace(AFTER, **changed)) == (reason,)  # type: ignore[arg-type]  # of the cases above


@pytest.mark.parametrize("design", [None, Design((("1.2", (0, 1, 2, 3)),))])
def test_forms_that_ask_other_things_are_a_reason(design: Design | None) -> None:
    forms = (FORMS[0], replace(FORMS[1], design=design))
    before, after = replace(BEFORE, forms=forms), replace(AFTER, forms=forms)
    assert refusals(before, after) == (Reason.NOT_PARALLEL,)


def test_groups_are_those_of_the_opening() -> None:
    tree = tree_as_frozen(UNITS)
    groups = {group.key: group for group in tree.groups(tree.count({}))}
    assert (groups[BALIE.hex].size, groups["officials"].size, groups[EVERYONE].size) == (18, 20, 41)
    assert groups[TEAM.hex].parent == BALIE.hex
