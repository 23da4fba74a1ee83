"""Which groups may have a figure of the same people twice, beside the figures of either time.

What a group said before and said after is told of all who took part then; what changed, of who took
part twice. Lay the three side by side, and what is left is of who took part once. One or two people
alone would be told by it, so such a group has no change; nor has the part of which the rest of a
whole would leave so few. Who is in a group one time only, having moved, took part in it once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.domain.disclosure_groups import (
    FEWEST_IN_A_CELL,
    Group,
    Visible,
    choose_visible,
)
from training.domain.group_tree import GroupTree

FEWEST_BESIDE = FEWEST_IN_A_CELL

Beside = Mapping[int, tuple[int, int]]
"""By group, whether somebody counts there for the first time only, the second only, or neither."""


@dataclass(frozen=True, slots=True)
class Takers:
    """People who took part alike: in which group then and now, none where they did not.

    `is_pair` says that they count for what changed. Whether all answers of the others are in the
    figures of either time is not sure of who did not finish, or is nobody's by now.
    """

    before: int | None
    after: int | None
    many: int
    is_pair: bool = False
    is_sure: bool = True


def choose_paired(tree: GroupTree, groups: Sequence[Group], takers: Sequence[Takers]) -> Visible:
    """Choose the groups of which may be told what changed; `groups` count who took part twice."""
    found = [(each, beside) for each in takers if (beside := _beside(tree, each))]
    allowed = frozenset(group.key for group in groups)
    while True:
        visible = choose_visible(groups, allowed=allowed)
        told = set(_giving_away(tree, visible, found))
        if not told:
            return visible
        allowed = visible.keys - told


def _beside(tree: GroupTree, takers: Takers) -> Beside:
    before, after = (
        frozenset(() if place is None else tree.upward(place))
        for place in (takers.before, takers.after)
    )
    twice = before & after if takers.is_pair else frozenset[int]()
    return {place: (place in before, place in after) for place in (before | after) - twice}


def _giving_away(
    tree: GroupTree, visible: Visible, found: Sequence[tuple[Takers, Beside]]
) -> Iterator[str]:
    """Give the groups that must be hidden: of a whole that leaves a few, its smallest part."""
    parts: dict[int, list[int]] = defaultdict(list)
    shown = [place for place, key in enumerate(tree.keys) if key in visible]
    for place in shown:
        parts[tree.parents[place]].append(place)
    for place in shown:
        if _is_few(found, place, ()):
            yield tree.keys[place]
        elif parts[place] and _is_few(found, place, parts[place]):
            keys = (tree.keys[part] for part in parts[place])
            yield min(keys, key=lambda key: (visible.answered[key], key))


def _is_few(found: Sequence[tuple[Takers, Beside]], whole: int, parts: Sequence[int]) -> bool:
    """Tell whether a whole without some of its parts leaves one or two, or it may."""
    sure = unsure = 0
    for takers, beside in found:
        if _is_left(beside, whole, parts):
            sure += takers.many if takers.is_sure else 0
            unsure += 0 if takers.is_sure else takers.many
    return sure + unsure > 0 and sure < FEWEST_BESIDE


def _is_left(beside: Beside, whole: int, parts: Sequence[int]) -> bool:
    nobody = (0, 0)
    inside = [beside[part] for part in parts if part in beside]
    left = (beside.get(whole, nobody)[time] - sum(each[time] for each in inside) for time in (0, 1))
    return any(left)
