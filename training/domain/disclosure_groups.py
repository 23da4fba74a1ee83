"""Which groups may have a figure, so that none that is small follows from the others.

Figures are shown of one tree only: everyone, below it the layers, below the officials the units.
Two overlapping partitions side by side could be subtracted; parts of one tree can only be taken
from the whole above them. So of every group whose parts are shown, what is not shown is either
nothing, or at least two groups of together enough people (secondary suppression; Hundepool et al.,
Statistical Disclosure Control, 2012, chapter 4).

Over time nothing can be subtracted either: a report counts the answers of a closed period, which no
other report counts again, and is made once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from training.domain.disclosure import Shown, decide

EVERYONE = "everyone"

FEWEST_FOR_SCORES = 10
"""Respondents, and people in the group, before a mean or a share is told of it."""

FEWEST_FOR_AGREEMENT = 20
"""Respondents before agreement, a distribution or a distance is told: below it all is chance."""

POINTS = 5
"""Shares are told in steps of this many per cent: one person more or less does not show."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the tree; `size` people work there with all below it, `answered` took part.

    `parent` is the key of the group above it, empty for everyone.
    """

    key: str
    parent: str
    size: int
    answered: int


@dataclass(frozen=True, slots=True)
class Visible:
    """The groups of one report that may have figures; made by `choose_visible` only."""

    keys: frozenset[str]
    answered: dict[str, int] = field(repr=False)

    def __contains__(self, key: object) -> bool:
        """Tell whether a group may have figures."""
        return key in self.keys


def choose_visible(groups: Iterable[Group], fewest: int = FEWEST_FOR_SCORES) -> Visible:
    """Choose from the top down which groups may have figures that ask for `fewest` respondents.

    Who is in a group but in none of the groups below it is one more part of it, never shown.
    """
    by_key = {group.key: group for group in groups}
    below: dict[str, list[Group]] = defaultdict(list)
    for group in by_key.values():
        below[group.parent].append(group)
    shown: set[str] = set()
    waiting = [group for group in below[""] if _is_enough(group, fewest)]
    while waiting:
        group = waiting.pop()
        shown.add(group.key)
        waiting.extend(_shown_parts(group, below[group.key], fewest))
    return Visible(frozenset(shown), {key: by_key[key].answered for key in shown})


def share_of(visible: Visible, key: str, share: float | None) -> Shown[int]:
    """Show a share, 0 to 1, of a group in per cents rounded to five."""
    return decide(visible, key, share, lambda found: POINTS * round(found * 100 / POINTS))


def figure_of(visible: Visible, key: str, value: float | None, *, digits: int = 2) -> Shown[float]:
    """Show a statistic of a group, rounded."""
    return decide(visible, key, value, lambda found: round(found, digits))


def size_of(visible: Visible, key: str) -> Shown[int]:
    """Show how many people of a group took part."""
    return decide(visible, key, visible.answered.get(key), lambda found: found)


def _is_enough(group: Group, fewest: int) -> bool:
    return group.size >= FEWEST_FOR_SCORES and group.answered >= fewest


def _shown_parts(whole: Group, parts: list[Group], fewest: int) -> list[Group]:
    """Choose which parts of a shown group are shown too."""
    enough = (part for part in parts if _is_enough(part, fewest))
    shown = sorted(enough, key=lambda part: (part.answered, part.key))
    rest = whole.answered - sum(part.answered for part in parts)
    hidden = [part.answered for part in parts if part not in shown and part.answered]
    hidden += [rest] if rest else []
    while shown and hidden and (len(hidden) < 2 or sum(hidden) < fewest):  # noqa: PLR2004 -- one alone follows from the whole
        hidden.append(shown.pop(0).answered)
    return shown


def choose_throughout(reports: Sequence[Sequence[Group]], fewest: int) -> Visible:
    """Choose the groups that may have all of several figures, each asked of other people.

    Every element of `reports` is the same tree with who answered that question. What is hidden for
    one is hidden for all, and then may call for more to be hidden, until nothing changes.
    """
    hidden: set[str] = set()
    while True:
        found = [choose_visible(_without(groups, hidden), fewest) for groups in reports]
        in_all = frozenset.intersection(*(visible.keys for visible in found))
        new = {group.key for groups in reports for group in groups} - in_all
        if new == hidden:
            keys = found[0].keys - hidden
            return Visible(keys, {group.key: group.answered for group in reports[0]})
        hidden = new


def choose_alone(key: str, answered: int, fewest: int) -> Visible:
    """Choose whether a group that is part of no tree may have figures."""
    return Visible(frozenset({key} if answered >= fewest else ()), {key: answered})


def are_apart(parts: Iterable[tuple[int, int]], fewest: int = FEWEST_FOR_SCORES) -> bool:
    """Tell whether a second way to split people may be shown beside the tree.

    `parts` counts, for each shown part of the tree, who is on either side of the second split. When
    the two ways nearly coincide, subtracting one from the other leaves the few that are between.
    """
    between = sum(min(one, other) for one, other in parts)
    return between == 0 or between >= fewest


def _without(groups: Iterable[Group], hidden: Collection[str]) -> list[Group]:
    """Let groups count as too small, so that they are not shown whatever their number."""
    return [
        replace(group, size=0) if group.key in hidden and group.parent else group
        for group in groups
    ]
