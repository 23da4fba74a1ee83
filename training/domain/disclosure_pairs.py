"""Which groups may have a figure of the same people twice, beside the figures of either time.

What a group said before and said after is told of all who took part then; what changed, of who took
part twice. Lay the three side by side, and what is left is of who took part once. One or two people
alone would be told by it, so such a group has no change; nor has the part of which the rest of a
whole would leave so few. Who is in a group one time only, having moved, took part in it once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from training.domain.disclosure_groups import (
    FEWEST_IN_A_CELL,
    Group,
    Visible,
    choose_visible,
)
from training.domain.group_tree import GroupTree

FEWEST_BESIDE = FEWEST_IN_A_CELL


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
    allowed = frozenset(group.key for group in groups)
    while True:
        visible = choose_visible(groups, allowed=allowed)
        told = set(_giving_away(tree, visible, takers))
        if not told:
            return visible
        allowed = visible.keys - told


def _giving_away(tree: GroupTree, visible: Visible, takers: Sequence[Takers]) -> Iterator[str]:
    """Give the groups that must be hidden: of a whole that leaves a few, its smallest part."""
    stratum = _strata(tree, visible)
    sure, unsure, moved = Counter[int](), Counter[int](), Counter[frozenset[int]]()
    for each in takers:
        homes = frozenset(stratum[at] for at in (each.before, each.after) if at is not None)
        if each.is_pair:
            moved[homes] += each.many
        else:
            (sure if each.is_sure else unsure).update(dict.fromkeys(homes, each.many))
    shown = [place for place, key in enumerate(tree.keys) if key in visible]
    for place in shown:
        if sure[place] < FEWEST_BESIDE and sure[place] + unsure[place]:
            parts = [part for part in shown if tree.parents[part] == place]
            yield _smallest(tree, visible, parts or [place])
    # Where all took part twice, only who came or went is left: of each way enough, or none.
    if any(not sure[place] for place in shown):
        for homes, many in moved.items():
            if len(homes) > 1 and many < FEWEST_BESIDE and min(homes) >= 0:
                yield _smallest(tree, visible, homes)


def _strata(tree: GroupTree, visible: Visible) -> dict[int, int]:
    """Map each group to the smallest shown one that it is in, -1 for none."""
    return {
        place: next((up for up in tree.upward(place) if tree.keys[up] in visible), -1)
        for place in range(len(tree.keys))
    }


def _smallest(tree: GroupTree, visible: Visible, places: Iterable[int]) -> str:
    keys = (tree.keys[place] for place in places)
    return min(keys, key=lambda key: (visible.answered[key], key))
