"""How a question or scene measures: difficulty, discrimination, reliability, thirds and time.

Classical item analysis, as in Ebel & Frisbie (1991), Essentials of Educational Measurement, and
Crocker & Algina (1986). Deviations divide by n - 1. A result carries the number of observations
that it rests on, and has no value where they are too few or do not vary.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

LEVELS_THAT_HELP = 2
"""From this level on an answer helps: the share of those is the headline of an item of levels."""

NO_SPREAD = 1e-12


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and how many observations it rests on; none where there are too few."""

    n: int
    value: float | None


@dataclass(slots=True)
class Pairs:
    """Sums over pairs of numbers, from which mean, variance and correlation follow.

    What is kept does not grow with the number of pairs: a million attempts fit.
    """

    n: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Count one pair."""
        self.n += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    @property
    def mean(self) -> Figure:
        """Give the mean of the first number."""
        return Figure(self.n, self.x / self.n if self.n else None)

    @property
    def variance(self) -> Figure:
        """Give the variance of the first number, divided by n - 1."""
        if self.n < 2:  # noqa: PLR2004 -- one number does not vary
            return Figure(self.n, None)
        return Figure(self.n, max(0.0, (self.xx - self.x * self.x / self.n) / (self.n - 1)))

    @property
    def correlation(self) -> Figure:
        """Give Pearson's correlation; none where one of the two does not vary."""
        if not self.n:
            return Figure(0, None)
        of_x, of_y = self.xx - self.x**2 / self.n, self.yy - self.y**2 / self.n
        if min(of_x, of_y) <= NO_SPREAD * self.n:
            return Figure(self.n, None)
        found = (self.xy - self.x * self.y / self.n) / sqrt(of_x * of_y)
        return Figure(self.n, max(-1.0, min(1.0, found)))


def difficulty(levels: Sequence[int]) -> Figure:
    """Give p of an item of levels: the share that chose level 2 or 3."""
    good = sum(level >= LEVELS_THAT_HELP for level in levels)
    return Figure(len(levels), good / len(levels) if levels else None)


def mean_level(counts: Mapping[int, int]) -> Figure:
    """Give the mean level, from how many chose each level."""
    n = sum(counts.values())
    return Figure(n, sum(level * count for level, count in counts.items()) / n if n else None)


def item_total(scores: Sequence[Sequence[float]], item: int) -> Figure:
    """Correlate an item with the total that it is part of: flattering, for comparison only."""
    return _correlated((row[item], sum(row)) for row in scores)


def item_rest(scores: Sequence[Sequence[float]], item: int) -> Figure:
    """Correlate an item with the sum of the others: the corrected discrimination.

    Henrysson (1963), Psychometrika 28, 211-218. `scores` has a row for each person.
    """
    return _correlated((row[item], sum(row) - row[item]) for row in scores)


def alpha(scores: Sequence[Sequence[float]]) -> Figure:
    """Give Cronbach's alpha; of items that are right or wrong this is KR-20.

    Cronbach (1951), Psychometrika 16, 297-334: k/(k-1) · (1 - Σ s²ᵢ / s²ₜ). All variances divide
    by the same number; p·q beside a variance by n - 1 gives a number that is too large.
    """
    size = len(scores[0]) if scores else 0
    items = [Pairs() for _ in range(size)]
    totals = Pairs()
    for row in scores:
        totals.add(sum(row), 0.0)
        for pairs, score in zip(items, row, strict=True):
            pairs.add(score, 0.0)
    return alpha_of(items, totals)


def alpha_of(items: Sequence[Pairs], totals: Pairs) -> Figure:
    """Give Cronbach's alpha from the sums of each item and of the total."""
    size, whole = len(items), totals.variance.value
    if size < 2 or not whole or whole <= NO_SPREAD:  # noqa: PLR2004 -- one item has no rest
        return Figure(totals.n, None)
    parts = sum(pairs.variance.value or 0.0 for pairs in items)
    return Figure(totals.n, size / (size - 1) * (1 - parts / whole))


def thirds(totals: Mapping[int, int]) -> dict[int, int]:
    """Part total scores into a bottom (0), middle (1) and top (2) third; gives each its third.

    `totals` says how many have each score. Equal scores stay together: a score is in the bottom
    third when the middle of those who have it stands below one third of all, in the top third when
    it stands above two thirds. The thirds can therefore differ in size.
    """
    n, below, found = sum(totals.values()), 0, {}
    for score in sorted(totals):
        rank = Fraction(2 * below + totals[score], 2 * n) if n else Fraction(1, 2)
        found[score] = 0 if rank < Fraction(1, 3) else 2 if rank > Fraction(2, 3) else 1
        below += totals[score]
    return found


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The middle of a distribution, and the middles of its halves."""

    n: int
    lower: float
    median: float
    upper: float


def quartiles(counts: Mapping[int, int]) -> Quartiles | None:
    """Give the quartiles of numbers of which it is known how often each occurs; none of nothing.

    The smallest number that at least the asked share does not exceed (definition 1 of Hyndman &
    Fan, 1996), so that it is always a number that occurs.
    """
    n = sum(counts.values())
    if not n:
        return None
    low, middle, high = (_reach(counts, -(-n * part // 4)) for part in (1, 2, 3))
    return Quartiles(n, low, middle, high)


def _reach(counts: Mapping[int, int], rank: int) -> float:
    seen = 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= rank:
            return float(number)
    raise ValueError(rank)


def _correlated(pairs: Iterable[tuple[float, float]]) -> Figure:
    sums = Pairs()
    for x, y in pairs:
        sums.add(x, y)
    return sums.correlation
