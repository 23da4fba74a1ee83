"""What may be told of one question: which answers are counted, and which count as one.

An answer of one or two people is hidden, with another beside it, so that it does not follow from
the total. Hidden answers count as one answer from then on, in every group and in every figure: how
alike people answer, or how far layers are apart, cannot give back how they divide. Where all but
one or two chose the same, no count is told at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.domain.disclosure import FEWEST, SMALLEST_CELL, Shown, decide, load
from training.domain.disclosure_figures import Answers, round_share

ALL = "all"

Shares = tuple[int | None, ...]
"""In per cents, by answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question as it is told: the share of each answer, and which kind each answer counts as.

    `shares` are in per cents rounded to five, none where one is hidden: what two units chose could
    be taken from the exact number of all. `is_good` is of the kinds.
    """

    shares: Shown[Shares]
    kinds: tuple[int, ...]
    is_good: tuple[bool, ...]

    def answers(self, counts: Sequence[int]) -> Answers:
        """Count the answers of a group by kind."""
        kinds = [0] * len(self.is_good)
        for place, kind in enumerate(self.kinds):
            kinds[kind] += counts[place]
        return Answers(tuple(kinds), self.is_good)


def tell(counts: Sequence[int], is_good: Sequence[bool]) -> Told:
    """Decide what is told of a question that everyone together answered so."""
    hidden = _hidden(counts, is_good)
    kinds = [-1] * len(counts)
    good: list[bool] = []
    for together in [*hidden, *({place} for place in range(len(counts)))]:
        free = [place for place in together if kinds[place] < 0]
        if len(free) == len(together):
            most = max(together, key=lambda place: (counts[place], -place))
            for place in together:
                kinds[place] = len(good)
            good.append(is_good[most])
    out_of_sight = frozenset().union(*hidden)
    total = sum(counts)
    shares = tuple(
        None if place in out_of_sight else round_share(count / max(1, total))
        for place, count in enumerate(counts)
    )
    is_told = total >= FEWEST and max(counts) <= total - SMALLEST_CELL
    shown = decide({ALL} if is_told else (), ALL, shares, _same)
    return Told(shown, tuple(kinds), tuple(good))


def dump_shares(told: Told) -> dict[str, object] | None:
    """Write down what is told, to keep it."""
    shares = told.shares.value
    return {"shares": list(shares)} if shares else None


def load_shares(kept: Mapping[str, object] | None) -> Shown[Shares]:
    """Read back what was told; reports of before shares kept counts, with their total."""
    shares, counts, total = ((kept or {}).get(name) for name in ("shares", "counts", "total"))
    if isinstance(shares, list):
        return load(tuple(shares))
    if isinstance(counts, list) and isinstance(total, int):
        return load(tuple(None if c is None else round_share(c / total) for c in counts))
    return load(None)


def _hidden(counts: Sequence[int], is_good: Sequence[bool]) -> list[set[int]]:
    """Choose the answers that are hidden, in sets of which nobody can tell the parts.

    An answer is hidden with one of the same worth where there is one: how many answered well says
    nothing of it then.
    """
    fewest = 0 if len(counts) == 2 else 1  # noqa: PLR2004 -- of two answers one tells the other
    small = {place for place, count in enumerate(counts) if fewest <= count < SMALLEST_CELL}
    found, left = [], set[int]()
    for worth in (True, False):
        beside = {place for place in range(len(counts)) if is_good[place] == worth}
        together = _with_others(counts, small & beside, beside - small)
        if not _is_safe(counts, together):
            left |= together
        elif together:
            found.append(together)
    if not left:
        return found
    together = left.union(*found)
    return [_with_others(counts, together, set(range(len(counts))) - together)]


def _with_others(counts: Sequence[int], hidden: set[int], others: set[int]) -> set[int]:
    """Add the least of the others, and those that equal it, until none of them can be told."""
    if not hidden:
        return hidden
    free = {place for place in others if counts[place]}
    together = set(hidden)
    while free and not _is_safe(counts, together):
        least = min(counts[place] for place in free)
        together |= {place for place in free if counts[place] == least}
        free -= together
    return together


def _is_safe(counts: Sequence[int], together: set[int]) -> bool:
    if not together:
        return True
    return len(together) > 1 and max(counts[place] for place in together) >= SMALLEST_CELL


def _same(shares: Shares) -> Shares:
    return shares
