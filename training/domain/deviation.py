"""Which units answer otherwise than the rest, more than chance explains: a permutation test.

The distance of a unit is the mean over questions of the Jensen-Shannon distance between its levels
and those of everybody else. Small units are far from the rest by chance alone, so a distance says
nothing by itself. People are dealt out anew over units of the same sizes, each with all of their
answers, a thousand times; what counts is how far the distance lies above the mean of those.

A unit is named when p, adjusted for how many units are tested (Benjamini & Hochberg, 1995), is
below .05, the excess is at least .05 and it has at least twenty people. The largest comes first.
The rest of the organisation holds that one, so the others must stand when tested without it.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from training.domain.level_counts import (
    Chances,
    Labels,
    Levels,
    LevelTable,
    count_rows,
    distances,
    share_gaps,
)

PERMUTATIONS = 1000
AT_ONCE = 20
"""Permutations between two pauses: some tenths of a second for a hundred thousand people."""

FIGURES_AT_ONCE = 300_000
"""So many shares fit in the nearest memory."""

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
    sizes = np.bincount(of, minlength=units + 1)[:units]
    people = LevelTable(levels)
    observed, null, gaps = yield from _shuffle(people, of, units, chance, times)
    firsts = _compare(observed, null, sizes)
    units_found = _adjusted((yield from _refined(firsts, people, of, chance, times)))
    named = yield from _named(units_found, people, of, chance)
    unseen = np.percentile(gaps, 95, axis=0)[sizes >= FEWEST]
    return Comparison(units_found, named, float(np.median(unseen)) if len(unseen) else None)


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


def _shuffle(
    people: LevelTable, labels: Labels, units: int, chance: np.random.Generator, times: int
) -> Generator[None, None, tuple[Chances, Chances, Chances]]:
    """Give the distances found, those by chance, and the differences in share by chance."""
    observed = distances(people.count(labels, units)[None], people.total)[0]
    null, gaps = np.empty((2, times, units), dtype=np.float32)
    at_once = max(1, min(AT_ONCE, FIGURES_AT_ONCE // (units * people.total.size)))
    for begin in range(0, times, at_once):
        many = min(at_once, times - begin)
        counts = np.stack([people.count(chance.permutation(labels), units) for _ in range(many)])
        null[begin : begin + many] = distances(counts, people.total)
        gaps[begin : begin + many] = share_gaps(counts, people.total)
        if begin // AT_ONCE != (begin + many) // AT_ONCE:
            yield
    return observed, null, gaps


def _compare(observed: Chances, null: Chances, sizes: NDArray[np.int64]) -> list[_First]:
    as_far = (null >= observed).sum(axis=0)
    return [
        _First(unit, int(sizes[unit]), float(observed[unit]), float(mean), int(count), len(null))
        for unit, (mean, count) in enumerate(zip(null.mean(axis=0), as_far, strict=True))
    ]


def _refined(
    firsts: list[_First],
    people: LevelTable,
    labels: Labels,
    chance: np.random.Generator,
    times: int,
) -> Generator[None, None, list[_First]]:
    """Try the units that may be named more often, where a thousand tries could never name one.

    The least p of a thousand tries is .001: of more than fifty units that names nobody. For one
    unit, a shuffle is nothing but so many people taken at random.
    """
    needed = ceil(1.5 * len(firsts) / SIGNIFICANT)
    found: list[_First] = []
    for first in firsts:
        if needed <= times or first.p > SIGNIFICANT or first.excess < SMALLEST_EXCESS:
            found.append(first)
            continue
        null = yield from _draw(people, first.n, chance, needed - times)
        more = int((null >= first.observed).sum())
        found.append(replace(first, as_far=first.as_far + more, times=needed))
    return found


def _draw(
    people: LevelTable, n: int, chance: np.random.Generator, times: int
) -> Generator[None, None, Chances]:
    """Give the distances of so many people taken at random."""
    null = np.empty(times, dtype=np.float32)
    everyone = len(people.codes)
    for begin in range(0, times, PERMUTATIONS):
        many = min(PERMUTATIONS, times - begin)
        counts = np.stack(
            [
                count_rows(people.codes[chance.choice(everyone, n, replace=False, shuffle=False)])
                for _ in range(many)
            ]
        )
        null[begin : begin + many] = distances(counts, people.total)
        yield
    return null


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
    is_left = np.ones(len(labels), dtype=np.bool_)
    named: list[Deviation] = []
    while waiting:
        largest = max(waiting, key=lambda found: found.excess)
        named += [largest] if largest.n >= FEWEST else []
        waiting.remove(largest)
        is_left &= labels != largest.unit
        if waiting:
            rest = LevelTable(people.codes[is_left])
            again: list[Deviation] = []
            for found in waiting:
                kept = yield from _test_again(found, rest, labels[is_left], chance)
                again += [kept] if kept.stands_out else []
            waiting = again
    return tuple(named)


def _test_again(
    found: Deviation, rest: LevelTable, labels: Labels, chance: np.random.Generator
) -> Generator[None, None, Deviation]:
    """Test one unit against who is left; p stays the larger of both."""
    counts = count_rows(rest.codes[labels == found.unit])
    observed = float(distances(counts[None], rest.total)[0])
    null = yield from _draw(rest, found.n, chance, PERMUTATIONS)
    p = (1 + int((null >= observed).sum())) / (1 + PERMUTATIONS)
    return replace(
        found, observed=observed, excess=observed - float(null.mean()), p=max(found.p, p)
    )
