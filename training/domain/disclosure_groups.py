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
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, floor

from training.domain.disclosure import Shown, decide
from training.domain.interval import Interval

EVERYONE = "everyone"

FEWEST_FOR_SCORES = 10
"""Respondents, and people in the group, before a mean or a share is told of it."""

FEWEST_FOR_AGREEMENT = 20
"""Respondents before agreement, a distribution or a distance is told: below it all is chance."""

POINTS = 5
"""Shares are told in steps of this many per cent: one person more or less does not show."""


DIGITS = 6
"""Behind the comma of what is shown in steps: no more than arithmetic needs."""


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


def interval_of(
    visible: Visible, key: str, interval: Interval | None, *, step: float
) -> Shown[tuple[float, float, float]]:
    """Show an estimate with its interval in steps, the ends rounded away from the middle."""
    return decide(visible, key, interval, lambda found: _in_steps(found, step))


def size_of(visible: Visible, key: str) -> Shown[int]:
    """Show how many people of a group took part."""
    return decide(visible, key, visible.answered.get(key), lambda found: found)


def _in_steps(interval: Interval, step: float) -> tuple[float, float, float]:
    slack = 1e-9  # what is on a step stays there
    low = floor(interval.low / step + slack) * step
    high = ceil(interval.high / step - slack) * step
    middle = round(interval.value / step) * step
    return round(middle, DIGITS), round(low, DIGITS), round(high, DIGITS)


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
