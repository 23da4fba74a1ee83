"""How alike people answer, and how inviting: always both, since all may agree to send people away.

A distribution is a sequence of counts, one for each option. With fewer than two people there are
no pairs: the figure then has no value.
"""

from collections.abc import Sequence
from enum import StrEnum

from training.domain.interval import Interval, wilson
from training.domain.item_analysis import LEVELS_THAT_HELP, Figure

PAIR = 2
HALF = 50
"""Per cents: above it a group is called inviting, from it on alike."""


class Quadrant(StrEnum):
    """Where a group stands on both axes."""

    TOGETHER = "together"
    """Alike and inviting."""
    OWN_WAYS = "own-ways"
    """Inviting, each in a way of their own."""
    UNITED_AWAY = "united-away"
    """Alike in sending people away: united, and not inviting."""
    DIVIDED = "divided"
    """Neither."""


def inviting(counts: Sequence[int], levels: Sequence[int]) -> Interval | None:
    """Give the share that answered at level 2 or 3, with Wilson's interval; none of nobody."""
    good = sum(
        count for count, level in zip(counts, levels, strict=True) if level >= LEVELS_THAT_HELP
    )
    return wilson(good, sum(counts))


def alike(counts: Sequence[int]) -> Figure:
    """Give the chance that two of these people, taken at random, give the same answer."""
    n = sum(counts)
    if n < PAIR:
        return Figure(n, None)
    return Figure(n, sum(count * (count - 1) for count in counts) / (n * (n - 1)))


def pair_within(good: int, n: int) -> Figure:
    """Give the chance that two of one group both answer invitingly: x(x-1) / n(n-1)."""
    if n < PAIR:
        return Figure(n, None)
    return Figure(n, good * (good - 1) / (n * (n - 1)))


def pair_between(one: Figure, other: Figure) -> Figure:
    """Give the chance that one of each group both answer invitingly: the product of the shares."""
    n = min(one.n, other.n)
    if one.value is None or other.value is None:
        return Figure(n, None)
    return Figure(n, one.value * other.value)


def distance(one: Sequence[int], other: Sequence[int]) -> Figure:
    """Give half the sum of differences of shares: 0 the same, 1 nothing in common."""
    of_one, of_other = sum(one), sum(other)
    n = min(of_one, of_other)
    if not n:
        return Figure(0, None)
    apart = (abs(a / of_one - b / of_other) for a, b in zip(one, other, strict=True))
    return Figure(n, sum(apart) / 2)


def quadrant(share: int, same: int) -> Quadrant:
    """Say where a group stands, from both shares in per cents."""
    if share > HALF:
        return Quadrant.TOGETHER if same >= HALF else Quadrant.OWN_WAYS
    return Quadrant.UNITED_AWAY if same >= HALF else Quadrant.DIVIDED
