"""The forms of a wave sorted out: whose may be told of, which figures, and how each form weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from training.domain.disclosure_figures import blur_mean
from training.domain.disclosure_groups import EVERYONE, FEWEST_FOR_SCORES, Visible
from training.domain.stocktake import (
    OFTEN_IN_CONTACT,
    SUB_POINTS,
    TOTAL,
    Length,
    Sheet,
    Side,
    handed,
    mailed,
    score,
)
from training.domain.stocktake_groups import (
    FEWEST_INDICATIVE,
    FEWEST_OF_BOARD,
    OFTEN,
    Tree,
    choose_board,
    choose_in_contact,
    choose_indicative,
    choose_initiatives,
    choose_units,
    told_figures,
    weights,
)
from training.services.stocktake.places import units_of
from training.store import urn
from training.store.stocktake import Wave

CLOSE = "close"
"""Staff who often meet initiatives."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The scores of forms for one figure with their weights; `own` are those of mailed forms."""

    values: Sequence[float]
    weights: Sequence[float]
    own: Sequence[bool]

    @property
    def n(self) -> int:
        """Count the mailed forms."""
        return sum(self.own)

    @property
    def lean(self) -> float:
        """Tell how far the mean moves when that of a few mailed forms is kept from both ends.

        Only these are blurred: the others may be known, and taken away again.
        """
        pairs = list(zip(self.values, self.weights, self.own, strict=True))
        heavy = sum(weight for _, weight, is_own in pairs if is_own)
        if not heavy:
            return 0.0
        mean = sum(value * weight for value, weight, is_own in pairs if is_own) / heavy
        return (blur_mean(mean, self.n) - mean) * heavy / sum(self.weights)


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

    @property
    def own(self) -> list[Sheet]:
        """List the forms that came through mailed links."""
        return mailed(self.sheets)

    @property
    def others(self) -> list[Sheet]:
        """List the forms that were typed in or came by a code."""
        return handed(self.sheets)

    def marks(self, figure: str, length: Length) -> Marks:
        """Give the scores that forms have for a figure."""
        heavy = self.weights or [1.0] * len(self.sheets)
        found = [
            (value, weight, sheet.is_mailed)
            for sheet, weight in zip(self.sheets, heavy, strict=True)
            if (value := score(sheet.answers, figure, length, self.counted)) is not None
        ]
        return Marks([v for v, _, _ in found], [w for _, w, _ in found], [o for _, _, o in found])


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
    for slot, paper in urn.list_papers(session, wave.id, urn.FORM):
        sheet = sheet_of(paper, Side(slot.side), str(slot.unit_id or ""))
        by_side[sheet.side].append(sheet)
    for sheets in by_side.values():
        sheets.sort(key=_rank)  # drawn from in this order, whatever the order in the urns
    tree = Tree(units_of(wave), by_side[Side.STAFF])
    crowds = {
        **_staff(tree, length),
        Side.BOARD: _board(by_side[Side.BOARD], length, wave.board),
        Side.INITIATIVES: _initiatives(by_side[Side.INITIATIVES], length),
    }
    return Room(wave.seed, length, tree, crowds)


def _rank(sheet: Sheet) -> tuple[object, ...]:
    """Give what a form is put in order by: all that it says, so that alike ones are the same."""
    answers = tuple(sorted(sheet.answers.items()))
    return sheet.unit, sheet.contact, sheet.fate, sheet.is_mailed, answers


def sheet_of(paper: Mapping[str, Any], side: Side, unit: str) -> Sheet:
    """Read a form as it lay in its urn."""
    return Sheet(
        side,
        paper["answers"],
        unit,
        paper["contact"],
        paper["fate"],
        is_mailed=paper["mode"] == urn.MAILED,
    )


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
    return Crowd(EVERYONE, sheets, choose_board(sheets, people), told, told, people)


def _initiatives(sheets: Sequence[Sheet], length: Length) -> Crowd:
    if len(mailed(sheets)) >= FEWEST_FOR_SCORES:
        told = told_figures(sheets, length, FEWEST_FOR_SCORES)
        return Crowd(EVERYONE, sheets, choose_initiatives(sheets), told, told)
    told = told_figures(sheets, length, FEWEST_INDICATIVE)
    total = tuple(figure for figure in told if figure == TOTAL)
    return Crowd(EVERYONE, sheets, choose_indicative(sheets, length), SUB_POINTS, total)
