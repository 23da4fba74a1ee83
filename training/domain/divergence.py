"""How spread a distribution is, and how far two are apart: entropy and Jensen-Shannon, in bits.

Lin (1991), IEEE Transactions on Information Theory 37, 145-151; the square root of the divergence
is a distance (Endres & Schindelin, 2003). In small groups it is far from 0 by chance alone: what
is said of it comes from `deviation`, never from a fixed limit.
"""

from collections.abc import Sequence
from math import log2, sqrt


def entropy(weights: Sequence[float]) -> float:
    """Give the entropy of counts or shares in bits; 0 of nobody."""
    total = sum(weights)
    shares = [weight / total for weight in weights if weight] if total else []
    return max(0.0, -sum(share * log2(share) for share in shares))


def spread(weights: Sequence[float]) -> float:
    """Give the entropy as a part of the largest possible: 0 all the same, 1 evenly spread."""
    return entropy(weights) / log2(len(weights)) if len(weights) > 1 else 0.0


def jensen_shannon(one: Sequence[float], other: Sequence[float]) -> float:
    """Give the Jensen-Shannon distance of two distributions: 0 the same, 1 nothing in common."""
    of_one, of_other = sum(one), sum(other)
    if not of_one or not of_other:
        raise ValueError("a distribution of nobody")
    p, q = [part / of_one for part in one], [part / of_other for part in other]
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return sqrt(max(0.0, entropy(middle) - (entropy(p) + entropy(q)) / 2))
