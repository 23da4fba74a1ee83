"""Means of groups with how sure they are: weights to the size of units, and resampled people.

Every group is finite and often small, so an interval comes from drawing people again (bootstrap,
Efron & Tibshirani 1993), narrowed where much of the group answered (finite population correction,
Cochran 1977, section 2.5). Draws are kept, so that a difference has an interval of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from random import Random  # noqa: TID251 -- its seed comes in as an argument

DRAWS = 2000
HEAVIEST = 3.0
"""No form counts for more than three: few answers of a large unit would rule the whole."""
NORMAL_FROM = 300
"""People from which the mean is drawn from the normal curve: it differs by less than 0.1 point."""
CORRECTED_FROM = 0.3
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of `n` people with an interval of 95 per cent, and the draws behind it."""

    n: int
    value: float
    low: float
    high: float
    draws: tuple[float, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two means are apart, with an interval and the chance of more if there were none."""

    value: float
    low: float
    high: float
    chance: float

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the interval lies on one side of no difference."""
        return self.low > 0 or self.high < 0


def weights_of(sizes: Mapping[str, int], answered: Mapping[str, int]) -> dict[str, float]:
    """Weigh strata to their sizes, of those that answered; nobody counts for more than three.

    The mean weight is one before it is trimmed.
    """
    here = {key: sizes.get(key, 0) for key, count in answered.items() if count}
    people, forms = sum(here.values()), sum(answered[key] for key in here)
    if not people:
        return dict.fromkeys(here, 1.0)
    return {
        key: min(HEAVIEST, (size / people) / (answered[key] / forms)) for key, size in here.items()
    }


def mean_of(
    values: Sequence[float],
    rng: Random,
    *,
    population: int,
    weights: Sequence[float] | None = None,
) -> Mean | None:
    """Give the mean with its interval; none of nobody. `population` is how many there are."""
    if not values:
        return None
    used = list(weights) if weights else [1.0] * len(values)
    total = sum(used)
    if not total:
        return None
    mean = sum(w * x for w, x in zip(used, values, strict=True)) / total
    narrow = _correction(len(values), population)
    draws = sorted(mean + narrow * (draw - mean) for draw in _draw(values, used, mean, rng))
    # Shuffled draws of two groups are paired by chance when they are subtracted.
    low, high = _quantile(draws, TAIL), _quantile(draws, 1 - TAIL)
    rng.shuffle(draws)
    return Mean(len(values), mean, low, high, tuple(draws))


def difference(first: Mean, second: Mean) -> Difference:
    """Subtract two means of different people."""
    draws = sorted(a - b for a, b in zip(first.draws, second.draws, strict=True))
    below = sum(draw <= 0 for draw in draws)
    above = sum(draw >= 0 for draw in draws)
    chance = min(1.0, 2 * (min(below, above) + 1) / (len(draws) + 1))
    low, high = _quantile(draws, TAIL), _quantile(draws, 1 - TAIL)
    return Difference(first.value - second.value, low, high, chance)


def discoveries(chances: Mapping[str, float], rate: float = 0.05) -> frozenset[str]:
    """Choose which of several tests stand, of which at most `rate` may be false.

    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    ordered = sorted(chances.items(), key=lambda pair: (pair[1], pair[0]))
    stands = 0
    for rank, (_, chance) in enumerate(ordered, 1):
        if chance <= rate * rank / len(ordered):
            stands = rank
    return frozenset(key for key, _ in ordered[:stands])


def _draw(
    values: Sequence[float], weights: Sequence[float], mean: float, rng: Random
) -> list[float]:
    n = len(values)
    if n >= NORMAL_FROM:
        spread = sum((w * (x - mean)) ** 2 for w, x in zip(weights, values, strict=True))
        error = sqrt(spread * n / (n - 1)) / sum(weights)
        return [rng.gauss(mean, error) for _ in range(DRAWS)]
    if len(set(weights)) == 1:
        return [sum(rng.choices(values, k=n)) / n for _ in range(DRAWS)]
    weighed = [w * x for w, x in zip(weights, values, strict=True)]
    places = range(n)
    drawn = (rng.choices(places, k=n) for _ in range(DRAWS))
    return [
        sum(map(weighed.__getitem__, one)) / sum(map(weights.__getitem__, one)) for one in drawn
    ]


def _correction(n: int, population: int) -> float:
    if population <= 0 or n / population <= CORRECTED_FROM:
        return 1.0
    return sqrt(max(0.0, 1 - n / population))


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered))))]
