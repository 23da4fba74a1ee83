"""Which groups of a stocktake may have figures, and how the forms of staff are weighed.

Staff are one tree of units. A board is one group, pooled; initiatives are one group, split once by
what became of them. See the module for groups about why nothing small follows from what is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_SCORES,
    Group,
    Visible,
    are_apart,
    choose_alone,
    choose_visible_in_all,
)
from training.domain.stocktake import (
    OFTEN_IN_CONTACT,
    PRINCIPLES,
    SUB_POINTS,
    TOTAL,
    Length,
    Sheet,
    Side,
    score,
)
from training.domain.stocktake_figures import weights_of

FEWEST_OF_BOARD = 7
FEWEST_INDICATIVE = 5
"""Initiatives from which a total is told, as an indication and without an interval."""

OFTEN, SELDOM = "often", "seldom"

Counted = Callable[[Sheet], bool]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of officials as it was when the wave opened; `people` work in it itself."""

    key: str
    parent: str
    name: str
    people: int


class Tree:
    """The frozen units with their sizes, and the forms of staff in them."""

    def __init__(self, units: Sequence[Unit], sheets: Sequence[Sheet]) -> None:
        """Add up sizes from below."""
        self.units = {unit.key: unit for unit in units}
        self.root = next((unit.key for unit in units if not unit.parent), "")
        self.sheets = tuple(sheets)
        self._sizes = Counter[str]()
        for unit in units:
            for key in self.upward(unit.key):
                self._sizes[key] += unit.people

    def upward(self, key: str) -> list[str]:
        """Give a unit and all above it; one that is not in the tree is somewhere in the whole."""
        found: list[str] = []
        while key in self.units and key not in found:
            found.append(key)
            key = self.units[key].parent
        return found or [self.root]

    def size(self, key: str) -> int:
        """Count the people of a unit with all below it."""
        return self._sizes[key]

    def groups(self, counts: Counted) -> list[Group]:
        """Make the groups with how many forms count for a question."""
        answered = Counter[str]()
        for sheet in self.sheets:
            if counts(sheet):
                answered.update(self.upward(sheet.unit))
        return [
            Group(key, unit.parent, self._sizes[key], answered[key])
            for key, unit in self.units.items()
        ]

    def within(self, key: str) -> list[Sheet]:
        """List the forms of a unit with all below it."""
        return [sheet for sheet in self.sheets if key in self.upward(sheet.unit)]

    def stratum(self, sheet: Sheet, visible: Visible) -> str:
        """Name the smallest shown unit that a form is in."""
        return next((key for key in self.upward(sheet.unit) if key in visible), self.root)


def told_figures(sheets: Sequence[Sheet], length: Length, fewest: int) -> tuple[str, ...]:
    """List the figures with enough forms to be told; sub-points without go into no sum either.

    With too few forms for the smaller figures at all, there is nothing to subtract from the total.
    """
    if len(sheets) < FEWEST_FOR_SCORES and fewest < FEWEST_OF_BOARD:
        known = count_known(sheets, TOTAL, length, SUB_POINTS)
        return (*SUB_POINTS, TOTAL) if known >= fewest else SUB_POINTS
    points = tuple(
        code for code in SUB_POINTS if count_known(sheets, code, length, SUB_POINTS) >= fewest
    )
    larger = (f for f in (*PRINCIPLES, TOTAL) if count_known(sheets, f, length, points) >= fewest)
    return (*points, *larger)


def count_known(sheets: Sequence[Sheet], figure: str, length: Length, told: Sequence[str]) -> int:
    """Count the forms that have a score for a figure."""
    return sum(score(sheet.answers, figure, length, told) is not None for sheet in sheets)


