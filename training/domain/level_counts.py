"""How far the levels of units are from those of the rest, for many ways to deal people out."""

import numpy as np
from numpy.typing import NDArray

LEVELS = 4
MISSING = LEVELS
CELLS_AT_ONCE = 200_000
LEAST = np.finfo(np.float32).tiny

Levels = NDArray[np.int8]
Labels = NDArray[np.intp]
Chances = NDArray[np.float32]
"""Single precision: a hundred million logarithms are taken, of shares of a few hundred people."""


class LevelTable:
    """The levels of people at questions, in two orders: one for all, one for a few of them."""

    def __init__(self, levels: Levels) -> None:
        """Take the level of each person (row) at each question; below 0 where there is none."""
        codes = np.where(levels < 0, MISSING, levels).astype(np.int8)
        self.codes = codes
        self.columns = np.ascontiguousarray(codes.T)
        self.total = count_rows(codes)

    def count(self, labels: Labels, units: int) -> NDArray[np.int64]:
        """Count levels for each unit and question."""
        questions, people = self.columns.shape
        width = LEVELS + 1
        at_once = max(1, CELLS_AT_ONCE // max(1, people))
        counts = np.empty((units + 1, questions, width), dtype=np.int64)
        for begin in range(0, questions, at_once):
            part = self.columns[begin : begin + at_once]
            many = len(part)
            cells = labels * (many * width) + (np.arange(many) * width)[:, None] + part
            found = np.bincount(cells.ravel(), minlength=(units + 1) * many * width)
            counts[:, begin : begin + many] = found.reshape(units + 1, many, width)
        return counts[:units, :, :LEVELS]


def count_rows(codes: Levels) -> NDArray[np.int64]:
    """Count levels for each question over some people."""
    questions = codes.shape[1]
    cells = codes + np.arange(questions) * (LEVELS + 1)
    found = np.bincount(cells.ravel(), minlength=questions * (LEVELS + 1))
    return found.reshape(questions, LEVELS + 1)[:, :LEVELS]


def distances(counts: NDArray[np.int64], total: NDArray[np.int64]) -> Chances:
    """Give the mean Jensen-Shannon distance to the rest, for each shuffle and unit."""
    p, of_unit = _shares(counts)
    q, of_rest = _shares(total - counts)
    divergence = _entropy((p + q) * np.float32(0.5)) - (_entropy(p) + _entropy(q)) / 2
    is_asked = (of_unit > 0) & (of_rest > 0)
    return _mean(np.sqrt(np.maximum(divergence, 0)), is_asked)


def share_gaps(counts: NDArray[np.int64], total: NDArray[np.int64]) -> Chances:
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


def _shares(counts: NDArray[np.int64]) -> tuple[Chances, NDArray[np.int64]]:
    n = counts.sum(axis=-1)
    shares = counts.astype(np.float32)
    shares /= np.maximum(n, 1).astype(np.float32)[..., None]
    return shares, n


def _entropy(shares: Chances) -> Chances:
    # The least number above 0 has a logarithm; times 0 it is nothing, as it should be.
    found: Chances = -(shares * np.log2(np.maximum(shares, LEAST))).sum(axis=-1)
    return found
