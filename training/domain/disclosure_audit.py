"""Looks at what is shown as somebody with a pencil does: what is left of a whole, how surely.

Groups that are hidden are together enough people, and yet may all have answered the same. Then the
whole less its shown parts would tell what each of them did. So what is left must leave open that
three of it, on either side, did otherwise; else one part more is hidden.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, floor

from training.domain.disclosure_figures import HALF_STEP, Share, round_share
from training.domain.disclosure_groups import FEWEST_IN_A_CELL, Group, Visible

SLACK = 1e-9
Shares = Mapping[str, Share]
"""A figure of each group that has it, by key."""


def audited(
    groups: Sequence[Group],
    choose: Callable[[frozenset[str]], Visible],
    tables: Iterable[Shares],
) -> Visible:
    """Choose groups, and hide more of them until nothing follows of those that are hidden.

    `choose` gives the groups that may be seen among some.
    """
    figures = list(tables)
    allowed = frozenset(group.key for group in groups)
    while True:
        visible = choose(allowed)
        told = {
            part.key
            for shares in figures
            for parts in _open(groups, visible, shares)
            for part in parts[:1]
        }
        if not told:
            return visible
        allowed = visible.keys - told


def is_open(whole: Share, parts: Sequence[Share]) -> bool:
    """Tell whether what is left of a whole may be of either kind, for at least three people."""
    left = whole.n - sum(part.n for part in parts)
    if left < 0.5:  # noqa: PLR2004 -- nobody, but for what arithmetic leaves
        return True
    least, most = feasible(whole)
    for part in parts:
        low, high = feasible(part)
        least, most = least - high, most - low
    few = min(FEWEST_IN_A_CELL, left / 2)
    return most >= few - SLACK and least <= left - few + SLACK


def feasible(share: Share) -> tuple[float, float]:
    """Give how many there may be for who knows what is told of a share and how many people."""
    told, n = round_share(share.blurred), share.n
    lowest, highest = (round_share(Share(end, n).blurred) for end in (0, n))
    low = 0.0 if told == lowest else max(0.0, (told - HALF_STEP) * n / 100)
    high = n if told == highest else min(n, (told + HALF_STEP) * n / 100)
    if n == int(n):
        return ceil(low - SLACK), floor(high + SLACK)
    return low, high


def _open(groups: Sequence[Group], visible: Visible, shares: Shares) -> Iterable[list[Group]]:
    """Give the shown parts of each whole that tell what the hidden ones did, the smallest first."""
    below: dict[str, list[Group]] = {}
    for group in groups:
        if group.key in visible and group.key in shares:
            below.setdefault(group.parent, []).append(group)
    for whole in groups:
        parts = below.get(whole.key, [])
        if whole.key not in visible or whole.key not in shares or not parts:
            continue
        if not is_open(shares[whole.key], [shares[part.key] for part in parts]):
            yield sorted(parts, key=lambda part: (part.answered, part.key))