def choose_units(tree: Tree, length: Length, told: Sequence[str]) -> Visible:
    """Choose the units that may have a total and principles."""
    reports = [tree.groups(lambda _: True)]
    reports += [
        tree.groups(lambda sheet, f=figure: score(sheet.answers, f, length, told) is not None)  # type: ignore[misc]  # bound now
        for figure in (TOTAL, *PRINCIPLES)
        if figure in told
    ]
    return choose_visible_in_all(reports, FEWEST_FOR_SCORES)


def weights(tree: Tree, visible: Visible) -> dict[str, float]:
    """Weigh the forms of staff to the people of shown units.

    All units that are not shown count as one: two totals that weigh a hidden unit differently
    would tell its score.
    """
    sizes, answered = Counter[str](), Counter[str]()
    for unit in tree.units.values():
        place = Sheet(Side.STAFF, {}, unit.key)
        sizes[tree.stratum(place, visible)] += unit.people
    for sheet in tree.sheets:
        answered[tree.stratum(sheet, visible)] += 1
    return weights_of(sizes, answered)


def choose_in_contact(tree: Tree, visible: Visible, length: Length, told: Sequence[str]) -> Visible:
    """Choose whether staff who often meet initiatives may have figures of their own."""
    by_class: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in tree.sheets:
        by_class[_contact_class(sheet)].append(sheet)
    places = Counter((tree.stratum(s, visible), _contact_class(s)) for s in tree.sheets)
    parts = [(places[key, OFTEN], places[key, SELDOM]) for key in {place for place, _ in places}]
    if len(visible.keys) > 1 and not are_apart(parts):
        return choose_visible_in_all([[_whole(0, 0)]], FEWEST_FOR_SCORES)
    return _choose_classes(by_class, tree.sheets, length, told, told)


def choose_fates(sheets: Sequence[Sheet], length: Length, told: Sequence[str]) -> Visible:
    """Choose the initiatives that may have figures by what became of them."""
    by_fate: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_fate[sheet.fate].append(sheet)
    larger = [figure for figure in (TOTAL, *PRINCIPLES) if figure in told]
    return _choose_classes(by_fate, sheets, length, told, larger)


def choose_board(sheets: Sequence[Sheet]) -> Visible:
    """Choose whether the board, as one group, may have figures."""
    return choose_alone(EVERYONE, len(sheets), FEWEST_OF_BOARD)


def choose_initiatives(sheets: Sequence[Sheet]) -> Visible:
    """Choose whether initiatives, as one group, may have figures."""
    return choose_alone(EVERYONE, len(sheets), FEWEST_FOR_SCORES)


def choose_indicative(sheets: Sequence[Sheet], length: Length) -> Visible:
    """Choose whether few initiatives may have a total, as an indication."""
    known = count_known(sheets, TOTAL, length, SUB_POINTS)
    return choose_alone(EVERYONE, known, FEWEST_INDICATIVE)


def _contact_class(sheet: Sheet) -> str:
    return OFTEN if sheet.contact in OFTEN_IN_CONTACT else SELDOM


def _whole(size: int, answered: int) -> Group:
    return Group(EVERYONE, "", size, answered)


def _choose_classes(
    classes: dict[str, list[Sheet]],
    sheets: Sequence[Sheet],
    length: Length,
    told: Sequence[str],
    figures: Sequence[str],
) -> Visible:
    everybody: Counted = lambda _: True  # noqa: E731 -- the first of the questions
    questions: list[Counted] = [everybody]
    questions += [
        lambda sheet, f=figure: score(sheet.answers, f, length, told) is not None  # type: ignore[misc]  # bound now
        for figure in figures
    ]
    reports = [_split(classes, sheets, asked) for asked in questions]
    return choose_visible_in_all(reports, FEWEST_FOR_SCORES)


def _split(
    classes: dict[str, list[Sheet]], sheets: Sequence[Sheet], counts: Counted
) -> list[Group]:
    parts = [
        Group(name, EVERYONE, len(members), sum(map(counts, members)))
        for name, members in classes.items()
        if name
    ]
    return [_whole(len(sheets), sum(map(counts, sheets))), *parts]
