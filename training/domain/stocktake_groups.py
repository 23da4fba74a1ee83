"""Which groups of a stocktake may have figures, and how the forms of staff are weighed.

Staff are one tree of units. A board is one group, pooled; initiatives are one group, split once by
what became of them. See the module for groups about why nothing small follows from what is shown.

Whether a group is large enough is counted in forms that came through mailed links alone. Who runs a
stocktake may know all others - typed in, or by a code that was never handed out - and can take them
from any figure: what is left is a figure of the mailed ones, which is one that may be shown.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_AGREEMENT,
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
    mailed,
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
        parents = {unit.key: unit.parent for unit in units}
        self._upward = {key: _above(key, parents) for key in parents}
        self._sizes = Counter[str]()
        for unit in units:
            for key in self.upward(unit.key):
                self._sizes[key] += unit.people
        self._within: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in self.sheets:
            for key in self.upward(sheet.unit):
                self._within[key].append(sheet)

    def upward(self, key: str) -> tuple[str, ...]:
        """Give a unit and all above it; one that is not in the tree is somewhere in the whole."""
        return self._upward.get(key, (self.root,))

    def size(self, key: str) -> int:
        """Count the people of a unit with all below it."""
        return self._sizes[key]

    def groups(self, counts: Counted) -> list[Group]:
        """Make the groups with how many mailed forms count for a question.

        A group with more forms than people is one of nobody: whose forms these are is not known.
        """
        answered = Counter[str]()
        for sheet in mailed(self.sheets):
            if counts(sheet):
                answered.update(self.upward(sheet.unit))
        full = self.overfull()
        return [
            Group(key, unit.parent, 0 if key in full else self._sizes[key], answered[key])
            for key, unit in self.units.items()
        ]

    def overfull(self) -> frozenset[str]:
        """Name the units with more forms than people, however these came in."""
        return frozenset(key for key in self.units if len(self._within[key]) > self._sizes[key])

    def place(self, key: str) -> str:
        """Name the smallest unit from this one upward that is large enough to be a group at all.

        A form of a smaller one is not even kept with its name.
        """
        large = (up for up in self.upward(key) if self._sizes[up] >= FEWEST_FOR_SCORES)
        return next(large, self.root)

    def within(self, key: str) -> Sequence[Sheet]:
        """List the forms of a unit with all below it."""
        return self._within[key]

    def stratum(self, sheet: Sheet, visible: Visible) -> str:
        """Name the smallest shown unit that a form is in."""
        return next((key for key in self.upward(sheet.unit) if key in visible), self.root)


def told_figures(sheets: Sequence[Sheet], length: Length, fewest: int) -> tuple[str, ...]:
    """List the figures with enough forms to be told; sub-points without go into no sum either.

    With too few forms for the smaller figures at all, there is nothing to subtract from the total.
    """
    if len(mailed(sheets)) < FEWEST_FOR_SCORES and fewest < FEWEST_OF_BOARD:
        known = count_known(sheets, TOTAL, length, SUB_POINTS)
        return (*SUB_POINTS, TOTAL) if known >= fewest else SUB_POINTS
    points = tuple(
        code for code in SUB_POINTS if count_known(sheets, code, length, SUB_POINTS) >= fewest
    )
    larger = (f for f in (*PRINCIPLES, TOTAL) if count_known(sheets, f, length, points) >= fewest)
    return (*points, *larger)


def count_known(sheets: Sequence[Sheet], figure: str, length: Length, told: Sequence[str]) -> int:
    """Count the mailed forms that have a score for a figure."""
    return sum(score(sheet.answers, figure, length, told) is not None for sheet in mailed(sheets))


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
    sheets = mailed(tree.sheets)
    asked = [sheets]
    for figure in (TOTAL, *PRINCIPLES):
        if figure in told:
            asked.append([s for s in sheets if score(s.answers, figure, length, told) is not None])
    if len(visible.keys) > 1 and not all(_is_other_split(tree, visible, each) for each in asked):
        return choose_visible_in_all([[_whole(0, 0)]], FEWEST_FOR_SCORES)
    if tree.root not in visible:
        return choose_alone(OFTEN, 0, FEWEST_FOR_SCORES)
    names = [_contact_class(sheet) for sheet in sheets]
    return _choose_classes(names, sheets, length, told, told)


def _is_other_split(tree: Tree, visible: Visible, sheets: Sequence[Sheet]) -> bool:
    """Tell whether these forms divide by contact quite otherwise than by unit, or just so."""
    places = Counter((tree.stratum(s, visible), _contact_class(s)) for s in sheets)
    strata = {place for place, _ in places}
    return are_apart((places[key, OFTEN], places[key, SELDOM]) for key in strata)


def choose_fates(sheets: Sequence[Sheet], length: Length, told: Sequence[str]) -> Visible:
    """Choose the initiatives that may have figures by what became of them."""
    larger = [figure for figure in (TOTAL, *PRINCIPLES) if figure in told]
    own = mailed(sheets)
    return _choose_classes([sheet.fate for sheet in own], own, length, told, larger)


def choose_board(sheets: Sequence[Sheet], people: int) -> Visible:
    """Choose whether the board, as one group of so many people, may have figures."""
    answered = 0 if len(sheets) > people else len(mailed(sheets))
    return choose_alone(EVERYONE, answered, FEWEST_OF_BOARD)


def choose_initiatives(sheets: Sequence[Sheet]) -> Visible:
    """Choose whether initiatives, as one group, may have figures."""
    return choose_alone(EVERYONE, len(mailed(sheets)), FEWEST_FOR_SCORES)


def may_read_remarks(forms: int, remarks: int) -> bool:
    """Tell whether what people wrote may be read: many mailed forms, and enough of them wrote."""
    return forms >= FEWEST_FOR_AGREEMENT and remarks >= FEWEST_FOR_SCORES


def choose_indicative(sheets: Sequence[Sheet], length: Length) -> Visible:
    """Choose whether few initiatives may have a total, as an indication."""
    known = count_known(sheets, TOTAL, length, SUB_POINTS)
    return choose_alone(EVERYONE, known, FEWEST_INDICATIVE)


def _contact_class(sheet: Sheet) -> str:
    return OFTEN if sheet.contact in OFTEN_IN_CONTACT else SELDOM


def _whole(size: int, answered: int) -> Group:
    return Group(EVERYONE, "", size, answered)


def _choose_classes(
    names: Sequence[str],
    sheets: Sequence[Sheet],
    length: Length,
    told: Sequence[str],
    figures: Sequence[str],
) -> Visible:
    """Choose the classes of forms that may have all of these figures."""
    people = Counter(names)
    questions = [[True] * len(sheets)]
    questions += [
        [score(sheet.answers, figure, length, told) is not None for sheet in sheets]
        for figure in figures
    ]
    reports = []
    for asked in questions:
        counted = Counter(name for name, counts in zip(names, asked, strict=True) if counts)
        parts = [Group(name, EVERYONE, size, counted[name]) for name, size in people.items()]
        reports.append([_whole(len(sheets), counted.total()), *(p for p in parts if p.key)])
    return choose_visible_in_all(reports, FEWEST_FOR_SCORES)


def _above(key: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while key in parents and key not in found:
        found.append(key)
        key = parents[key]
    return tuple(found)
