"""How far people who judge one thing agree: the average deviation, and r_wg.

For levels 0 to 3, as the members of a panel give them. Agreement says nothing of the level: all may
agree that something is bad.
"""

from collections.abc import Sequence
from statistics import fmean, median, variance

from training.domain.item_analysis import Figure

LEVELS = 4
LARGEST_DEVIATION = LEVELS / 6
"""Burke & Dunlap (2002), Organizational Research Methods 5, 159-172: at most A/6 is agreement."""


def middle(levels: Sequence[int]) -> Figure:
    """Give the median; of an even number the mean of the two in the middle."""
    return Figure(len(levels), float(median(levels)) if levels else None)


def average_deviation(levels: Sequence[int]) -> Figure:
    """Give AD from the median: mean |x - median|. Burke, Finkelstein & Dusig (1999)."""
    return _deviation(levels, median(levels) if levels else 0)


def average_deviation_from_mean(levels: Sequence[int]) -> Figure:
    """Give AD from the mean: mean |x - mean|. Burke, Finkelstein & Dusig (1999)."""
    return _deviation(levels, fmean(levels) if levels else 0)


def within_group(levels: Sequence[int]) -> Figure:
    """Give r_wg: 1 - s² / ((A² - 1) / 12), with n - 1; negative when opinions are split.

    James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98; chance is uniform.
    """
    return _within(levels, (LEVELS**2 - 1) / 12)


def within_group_at_most(levels: Sequence[int]) -> Figure:
    """Give r*_wg: 1 - s² / ((A - 1)² / 4), against the largest possible variance.

    Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23, 127-135.
    """
    return _within(levels, (LEVELS - 1) ** 2 / 4)


def _deviation(levels: Sequence[int], centre: float) -> Figure:
    if not levels:
        return Figure(0, None)
    return Figure(len(levels), fmean(abs(level - centre) for level in levels))


def _within(levels: Sequence[int], by_chance: float) -> Figure:
    if len(levels) < 2:  # noqa: PLR2004 -- one opinion does not vary
        return Figure(len(levels), None)
    return Figure(len(levels), 1 - variance(levels) / by_chance)
