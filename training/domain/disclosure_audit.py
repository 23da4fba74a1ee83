"""Looks at what is shown as somebody with a pencil does: what is left of a whole, how surely.

Groups that are hidden are together enough people, and yet may all have answered the same. Then the
whole less its shown parts would tell what each of them did. And what is blurred of one group may
follow from the others. So after all sums were solved it must be open of what is left that three of
it did otherwise, and of each group that is shown that somebody did; else one part more is hidden.

How everyone answered a question of a text trainers may read exactly, as counts (`disclosure`). So
sums of one question are solved with the rounded figure of everyone, and then with the exact one. Of
more questions together that is no use: what is blurred of each part is not known.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import ceil, floor

from training.domain.disclosure_figures import HALF_STEP, Share, round_share
from training.domain.disclosure_groups import EVERYONE, FEWEST_IN_A_CELL, Group, Visible

SLACK = 1e-9
HALF_A_PERSON = 0.5
"""Less is what arithmetic leaves of nobody."""

Shares = Mapping[str, Share]
"""A figure of each group that has it, by key."""

Between = tuple[float, float]


def audited(
    groups: Sequence[Group],
    choose: Callable[[frozenset[str]], Visible],
    tables: Iterable[Shares],
    counted: Iterable[Shares] = (),
) -> Visible:
    """Choose groups, and hide more of them until nothing follows of those that are hidden.

    `choose` gives the groups that may be seen among some. Tables that are `counted` are of one
    question, of which trainers read counts.
    """
    figures = [*((table, False) for table in tables), *((table, True) for table in counted)]
    allowed = frozenset(group.key for group in groups)
    while True:
        visible = choose(allowed)
        told = {
            min(parts, key=lambda part: (part.answered, part.key)).key
            for shares, is_counted in figures
            for parts in closed_parts(groups, visible, shares, is_counted=is_counted)
        }
        if not told:
            return visible
        allowed = visible.keys - told


def closed_parts(
    groups: Sequence[Group], visible: Visible, shares: Shares, *, is_counted: bool = False
) -> list[list[Group]]:
    """Give the shown parts of each whole that say together what fewer than three did."""
    below: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.key in visible and group.key in shares:
            below[group.parent].append(group)
    closed: dict[str, list[Group]] = {}
    for exact in ((), (EVERYONE,)) if is_counted else ((),):
        known, rests = _solved(below, shares, exact)
        for whole, parts in below.items():
            if whole in rests and not (
                _is_open(_left(whole, parts, shares), rests[whole], FEWEST_IN_A_CELL)
                and all(
                    _is_open(shares[key].n, known[key], 1) for key in (whole, *map(_key, parts))
                )
            ):
                closed[whole] = parts
    return list(closed.values())


def feasible(share: Share) -> Between:
    """Give how many there may be for who knows what is told of a share and how many people."""
    told, n = round_share(share.blurred), share.n
    lowest, highest = _told(0, n), _told(n, n)
    low = 0.0 if told == lowest else max(0.0, (told - HALF_STEP) * n / 100)
    high = n if told == highest else min(n, (told + HALF_STEP) * n / 100)
    if n != int(n):
        return low, high
    # Of people the ends are whole, and on a half step only one of two is rounded to the same.
    whole = range(ceil(low - SLACK), floor(high + SLACK) + 1)
    fits = [many for many in (*whole[:2], *whole[-2:]) if _told(many, n) == told]
    return (min(fits), max(fits)) if fits else (low, high)


def _told(good: float, n: float) -> int:
    return round_share(Share(good, n).blurred)


def _solved(
    below: Mapping[str, list[Group]], shares: Shares, exact: Collection[str]
) -> tuple[dict[str, Between], dict[str, Between]]:
    """Give what each shown group may be, and what the rest of it, after all sums were solved.

    Of groups that are `exact` the number itself is known, but for what is blurred of it. In a tree
    going up once and down once gives all that follows from intervals.
    """
    known = {group.key: feasible(shares[group.key]) for parts in below.values() for group in parts}
    known |= {
        key: (found.good, found.good)
        for key in known.keys() & exact
        if FEWEST_IN_A_CELL <= (found := shares[key]).good <= found.n - FEWEST_IN_A_CELL
    }
    wholes = [key for key in _downward(below) if below.get(key)]
    for whole in reversed(wholes):
        least, most = _sum(known[part.key] for part in below[whole])
        left = _left(whole, below[whole], shares)
        known[whole] = max(known[whole][0], least), min(known[whole][1], most + left)
    rests = {}
    for whole in wholes:
        parts = [part.key for part in below[whole]]
        sums = _sum(known[part] for part in parts)
        low, high = known[whole]
        left = _left(whole, below[whole], shares)
        rests[whole] = max(0.0, low - sums[1]), min(left, high - sums[0])
        for part in parts:
            one = known[part]
            others = sums[0] - one[0], sums[1] - one[1] + left
            known[part] = max(one[0], low - others[1]), min(one[1], high - others[0])
    return known, rests


def _downward(below: Mapping[str, list[Group]]) -> list[str]:
    found = [group.key for group in below.get("", [])]
    for key in found:
        found.extend(group.key for group in below.get(key, []))
    return found


def _is_open(n: float, between: Between, least: int) -> bool:
    """Tell whether so many people may be of either kind, for at least some of them."""
    few = min(least, n / 2)
    if n < HALF_A_PERSON:
        return True
    return between[1] >= few - SLACK and between[0] <= n - few + SLACK


def _key(group: Group) -> str:
    return group.key


def _left(whole: str, parts: Sequence[Group], shares: Shares) -> float:
    return max(0.0, shares[whole].n - sum(shares[part.key].n for part in parts))


def _sum(betweens: Iterable[Between]) -> Between:
    lows, highs = zip(*betweens, strict=True)
    return sum(lows), sum(highs)
