"""What changed in the same people between two measurements, with how sure that is.

Half of the people had form A first and half had B first. The mean of the two differences, one of
each half, is free of how hard the forms are: A-then-B holds it with one sign, B-then-A with the
other (the two-period cross-over; Hills & Armitage 1979, British Journal of Clinical Pharmacology 8,
7-20). Its variance is a quarter of the sum of those of the halves; the degrees of freedom are those
of Welch (1947) and Satterthwaite (1946).
"""

from dataclasses import dataclass
from math import sqrt

from training.domain.interval import Interval, Z

FEWEST_PER_ORDER = 3
"""People of each order: a variance of fewer says nothing."""


@dataclass(frozen=True, slots=True)
class Sums:
    """How many numbers, their sum and that of their squares: they can be added up in parts."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    def with_value(self, value: float) -> "Sums":
        """Count one more number."""
        return Sums(self.n + 1, self.total + value, self.squares + value * value)

    def __add__(self, other: "Sums") -> "Sums":
        """Add the sums of other numbers."""
        return Sums(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float:
        """Give the mean; there must be a number."""
        return self.total / self.n

    @property
    def error(self) -> float:
        """Give the variance of the mean; there must be two numbers."""
        spread = max(0.0, self.squares - self.total * self.total / self.n)
        return spread / (self.n - 1) / self.n


def difference(values: Sums) -> Interval | None:
    """Give the mean of paired differences with its interval of Student (1908)."""
    if values.n < FEWEST_PER_ORDER:
        return None
    half = student(values.n - 1) * sqrt(values.error)
    return Interval(values.n, values.mean, values.mean - half, values.mean + half)


def crossed(first: Sums, second: Sums) -> Interval | None:
    """Give the mean difference of two orders of the forms; none with too few of either."""
    if min(first.n, second.n) < FEWEST_PER_ORDER:
        return None
    middle = (first.mean + second.mean) / 2
    one, other = first.error / 4, second.error / 4
    if not one + other:
        return Interval(first.n + second.n, middle, middle, middle)
    freedom = (one + other) ** 2 / (one * one / (first.n - 1) + other * other / (second.n - 1))
    half = student(freedom) * sqrt(one + other)
    return Interval(first.n + second.n, middle, middle - half, middle + half)


def student(freedom: float) -> float:
    """Give the 97.5th percentile of Student's t: Abramowitz & Stegun (1964), 26.7.5.

    Exact to a thousandth from four degrees of freedom on, and below that a little too small.
    """
    z, v = Z, freedom
    terms = (
        (z**3 + z) / (4 * v),
        (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2),
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3),
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4),
    )
    return z + sum(terms)
