"""Stocktakes of small organisations, and whoever typed in some of the forms and knows these."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from hypothesis import strategies as st

from training.domain.stocktake import (
    OFTEN_IN_CONTACT,
    PRINCIPLES,
    TOTAL,
    Contact,
    Fate,
    Length,
    Sheet,
    Side,
    score,
    statements_of,
)
from training.domain.stocktake_groups import (
    OFTEN,
    Tree,
    Unit,
    choose_fates,
    choose_in_contact,
    choose_units,
    told_figures,
)

CORE = Length.CORE
FEWEST = 10
FATES = (Fate.RUNNING, Fate.STOPPED, Fate.REFUSED, "")
LARGER = (TOTAL, *PRINCIPLES)

Who = frozenset[int]


@dataclass(frozen=True)
class Forms:
    """The forms of one side, by unit or by what became of them."""

    units: tuple[Unit, ...]
    sheets: tuple[Sheet, ...]


@st.composite
def staff_forms(draw: st.DrawFn) -> Forms:
    """Give units of which some filled in on paper, and some know nothing of a principle."""
    units, sheets = [Unit("root", "", "", draw(st.sampled_from([0, 3, 12])))], list[Sheet]()
    for number in range(draw(st.integers(2, 4))):
        above = draw(st.sampled_from([unit.key for unit in units]))
        units.append(Unit(f"u{number}", above, "", draw(st.sampled_from([10, 12, 20, 30]))))
    for unit in units:
        many = min(unit.people, draw(st.sampled_from([0, 5, 9, 10, 12, 30])))
        often = draw(st.sampled_from([0, 1, many // 2, many]))
        blank = draw(st.sampled_from([0, 0, 1, 3]))
        typed = draw(st.sampled_from([0, 0, 0, 2, 12]))
        for at in range(many + typed):
            contact = Contact.WEEKLY if at < often else Contact.NEVER
            is_blank = many - blank <= at < many
            sheets.append(_sheet(unit.key, contact, "", at < many, is_blank=is_blank))
    return Forms(tuple(units), tuple(sheets))


@st.composite
def initiative_forms(draw: st.DrawFn) -> Forms:
    """Give what initiatives filled in, whatever became of them."""
    sheets = list[Sheet]()
    for fate in FATES:
        many, blank = draw(st.sampled_from([0, 1, 9, 10, 12])), draw(st.sampled_from([0, 1, 3]))
        typed = draw(st.sampled_from([0, 0, 6]))
        for at in range(many + typed):
            is_blank = many - blank <= at < many
            sheets.append(_sheet("", "", fate, at < many, is_blank=is_blank))
    return Forms((), tuple(sheets))


def _sheet(unit: str, contact: str, fate: str, is_mailed: bool, *, is_blank: bool) -> Sheet:
    answers = dict.fromkeys(statements_of(CORE), 4)
    if is_blank:
        answers |= {code: 0 for code in answers if code[0] == PRINCIPLES[0]}
    return Sheet(Side.STAFF, answers, unit, contact, fate, is_mailed=is_mailed)


def staff_found_out(forms: Forms) -> str:
    """Subtract all figures of staff that are told; empty where nobody is left alone."""
    tree = Tree(forms.units, forms.sheets)
    told = told_figures(tree.sheets, CORE, FEWEST)
    visible = choose_units(tree, CORE, told)
    is_split = OFTEN in choose_in_contact(tree, visible, CORE, told)
    for figure in told:
        counted = _counted(forms, figure, told)
        groups = {
            key: frozenset(at for at in counted if key in tree.upward(forms.sheets[at].unit))
            for key in visible.keys
            if figure in LARGER or key == tree.root
        }
        close = frozenset(at for at in counted if forms.sheets[at].contact in OFTEN_IN_CONTACT)
        found = few_left(groups) or (beside(groups, close) if is_split else "")
        if found:
            return f"{figure}: {found}"
    full = {key for key in visible.keys if len(tree.within(key)) > tree.size(key)}
    return f"more forms than people: {full}" if full else ""


def fates_found_out(forms: Forms) -> str:
    """Subtract all figures of initiatives that are told; empty where nobody is left alone."""
    told = told_figures(forms.sheets, CORE, FEWEST)
    visible = choose_fates(forms.sheets, CORE, told)
    if sum(sheet.is_mailed for sheet in forms.sheets) < FEWEST:
        return ""
    for figure in set(told) & set(LARGER):
        counted = _counted(forms, figure, told)
        groups = {
            fate: frozenset(at for at in counted if forms.sheets[at].fate == fate)
            for fate in visible.keys & set(Fate)
        }
        found = few_left(groups | {"all": counted})
        if found:
            return f"{figure}: {found}"
    return ""


def count_staff_groups(forms: Forms) -> int:
    """Count the units that are told of."""
    tree = Tree(forms.units, forms.sheets)
    return len(choose_units(tree, CORE, told_figures(tree.sheets, CORE, FEWEST)).keys)


def count_fates(forms: Forms) -> int:
    """Count the kinds of initiatives that are told of."""
    told = told_figures(forms.sheets, CORE, FEWEST)
    return len(choose_fates(forms.sheets, CORE, told).keys)


def few_left(groups: dict[str, Who]) -> str:
    """Look for a group without some of its parts that is of a few people."""
    for whole, who in groups.items():
        inside = [key for key, part in groups.items() if part < who]
        for parts in _some(inside):
            left = who.difference(*(groups[part] for part in parts))
            if 0 < len(left) < FEWEST:
                return f"{whole} less {parts}: {len(left)}"
    return ""


def beside(groups: dict[str, Who], others: Who) -> str:
    """Look for units that are together nearly those of another way to split people."""
    for parts in _some(sorted(groups)):
        left = others.symmetric_difference(frozenset().union(*(groups[part] for part in parts)))
        if 0 < len(left) < FEWEST:
            return f"often less {parts}: {len(left)}"
    return ""


def _counted(forms: Forms, figure: str, told: Iterable[str]) -> Who:
    """Give the mailed forms in a figure: whoever typed in the others takes these away."""
    return frozenset(
        at
        for at, sheet in enumerate(forms.sheets)
        if sheet.is_mailed and score(sheet.answers, figure, CORE, list(told)) is not None
    )


def _some(keys: list[str]) -> Iterable[tuple[str, ...]]:
    return (parts for many in range(min(4, len(keys) + 1)) for parts in combinations(keys, many))
