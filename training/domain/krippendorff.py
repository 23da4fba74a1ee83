"""Krippendorff's alpha: how far raters of several units agree, beyond chance.

Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Hayes & Krippendorff (2007),
Communication Methods and Measures 1, 77-89. Any number of raters; a unit may lack some of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

Unit = Sequence[int]
"""The values that a unit was given, in any order; whoever gave none is not there."""

Distance = Callable[[int, int, Counter[int]], float]

ACCEPTABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff (2004): from .800 on conclusions are safe, from .667 on tentative."""


class Metric(StrEnum):
    """How far two values are apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha over `units` units that two or more rated; none where nothing varies.

    The interval is that of the bootstrap, and is missing where that was not asked for.
    """

    units: int
    alpha: float | None
    low: float | None = None
    high: float | None = None


def reliability(units: Sequence[Unit], metric: Metric) -> Reliability:
    """Give alpha: 1 - observed / expected disagreement, by the coincidences of values."""
    pairable = [unit for unit in units if len(unit) > 1]
    return Reliability(len(pairable), _alpha(pairable, metric))


def bootstrapped(
    clusters: Sequence[Sequence[Unit]], metric: Metric, *, seed: int, times: int = 1000
) -> Reliability:
    """Give alpha with an interval of 95 per cent: clusters drawn again, with replacement.

    The units of a cluster, such as the options of one scene, are drawn together, since whoever
    rates one of them has seen the others. The percentiles of Efron (1979); `seed` makes the same
    ratings give the same interval.
    """
    found = reliability([unit for cluster in clusters for unit in cluster], metric)
    draw = _numbers(seed)
    drawn: list[float] = []
    for _ in range(times if len(clusters) > 1 else 0):
        again = [clusters[next(draw) % len(clusters)] for _ in clusters]
        value = _alpha([unit for cluster in again for unit in cluster if len(unit) > 1], metric)
        if value is not None:
            drawn.append(value)
    if found.alpha is None or not drawn:
        return found
    drawn.sort()
    low, high = drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))]
    return Reliability(found.units, found.alpha, low, high)


def _alpha(units: Sequence[Unit], metric: Metric) -> float | None:
    weights: dict[tuple[int, int], float] = {}
    values: Counter[int] = Counter()
    for unit in units:
        counts = Counter(unit)
        values.update(counts)
        for one, times in counts.items():
            for other, again in counts.items():
                if one < other:
                    share = times * again / (len(unit) - 1)
                    weights[one, other] = weights.get((one, other), 0.0) + share
    distance = _DISTANCES[metric]
    observed = sum(weight * distance(*pair, values) for pair, weight in weights.items())
    expected = sum(
        values[one] * values[other] * distance(one, other, values)
        for one in values
        for other in values
        if one < other
    )
    total = sum(values.values())
    return 1 - (total - 1) * observed / expected if expected else None


def _nominal(one: int, other: int, values: Counter[int]) -> float:
    return float(one != other)


def _ordinal(one: int, other: int, values: Counter[int]) -> float:
    low, high = sorted((one, other))
    between = sum(count for value, count in values.items() if low <= value <= high)
    return (between - (values[low] + values[high]) / 2) ** 2


def _interval(one: int, other: int, values: Counter[int]) -> float:
    return float((one - other) ** 2)


def _numbers(seed: int) -> Iterator[int]:
    """Give numbers that look like chance, the same for a seed in every version of Python."""
    block = 0
    while True:
        digest = blake2b(f"{seed}:{block}".encode()).digest()
        for place in range(0, len(digest), 4):
            yield int.from_bytes(digest[place : place + 4], "big")
        block += 1


_DISTANCES: dict[Metric, Distance] = {
    Metric.NOMINAL: _nominal,
    Metric.ORDINAL: _ordinal,
    Metric.INTERVAL: _interval,
}
