"""Which groups may have a figure, so that none that is small follows from the others.

Figures are shown of one tree only: everyone, below it the layers, below the officials the units.
Two overlapping partitions side by side could be subtracted; parts of one tree can only be taken
from the whole above them. So of every group whose parts are shown, what is not shown is either
nothing, or at least two groups of together enough people, or enough people who are in no group
below (secondary suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).

Over time nothing can be subtracted either: a report counts the answers of a closed period, which no
other report counts again, and is made once.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from training.domain.disclosure import Shown, decide
from training.domain.interval import Interval

EVERYONE = "everyone"

FEWEST_FOR_SCORES = 10
"""Respondents, and people in the group, before a mean or a share is told of it."""

FEWEST_FOR_AGREEMENT = 20
"""Respondents before agreement, a distribution or a distance is told: below it all is chance."""

FEWEST_IN_A_CELL = 3
FEWEST_FOR_EXTREMES = 50
"""From so many people on, the first step of five per cent is more than two of them."""

POINTS = 5
"""Shares are told in steps of this many per cent: one person more or less does not show."""


DIGITS = 6
"""Behind the comma of what is shown in steps: no more than arithmetic needs."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the tree; `size` people work there with all below it, `answered` took part.

    `parent` is the key of the group above it, empty for everyone. `own` counts who took part in it
    and not in a group below it; none where nobody moved, so that it follows. Who moved is in two
    parts, and is one person of the whole.
    """

    key: str
    parent: str
    size: int
    answered: int
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Visible:
    """The groups of one report that may have figures; made by `choose_visible` only."""

    keys: frozenset[str]
    answered: dict[str, int] = field(repr=False)

    def __contains__(self, key: object) -> bool:
        """Tell whether a group may have figures."""
        return key in self.keys


def choose_visible(
    groups: Iterable[Group],
    fewest: int = FEWEST_FOR_SCORES,
    allowed: Container[str] | None = None,
) -> Visible:
    """Choose from the top down which groups may have figures that ask for `fewest` respondents.

    Who is in a group but in none of the groups below it is one more part of it, never shown.
    With `allowed` no other groups are shown than those.
    """
    by_key = {group.key: group for group in groups}
    below: dict[str, list[Group]] = defaultdict(list)
    for group in by_key.values():
        below[group.parent].append(group)
    enough = {
        group.key
        for group in by_key.values()
        if _is_enough(group, fewest) and (allowed is None or group.key in allowed)
    }
    shown: set[str] = set()
    waiting = [group for group in below[""] if group.key in enough]
    while waiting:
        group = waiting.pop()
        shown.add(group.key)
        waiting.extend(_shown_parts(group, below[group.key], fewest, enough))
    return Visible(frozenset(shown), {key: by_key[key].answered for key in shown})


def choose_visible_in_all(
    tables: Sequence[Sequence[Group]],
    fewest: int = FEWEST_FOR_SCORES,
    among: frozenset[str] | None = None,
) -> Visible:
    """Choose which groups may have figures in all tables of one report, and so in each of them.

    A table holds how many answered a part of the questions, of all groups or of those at the top
    only. What is hidden in one is hidden in all, since sums over questions could be subtracted
    too; and what that leaves hidden alone in another takes along what it must. The sizes are those
    of the first table, which holds all groups. With `among` no others are shown than those.
    """
    allowed = frozenset(group.key for group in tables[0]) if among is None else among
    while True:
        found = [choose_visible(table, fewest, allowed) for table in tables]
        hidden = {
            group.key
            for table, visible in zip(tables, found, strict=True)
            for group in table
            if group.key not in visible
        }
        if not hidden & allowed:
            return found[0]
        allowed -= hidden


def step_up(share: float) -> int:
    """Give the next step of per cents from a share on: what goes unseen is no less than that."""
    return min(100, POINTS * ceil(share * 100 / POINTS))


def figure_of(visible: Visible, key: str, value: float | None, *, digits: int = 2) -> Shown[float]:
    """Show a statistic of a group, rounded."""
    return decide(visible, key, value, lambda found: round(found, digits))


def interval_of(
    visible: Visible, key: str, interval: Interval | None, *, step: float
) -> Shown[tuple[float, float, float]]:
    """Show an estimate with its interval in steps, the ends rounded away from the middle."""
    return decide(visible, key, interval, lambda found: _in_steps(found, step))


def change_of(
    visible: Visible, key: str, interval: Interval | None, *, step: float, whole: float
) -> Shown[tuple[float, float, float]]:
    """Show a change with its interval, in steps.

    `whole` is the largest change there can be: that all went all the way is not told, nor that all
    went equally far.
    """
    return decide(
        visible, key, interval, lambda found: _in_steps(_blurred(found, step, whole), step)
    )


def size_of(visible: Visible, key: str, *, others: int = 0) -> Shown[int]:
    """Show how many people of a group took part; `others` were not counted for its size."""
    return decide(visible, key, visible.answered.get(key), lambda found: found + others)


def fact_of(visible: Visible, key: str, *, is_so: bool) -> Shown[bool]:
    """Show whether something holds for a group."""
    return decide(visible, key, is_so, lambda found: found)


def _blurred(interval: Interval, step: float, whole: float) -> Interval:
    most = whole * (1 - min(0.5, FEWEST_IN_A_CELL / interval.n))
    value = min(max(interval.value, -most), most)
    low, high = min(interval.low, value - step), max(interval.high, value + step)
    return Interval(interval.n, value, max(low, -whole), min(high, whole))


def _in_steps(interval: Interval, step: float) -> tuple[float, float, float]:
    slack = 1e-9  # what is on a step stays there
    low = floor(interval.low / step + slack) * step
    high = ceil(interval.high / step - slack) * step
    middle = round(interval.value / step) * step
    return round(middle, DIGITS), round(low, DIGITS), round(high, DIGITS)


def _is_enough(group: Group, fewest: int) -> bool:
    return group.size >= FEWEST_FOR_SCORES and group.answered >= fewest


def _shown_parts(
    whole: Group, parts: list[Group], fewest: int, enough: Container[str]
) -> list[Group]:
    """Choose which parts of a shown group are shown too."""
    large = (part for part in parts if part.key in enough)
    shown = sorted(large, key=lambda part: (part.answered, part.key))
    inside = sum(part.answered for part in parts)
    rest = max(0, whole.answered - inside) if whole.own is None else whole.own
    # How often people are counted twice: all of them may be in what is left of the whole.
    moved = max(0, rest + inside - whole.answered)
    hidden = [part.answered for part in parts if part not in shown and part.answered]
    # One hidden group alone follows from the whole; who is in no part may, if they are enough.
    while shown and (hidden or rest) and not _is_mixed(hidden, rest, fewest + moved):
        hidden.append(shown.pop(0).answered)
    return shown


def _is_mixed(hidden: list[int], rest: int, fewest: int) -> bool:
    """Tell whether what is left of a whole is enough people, and not one group that is hidden."""
    return sum(hidden) + rest >= fewest and (rest > 0 or len(hidden) > 1)


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
