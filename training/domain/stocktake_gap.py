"""What a difference between our image of ourselves and the citizens' experience is called."""

from dataclasses import dataclass
from enum import StrEnum

from training.domain.stocktake_figures import Difference

LARGE = 10.0
"""Points of 100 from which a difference is worth a talk."""
GOOD = 60.0
CLOUDED = 0.4
"""With more than this share of "I do not know" there is not enough sight for a judgement."""

FEWEST_FOR_GAP = 15
FEWEST_FOR_TEST = 20

ATTENTION, MIXED, ON_THE_WAY = 40, 60, 80


class Quadrant(StrEnum):
    """What to talk about first."""

    BLIND_SPOT = "blind-spot"
    SHARED_PROBLEM = "shared-problem"
    SHARED_STRENGTH = "shared-strength"
    MODEST = "modest"
    ROSY = "rosy"
    UNCLEAR = "unclear"


class Band(StrEnum):
    """A name for a score: an agreement, never shown without number of people and interval."""

    ATTENTION = "attention"
    MIXED = "mixed"
    ON_THE_WAY = "on-the-way"
    STRONG = "strong"


def band(score: float) -> Band:
    """Name a score."""
    for limit, name in (
        (ATTENTION, Band.ATTENTION),
        (MIXED, Band.MIXED),
        (ON_THE_WAY, Band.ON_THE_WAY),
    ):
        if score < limit:
            return name
    return Band.STRONG


@dataclass(frozen=True, slots=True)
class Weighed:
    """A difference as it was judged before it was rounded."""

    value: float
    is_large: bool
    is_sure: bool


def weigh(gap: Difference) -> Weighed:
    """Judge a difference by its exact numbers."""
    return Weighed(gap.value, abs(gap.value) >= LARGE, gap.excludes_zero)


def is_called(gap: Weighed, *, stands: bool) -> bool:
    """Tell whether a gap may be called one: large, and sure after all that was tested."""
    return gap.is_large and gap.is_sure and stands


def quadrant(experience: float, gap: Weighed, *, stands: bool = True) -> Quadrant:
    """Place a sub-point by what initiatives say and how far our own image is from it.

    A gap that is large but not sure is not called anything. Who judges the own organisation more
    severely than residents who are not content either shares the problem with them.
    """
    is_good = experience >= GOOD
    if not gap.is_large:
        return Quadrant.SHARED_STRENGTH if is_good else Quadrant.SHARED_PROBLEM
    if not is_called(gap, stands=stands):
        return Quadrant.UNCLEAR
    if gap.value > 0:
        return Quadrant.ROSY if is_good else Quadrant.BLIND_SPOT
    return Quadrant.MODEST if is_good else Quadrant.SHARED_PROBLEM
