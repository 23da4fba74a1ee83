"""Which units answer otherwise than the rest, more than chance explains: a permutation test.

The distance of a unit is the mean over questions of the Jensen-Shannon distance between its levels
and those of everybody else. Small units are far from the rest by chance alone, so a distance says
nothing by itself. People are dealt out anew over units of the same sizes, each with all of their
answers, a thousand times; what counts is how far the distance lies above the mean of those.

For one unit, dealing everybody out is nothing but taking so many people at random, and for units of
one size it is the same. So each shuffle is read for every size from its beginning: the first n
people of a random order are n people at random. p is (1 + as far) / (1 + shuffles), which no number
of shuffles makes too small (Phipson & Smyth, 2010, SAGMB 9, 39).

A unit is named when p, adjusted for how many units are tested (Benjamini & Hochberg, 1995), is
below .05, the excess is at least .05 and it has at least twenty people. The shuffles are shared, as
permutation tests of many things at once share them; that makes p of different units rise and fall
together, which the adjustment allows (Benjamini & Yekutieli, 2001, Annals of Statistics 29,
1165-1188). The largest comes first. The rest of the organisation holds that one, so the others must
stand when tested without it.
"""

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from training.domain.level_counts import (
    Chances,
    Labels,
    Levels,
    LevelTable,
    distances,
    level_table,
    share_gaps,
)

PERMUTATIONS = 1000
WORK_A_PAUSE = 5_000_000
"""Cells that are looked at between two pauses: less than a tenth of a second."""

CLOSE = 1e-6
"""Distances of equal counts may differ by so much in their last digits."""

FEWEST = 20
SIGNIFICANT = 0.05
SMALLEST_EXCESS = 0.05


@dataclass(frozen=True, slots=True)
class Deviation:
    """A unit against the rest: `p` is adjusted for how many were tested."""

    unit: int
    n: int
    observed: float
    excess: float
    p: float

    @property
    def stands_out(self) -> bool:
        """Tell whether it differs by more than chance, and by enough to matter."""
        return self.p < SIGNIFICANT and self.excess >= SMALLEST_EXCESS


@dataclass(frozen=True, slots=True)
class Comparison:
    """All units against the rest, those that stand out, the largest first, and what goes unseen.

    `smallest` is the share of people, 0 to 1, by which a middling unit must differ in inviting
    answers before chance is a bad explanation; none where nothing was tested.
    """

    units: tuple[Deviation, ...] = ()
    named: tuple[Deviation, ...] = ()
    smallest: float | None = None


def compare_units(
    levels: Levels, labels: Sequence[int], units: int, *, seed: int, times: int = PERMUTATIONS
) -> Generator[None, None, Comparison]:
    """Test units 0 to `units` - 1; people with any other label belong to the rest. Pauses often.

    `levels` holds the level of each person (row) at each question, -1 where there is no answer.
    """
    if not units:
        return Comparison()
    chance = np.random.default_rng(seed)
    of = np.array(labels, dtype=np.intp)
    of[(of < 0) | (of >= units)] = units
    sizes = np.bincount(of, minlength=units + 1)[:units].tolist()
    people = level_table(levels)
    observed = distances(people.count(of, units), people.total).tolist()
    null = yield from _shuffle(people, set(sizes), chance, times)
    firsts = [
        _First(unit, size, far, null[size].mean, null[size].as_far(far), times)
        for unit, (size, far) in enumerate(zip(sizes, observed, strict=True))
    ]
    units_found = _adjusted((yield from _refined(firsts, people, chance)))
    named = yield from _named(units_found, people, of, chance)
    unseen = [null[size].gap for size in sizes if size >= FEWEST]
    return Comparison(units_found, named, float(np.median(unseen)) if unseen else None)


def adjust(p_values: Sequence[float]) -> list[float]:
    """Adjust p for how many are tested. Benjamini & Hochberg (1995), JRSS B 57, 289-300."""
    many = len(p_values)
    adjusted = [1.0] * many
    least = 1.0
    for rank, place in enumerate(sorted(range(many), key=lambda i: -p_values[i])):
        least = min(least, p_values[place] * many / (many - rank))
        adjusted[place] = least
    return adjusted


@dataclass(frozen=True, slots=True)
class _First:
    """A unit before adjustment: how often chance did as much, in how many tries."""

    unit: int
    n: int
    observed: float
    mean: float
    as_far: int
    times: int

    @property
    def p(self) -> float:
        return (1 + self.as_far) / (1 + self.times)

    @property
    def excess(self) -> float:
        return self.observed - self.mean


