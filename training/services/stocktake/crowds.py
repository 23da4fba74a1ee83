"""The forms of a wave sorted out: whose may be told of, which figures, and how each form weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from training.domain.disclosure_groups import EVERYONE, FEWEST_FOR_SCORES, Visible
from training.domain.stocktake import (
    OFTEN_IN_CONTACT,
    SUB_POINTS,
    TOTAL,
    Length,
    Sheet,
    Side,
    score,
)
from training.domain.stocktake_groups import (
    FEWEST_INDICATIVE,
    FEWEST_OF_BOARD,
    OFTEN,
    Tree,
    Unit,
    choose_board,
    choose_in_contact,
    choose_indicative,
    choose_initiatives,
    choose_units,
    told_figures,
    weights,
)
from training.store import stocktake as store
from training.store.stocktake import Wave

CLOSE = "close"
"""Staff who often meet initiatives."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The forms of one side, or of staff in contact, with what may be told of them.

    `counted` sub-points go into larger figures, `told` figures are shown; `key` is the group in
    `visible`. `population` is how many there are, 0 where nobody knows.
    """

    key: str
    sheets: Sequence[Sheet]
    visible: Visible
    counted: Sequence[str]
    told: Sequence[str]
    population: int = 0
    weights: Sequence[float] | None = None

    def scores(self, figure: str, length: Length) -> tuple[list[float], list[float]]:
        """Give the scores that forms have for a figure, and their weights."""
        heavy = self.weights or [1.0] * len(self.sheets)
        found = [
            (value, weight)
            for sheet, weight in zip(self.sheets, heavy, strict=True)
            if (value := score(sheet.answers, figure, length, self.counted)) is not None
        ]
        return [value for value, _ in found], [weight for _, weight in found]


@dataclass(frozen=True, slots=True)
class Room:
    """All forms of a wave, sorted out."""

    seed: int
    length: Length
    tree: Tree
    crowds: Mapping[str, Crowd]

    @property
    def units(self) -> list[str]:
        """List the units below the whole that may have figures."""
        return sorted(self.crowds[Side.STAFF].visible.keys - {self.tree.root})


def room_of(session: Session, wave: Wave) -> Room:
    """Read the forms of a wave, and choose what may be told of whom."""
    length = Length(wave.length)
    by_side: dict[Side, list[Sheet]] = {side: [] for side in Side}
    for form in store.list_forms(session, wave.id):
        unit = str(form.unit_id) if form.unit_id else ""
        sheet = Sheet(Side(form.side), form.answers, unit, form.contact, form.fate)
        by_side[sheet.side].append(sheet)
    units = [Unit(str(r[0]), str(r[1]), str(r[2]), int(r[3])) for r in wave.tree]
    tree = Tree(units, by_side[Side.STAFF])
    crowds = {
        **_staff(tree, length),
        Side.BOARD: _board(by_side[Side.BOARD], length, wave.board),
        Side.INITIATIVES: _initiatives(by_side[Side.INITIATIVES], length),
    }
    return Room(wave.seed, length, tree, crowds)


def _staff(tree: Tree, length: Length) -> dict[str, Crowd]:
    told = told_figures(tree.sheets, length, FEWEST_FOR_SCORES)
    visible = choose_units(tree, length, told)
    by_stratum = weights(tree, visible)
    heavy = [by_stratum.get(tree.stratum(sheet, visible), 1.0) for sheet in tree.sheets]
    near = [
        (sheet, weight)
        for sheet, weight in zip(tree.sheets, heavy, strict=True)
        if sheet.contact in OFTEN_IN_CONTACT
    ]
    split = choose_in_contact(tree, visible, length, told)
    everybody = Crowd(tree.root, tree.sheets, visible, told, told, tree.size(tree.root), heavy)
    return {
        Side.STAFF: everybody,
        CLOSE: Crowd(OFTEN, [s for s, _ in near], split, told, told, 0, [w for _, w in near]),
    }


def _board(sheets: Sequence[Sheet], length: Length, people: int) -> Crowd:
    told = told_figures(sheets, length, FEWEST_OF_BOARD)
    return Crowd(EVERYONE, sheets, choose_board(sheets), told, told, people)


def _initiatives(sheets: Sequence[Sheet], length: Length) -> Crowd:
    if len(sheets) >= FEWEST_FOR_SCORES:
        told = told_figures(sheets, length, FEWEST_FOR_SCORES)
        return Crowd(EVERYONE, sheets, choose_initiatives(sheets), told, told)
    told = told_figures(sheets, length, FEWEST_INDICATIVE)
    total = tuple(figure for figure in told if figure == TOTAL)
    return Crowd(EVERYONE, sheets, choose_indicative(sheets, length), SUB_POINTS, total)
