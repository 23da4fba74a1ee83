"""How far the levels of units are from those of the rest, as found and by chance alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = 4
MISSING = LEVELS
CELLS_AT_ONCE = 200_000
LEAST = np.finfo(np.float32).tiny

Levels = NDArray[np.int8]
Labels = NDArray[np.intp]
Counts = NDArray[np.int64]
Chances = NDArray[np.float32]
"""Single precision: many millions of logarithms are taken, of shares of a few hundred people."""


@dataclass(frozen=True, slots=True)
class LevelTable:
    """The levels of people at questions, of whom some may have been left out.

    `cells` has a number for each level of each question, so that levels are counted by counting
    numbers; `left` are the rows of who is left, and `total` the counts of all of them.
    """

    cells: NDArray[np.int32]
    left: Labels
    total: Counts

    def count(self, labels: Labels, units: int) -> Counts:
        """Count levels for each unit and question."""
        counts = self._count(self.left, labels[self.left], units + 1)
        return counts[:units]

    def without(self, is_out: NDArray[np.bool_]) -> "LevelTable":
        """Leave people out of the rest, and out of every draw to come."""
        out, left = self.left[is_out[self.left]], self.left[~is_out[self.left]]
        gone = self._count(out, np.zeros(len(out), dtype=np.intp), 1)[0]
        return LevelTable(self.cells, left, self.total - gone)

    def draw(
        self, sizes: Sequence[int], times: int, chance: np.random.Generator
    ) -> Iterator[Counts]:
        """Count levels of so many people taken at random, for each size, a few draws at a time.

        The first few of a random order are a random few, however many they are, so that one order
        serves all sizes; these are distinct and ascend.
        """
        many, largest = len(sizes), sizes[-1]
        place = np.searchsorted(sizes, np.arange(largest), side="right")
        width = (LEVELS + 1) * self.cells.shape[1]
        at_once = max(1, CELLS_AT_ONCE // max(1, max(largest, many) * width))
        for begin in range(0, times, at_once):
            size = min(at_once, times - begin)
            order = np.stack(
                [chance.choice(len(self.left), largest, replace=False) for _ in range(size)]
            )
            labels = place + np.arange(size)[:, None] * many
            counts = self._count(self.left[order.ravel()], labels.ravel(), size * many)
            yield counts.reshape(size, many, -1, LEVELS).cumsum(axis=1)

    def _count(self, rows: Labels, labels: Labels, groups: int) -> Counts:
        """Count levels for each group of rows, in portions that stay near the processor."""
        width = self.cells.shape[1] * (LEVELS + 1)
        counts = np.zeros(groups * width, dtype=np.int64)
        at_once = max(1, CELLS_AT_ONCE // max(1, width))
        for begin in range(0, len(rows), at_once):
            part = slice(begin, begin + at_once)
            cells = self.cells[rows[part]] + (labels[part] * width)[:, None]
            counts += np.bincount(cells.ravel(), minlength=len(counts))
        return counts.reshape(groups, -1, LEVELS + 1)[:, :, :LEVELS]


def level_table(levels: Levels) -> LevelTable:
    """Take the level of each person (row) at each question; below 0 where there is none."""
    codes = np.where(levels < 0, MISSING, levels).astype(np.int32)
    cells = codes + np.arange(levels.shape[1], dtype=np.int32) * (LEVELS + 1)
    nobody = LevelTable(cells, np.arange(0), np.zeros((levels.shape[1], LEVELS), dtype=np.int64))
    people = np.arange(len(levels))
    total = nobody._count(people, np.zeros(len(people), dtype=np.intp), 1)[0]
    return LevelTable(cells, people, total)


def distances(counts: Counts, total: Counts) -> Chances:
    """Give the mean Jensen-Shannon distance to the rest, for each draw and unit."""
    p, of_unit = _shares(counts)
    q, of_rest = _shares(total - counts)
    divergence = _entropy((p + q) * np.float32(0.5)) - (_entropy(p) + _entropy(q)) / 2
    is_asked = (of_unit > 0) & (of_rest > 0)
    return _mean(np.sqrt(np.maximum(divergence, 0)), is_asked)


def share_gaps(counts: Counts, total: Counts) -> Chances:
    """Give by how much the share at level 2 or 3 differs from the rest, whichever way."""
    half = LEVELS // 2
    p, of_unit = _shares(counts)
    q, of_rest = _shares(total - counts)
    is_asked = (of_unit > 0) & (of_rest > 0)
    return np.abs(_mean((p[..., half:] - q[..., half:]).sum(axis=-1), is_asked))


def _mean(values: Chances, is_asked: NDArray[np.bool_]) -> Chances:
    """Give the mean over the questions that both sides answered."""
    mean: Chances = (values * is_asked).sum(axis=-1) / np.maximum(is_asked.sum(axis=-1), 1)
    return mean


def _shares(counts: Counts) -> tuple[Chances, Counts]:
    n = counts.sum(axis=-1)
    shares = counts.astype(np.float32)
    shares /= np.maximum(n, 1).astype(np.float32)[..., None]
    return shares, n


def _entropy(shares: Chances) -> Chances:
    # The least number above 0 has a logarithm; times 0 it is nothing, as it should be.
    found: Chances = -(shares * np.log2(np.maximum(shares, LEAST))).sum(axis=-1)
    return found