@dataclass(frozen=True, slots=True)
class _Null:
    """What chance alone gives for one size: the distances, and the gap that few of them exceed."""

    distances: Chances
    gap: float

    @property
    def mean(self) -> float:
        return float(self.distances.mean())

    def as_far(self, observed: float) -> int:
        return int((self.distances >= observed - CLOSE).sum())


def _shuffle(
    people: LevelTable, sizes: Collection[int], chance: np.random.Generator, times: int
) -> Generator[None, None, dict[int, _Null]]:
    """Give by size how far so many people taken at random are from all others."""
    # Who is taken is as far from the rest as the rest is from them.
    everyone = len(people.left)
    taken = sorted({min(size, everyone - size) for size in sizes})
    null, gaps = np.empty((2, times, len(taken)), dtype=np.float32)
    begin = work = 0
    for counts in people.draw(taken, times, chance):
        end = begin + len(counts)
        null[begin:end] = distances(counts, people.total)
        gaps[begin:end] = share_gaps(counts, people.total)
        work += counts.size + len(counts) * taken[-1] * len(people.total)
        begin = end
        if work >= WORK_A_PAUSE:
            work = 0
            yield
    yield
    highest = np.percentile(gaps, 95, axis=0).tolist()
    found = {
        size: _Null(column, gap) for size, column, gap in zip(taken, null.T, highest, strict=True)
    }
    return {size: found[min(size, everyone - size)] for size in sizes}


def _refined(
    firsts: list[_First], people: LevelTable, chance: np.random.Generator
) -> Generator[None, None, list[_First]]:
    """Try the units that may be named more often, where a thousand tries could never name one.

    The least p of a thousand tries is .001: of more than fifty units that names nobody. Who is not
    tried more often keeps a p above .05, or is not far enough to be named whatever p is: stopping
    early can only make p larger where it matters.
    """
    needed = ceil(1.5 * len(firsts) / SIGNIFICANT)
    may_be_named = {
        first.unit
        for first in firsts
        if first.p <= SIGNIFICANT and first.excess >= SMALLEST_EXCESS and needed > first.times
    }
    if not may_be_named:
        return firsts
    sizes = {first.n for first in firsts if first.unit in may_be_named}
    null = yield from _shuffle(people, sizes, chance, needed - firsts[0].times)
    return [
        replace(first, as_far=first.as_far + null[first.n].as_far(first.observed), times=needed)
        if first.unit in may_be_named
        else first
        for first in firsts
    ]


def _adjusted(firsts: Sequence[_First]) -> tuple[Deviation, ...]:
    p_values = adjust([first.p for first in firsts])
    return tuple(
        Deviation(first.unit, first.n, first.observed, first.excess, p)
        for first, p in zip(firsts, p_values, strict=True)
    )


def _named(
    units: Sequence[Deviation], people: LevelTable, labels: Labels, chance: np.random.Generator
) -> Generator[None, None, tuple[Deviation, ...]]:
    """Name the largest, test the others without it, and so on.

    A small unit that stands out is taken from the rest all the same, and never named.
    """
    waiting = [found for found in units if found.stands_out]
    rest = people
    named: list[Deviation] = []
    while waiting:
        largest = max(waiting, key=lambda found: found.excess)
        named += [largest] if largest.n >= FEWEST else []
        waiting.remove(largest)
        rest = rest.without(labels == largest.unit)
        if waiting:
            again = yield from _tested_again(waiting, rest, labels, chance)
            waiting = [found for found in again if found.stands_out]
    return tuple(named)


def _tested_again(
    waiting: Sequence[Deviation], rest: LevelTable, labels: Labels, chance: np.random.Generator
) -> Generator[None, None, list[Deviation]]:
    """Test units against who is left; p stays the larger of both."""
    places = {found.unit: place for place, found in enumerate(waiting)}
    of = np.full(int(labels.max()) + 1, len(waiting), dtype=np.intp)
    of[list(places)] = list(places.values())
    observed = distances(rest.count(of[labels], len(waiting)), rest.total).tolist()
    null = yield from _shuffle(rest, {found.n for found in waiting}, chance, PERMUTATIONS)
    return [
        replace(
            found,
            observed=far,
            excess=far - null[found.n].mean,
            p=max(found.p, (1 + null[found.n].as_far(far)) / (1 + PERMUTATIONS)),
        )
        for found, far in zip(waiting, observed, strict=True)
    ]
