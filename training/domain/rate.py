"""How often something happens: counts with the exact interval of the Poisson distribution."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp

TAIL = 0.025
STEPS = 80


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate per `per` with where the truth may well lie, of `count` in `exposure`."""

    count: int
    exposure: float
    value: float
    low: float
    high: float


def poisson(count: int, exposure: float, *, per: float = 100) -> Rate | None:
    """Give a rate with its exact interval of 95 per cent; none where nothing was at risk.

    Garwood (1936), Biometrika 28, 437-442: the bounds are the means for which so few, or so many,
    have a chance of 2.5 per cent.
    """
    if exposure <= 0:
        return None
    reach = count + 10 * (count + 10) ** 0.5
    low = _solve(lambda mean: 1 - _at_most(count - 1, mean) < TAIL, reach) if count else 0.0
    high = _solve(lambda mean: _at_most(count, mean) > TAIL, reach)
    scale = per / exposure
    return Rate(count, exposure, count * scale, low * scale, high * scale)


def differ(one: Rate, other: Rate) -> bool:
    """Tell whether two rates are surely not the same: their intervals do not touch."""
    return one.high < other.low or other.high < one.low


def _at_most(count: int, mean: float) -> float:
    term = total = exp(-mean)
    for number in range(1, count + 1):
        term *= mean / number
        total += term
    return total


def _solve(is_below: Callable[[float], bool], reach: float) -> float:
    """Halve the stretch in which a condition stops to hold."""
    low, high = 0.0, reach
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2
