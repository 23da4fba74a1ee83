"""How sure agreement is: a thousand times other people of the same kind, by their weights.

Persons are drawn, never answers: what one person answers hangs together. Each gets a Poisson weight
with mean 1 (Hanley & MacGibbon, 2006), so that the sums of a group are those of its parts.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, factorial

import numpy as np
from numpy.typing import NDArray

from training.domain.answer_table import NO_ANSWER, AnswerTable, Homes

TIMES = 1000
ROWS_AT_ONCE = 2_000
LARGEST_WEIGHT = 8
FINE = 1 << 16

Sums = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sure:
    """Two figures of a group with their intervals, 0 to 1; none where there are no pairs."""

    pair: float | None
    pair_interval: tuple[float, float] | None
    alike: float | None
    alike_interval: tuple[float, float] | None


NOT_SURE = Sure(None, None, None, None)


@dataclass(frozen=True, slots=True)
class _Chances:
    """Both chances of each question (column) in each draw (row), and whether there are pairs."""

    both: Sums
    same: Sums
    has_pairs: NDArray[np.bool_]

    def mean(self, places: list[int]) -> tuple[Sums, Sums]:
        """Give the mean over some questions; not a number where none has pairs."""
        asked = self.has_pairs[:, places].sum(axis=1).astype(np.float32)
        asked[asked == 0] = np.nan
        both: Sums = self.both[:, places].sum(axis=1) / asked
        same: Sums = self.same[:, places].sum(axis=1) / asked
        return both, same


def agreement(
    counts: NDArray[np.int64],
    drawn: Sums | None,
    table: AnswerTable,
    topics: Mapping[str, Sequence[int]],
) -> dict[str, Sure]:
    """Give both chances of a group on each topic: the mean of those of its questions.

    Drawing with replacement pairs people with themselves, which makes them look more alike: the
    interval is laid around what was found, not around what was drawn.
    """
    found = _chances(counts[None].astype(np.float32), table.is_good)
    shape = (TIMES, table.questions, table.options)
    again = None if drawn is None else _chances(drawn.reshape(shape), table.is_good)
    return {topic: _sure(found, again, list(places)) for topic, places in topics.items()}


def _sure(found: _Chances, again: _Chances | None, places: list[int]) -> Sure:
    pair, alike = (float(value[0]) for value in found.mean(places))
    if np.isnan(pair):
        return NOT_SURE
    if again is None:
        return Sure(pair, None, alike, None)
    pairs, alikes = again.mean(places)
    return Sure(pair, _around(pair, pairs), alike, _around(alike, alikes))


def draw_sums(
    table: AnswerTable, homes: Homes, wanted: Container[int], seed: int
) -> Iterator[tuple[int, Sums] | None]:
    """Give for each wanted group what its people would have answered, a thousand times.

    Pauses after every few people too, with none. The sums of a group are forgotten as soon as they
    were added to those of the group above.
    """
    chance, weights = np.random.default_rng(seed), _weights()
    order = np.argsort(homes.home, kind="stable")
    starts = np.searchsorted(homes.home[order], np.arange(len(homes.parents) + 1))
    sums: dict[int, Sums] = {}
    for group in range(len(homes.parents) - 1, -1, -1):
        for begin in range(starts[group], starts[group + 1], ROWS_AT_ONCE):
            rows = order[begin : min(begin + ROWS_AT_ONCE, starts[group + 1])]
            drawn = weights[chance.integers(0, FINE, (TIMES, len(rows)), dtype=np.uint16)]
            _add(sums, group, drawn @ _one_hot(table, rows))
            yield None
        found = sums.pop(group, None)
        if found is None:
            continue
        if group in wanted:
            yield group, found
        if homes.parents[group] >= 0:
            _add(sums, homes.parents[group], found)


def _add(sums: dict[int, Sums], group: int, more: Sums) -> None:
    if group in sums:
        sums[group] += more
    else:
        sums[group] = more.copy()


def _one_hot(table: AnswerTable, rows: NDArray[np.intp]) -> Sums:
    choices = table.choices[rows]
    options = np.arange(table.options, dtype=np.int8)
    cells = (choices[:, :, None] == options) & (choices != NO_ANSWER)[:, :, None]
    flat: Sums = cells.reshape(len(rows), -1).astype(np.float32)
    return flat


def _chances(counts: Sums, good: NDArray[np.bool_]) -> _Chances:
    n = counts.sum(axis=2)
    has_pairs = n > 1
    pairs = np.where(has_pairs, n * (n - 1), np.float32(1))
    x = (counts * good).sum(axis=2)
    both = np.where(has_pairs, x * (x - 1) / pairs, np.float32(0))
    same = np.where(has_pairs, (counts * (counts - 1)).sum(axis=2) / pairs, np.float32(0))
    return _Chances(both.astype(np.float32), same.astype(np.float32), has_pairs)


def _around(found: float, drawn: Sums) -> tuple[float, float] | None:
    drawn = drawn[~np.isnan(drawn)]
    if not len(drawn):
        return None
    low, high = np.percentile(drawn, (2.5, 97.5)) - drawn.mean()
    return max(0.0, min(found, found + float(low))), min(1.0, max(found, found + float(high)))


def _weights() -> NDArray[np.float32]:
    """Give the Poisson weight of each of so many equal parts of chance."""
    shares = np.cumsum([exp(-1) / factorial(weight) for weight in range(LARGEST_WEIGHT)])
    return np.searchsorted(shares, (np.arange(FINE) + 0.5) / FINE).astype(np.float32)
