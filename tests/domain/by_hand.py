"""What tests hold the house against: tables by hand, and formulas as the literature has them."""

from collections.abc import Iterable, Sequence
from math import log2, sqrt

import numpy as np

from training.domain.answer_table import AnswerTable


def table_of(rows: Sequence[Sequence[int]], levels: Sequence[Sequence[int]]) -> AnswerTable:
    """Make a table from rows of options, of questions with these levels."""
    widest = max((len(each) for each in levels), default=1)
    padded = [[*each, *[-1] * (widest - len(each))] for each in levels]
    choices = np.array(rows, dtype=np.int8).reshape(len(rows), len(levels))
    return AnswerTable(choices, np.array(padded, dtype=np.int8))


def imbalance(forms: Iterable[str]) -> int:
    """Give by how many people the two forms differ."""
    found = list(forms)
    return abs(found.count("A") - found.count("B"))


def jensen_shannon(one: Sequence[float], other: Sequence[float]) -> float:
    """Give the distance of Lin (1991), by Endres & Schindelin (2003): the root, in bits."""
    p, q = ([part / sum(each) for part in each] for each in (one, other))
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return sqrt(max(0.0, entropy(middle) - (entropy(p) + entropy(q)) / 2))


def entropy(shares: Sequence[float]) -> float:
    """Give the entropy of shares, in bits."""
    return -sum(share * log2(share) for share in shares if share)
