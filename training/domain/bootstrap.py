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
ROWS_A_PAUSE = 50_000
A_GROUP = 1_000
"""A group takes as much work as so many people: both together are some tenths of a second."""

LARGEST_WEIGHT = 8
FINE = 1 << 16

Sums = NDArray[np.float32]
Ends = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sure:
    """Two figures of a group with their intervals, 0 to 1; none where there are no pairs."""

    pair: float | None
    pair_interval: tuple[float, float] | None
    alike: float | None
    alike_interval: tuple[float, float] | None


NOT_SURE = Sure(None, None, None, None)


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
    of = _membership(table.questions, topics)
    pair, alike = _chances(counts.reshape(1, -1).astype(np.float32), table.is_good, of)
    pairs = alikes = None
    if drawn is not None:
        pairs, alikes = (_ends(again) for again in _chances(drawn, table.is_good, of))
    return {
        topic: NOT_SURE
        if np.isnan(pair[0, place])
        else Sure(
            float(pair[0, place]),
            _around(float(pair[0, place]), pairs, place),
            float(alike[0, place]),
            _around(float(alike[0, place]), alikes, place),
        )
        for place, topic in enumerate(topics)
    }


def draw_sums(
    table: AnswerTable, homes: Homes, wanted: Container[int], seed: int
) -> Iterator[tuple[int, Sums] | None]:
    """Give for each wanted group what its people would have answered, a thousand times.

    Pauses now and then, with none. The sums of a group are forgotten as soon as they were added to
    those of the group above.
    """
    chance, weights = np.random.default_rng(seed), _weights()
    order = np.argsort(homes.home, kind="stable")
    starts = np.searchsorted(homes.home[order], np.arange(len(homes.parents) + 1))
    sums: dict[int, Sums] = {}
    work = 0
    for group in range(len(homes.parents) - 1, -1, -1):
        for begin in range(starts[group], starts[group + 1], ROWS_AT_ONCE):
            rows = order[begin : min(begin + ROWS_AT_ONCE, starts[group + 1])]
            drawn = weights[chance.integers(0, FINE, (TIMES, len(rows)), dtype=np.uint16)]
            _add(sums, group, drawn @ _one_hot(table, rows))
            work += len(rows)
        work += A_GROUP
        if work >= ROWS_A_PAUSE:
            work = 0
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


def _membership(questions: int, topics: Mapping[str, Sequence[int]]) -> Sums:
    """Tell of each question (row) whether it belongs to each topic (column)."""
    of = np.zeros((questions, len(topics)), dtype=np.float32)
    for column, places in enumerate(topics.values()):
        of[list(places), column] = 1
    return of


def _chances(counts: Sums, good: NDArray[np.bool_], of: Sums) -> tuple[Sums, Sums]:
    """Give both chances for each draw (row) and topic; not a number where there are no pairs.

    What is added up over options, and over questions, is a product with a table of ones.
    """
    questions, options = good.shape
    of_question = np.repeat(np.eye(questions, dtype=np.float32), options, axis=0)
    n, x = counts @ of_question, counts @ (of_question * good.reshape(-1, 1))
    has_pairs = n > 1
    pairs = np.where(has_pairs, n * (n - 1), np.float32(np.inf))
    both, same = x * (x - 1) / pairs, ((counts * counts) @ of_question - n) / pairs
    asked = has_pairs.astype(np.float32) @ of
    asked[asked == 0] = np.nan
    return (both @ of) / asked, (same @ of) / asked


def _ends(drawn: Sums) -> Ends:
    """Give by topic how far the middle 95 of 100 draws reach from their mean, both ways."""
    if np.isnan(drawn).any():
        columns = (column[~np.isnan(column)] for column in drawn.T)
        found = [
            _ends(column[:, None])[:, 0] if len(column) else [np.nan] * 2 for column in columns
        ]
        return np.array(found).T
    ends: Ends = np.percentile(drawn, (2.5, 97.5), axis=0) - drawn.mean(axis=0, dtype=np.float64)
    return ends


def _around(found: float, ends: Ends | None, place: int) -> tuple[float, float] | None:
    if ends is None or np.isnan(ends[0, place]):
        return None
    low, high = ends[:, place].tolist()
    return max(0.0, min(found, found + low)), min(1.0, max(found, found + high))


def _weights() -> NDArray[np.float32]:
    """Give the Poisson weight of each of so many equal parts of chance."""
    shares = np.cumsum([exp(-1) / factorial(weight) for weight in range(LARGEST_WEIGHT)])
    return np.searchsorted(shares, (np.arange(FINE) + 0.5) / FINE).astype(np.float32)
