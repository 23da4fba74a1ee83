"""How sure a share or a correlation is: intervals of 95 per cent."""

from dataclasses import dataclass
from math import atanh, sqrt, tanh

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""

LEAST_FOR_INTERVAL = 4


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate of `n` observations, with where the truth may well lie."""

    n: float
    value: float
    low: float
    high: float


def wilson(count: int, n: int) -> Interval | None:
    """Give a share with its score interval; none of nobody.

    Wilson (1927), without correction for continuity; method 3 of Newcombe (1998), Statistics in
    Medicine 17, 857-872: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    """
    if not 0 <= count <= n:
        raise ValueError(count)
    return around(count / n, n) if n else None


def around(share: float, n: float) -> Interval:
    """Give the same interval for a mean of `n` people's shares over several questions.

    Such a mean varies no more than a share does, so the interval is at least wide enough.
    """
    square = Z * Z / n
    middle = share + square / 2
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n))
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return Interval(n, share, min(share, max(0.0, low)), max(share, min(1.0, high)))


def fisher(correlation: float, n: int) -> Interval | None:
    """Give a correlation with its interval; none where there are too few pairs.

    Fisher (1921): tanh(atanh r ± z / √(n - 3)).
    """
    if n < LEAST_FOR_INTERVAL:
        return None
    if abs(correlation) >= 1:
        return Interval(n, correlation, correlation, correlation)
    middle, half = atanh(correlation), Z / sqrt(n - 3)
    return Interval(n, correlation, tanh(middle - half), tanh(middle + half))
