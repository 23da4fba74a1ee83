"""What a panel says of the level of an option, and where its citizens and officials differ.

Rules, stated because conventions differ:

- A side, citizens or officials, is heard on an option from three ratings on. Of a smaller side
  nothing is told and nothing counts, also not in a total from which it could be reckoned.
- Below eight ratings that are heard there is only the split: no median, no agreement, no proposal.
- The panel agrees on an option when the mean deviation from the median is at most A/6 = .67.
- The proposal is the median. When it falls between two levels, the level in the text stays if it
  is one of the two, and else the lower one is taken: nothing changes without a majority. An option
  that crosses a limit is never proposed above the level that a limit allows.
- Citizens and officials are to talk when their medians are one level or more apart, each side
  having at least three ratings.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from statistics import median

from training.domain.agreement import LARGEST_DEVIATION, LEVELS, average_deviation
from training.domain.judgement import LIMIT_CAP

FEWEST_GRADED = 8
FEWEST_OF_A_SIDE = 3
FAR_APART = 1


class Side(StrEnum):
    """From where a member of a panel looks."""

    CITIZEN = "citizen"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Vote:
    """A level that one member gave an option, from 0 to 3."""

    side: Side
    level: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the panel says of one option, as far as it is heard; figures are none below eight.

    `split` counts the members at each level, `citizens` and `officials` those of each side.
    """

    n: int
    split: tuple[int, ...]
    citizens: tuple[int, ...]
    officials: tuple[int, ...]
    present: int
    median: float | None
    deviation: float | None
    proposed: int | None
    needs_talk: bool

    @property
    def is_agreed(self) -> bool:
        """Tell whether the panel agrees, as far as it may say so."""
        return self.deviation is not None and self.deviation <= LARGEST_DEVIATION + 1e-9

    @property
    def is_other(self) -> bool:
        """Tell whether the panel proposes another level than the text has."""
        return self.proposed is not None and self.proposed != self.present

    @property
    def is_adoptable(self) -> bool:
        """Tell whether the proposal is another level that all stand behind."""
        return self.is_other and self.is_agreed and not self.needs_talk


def judge(votes: Sequence[Vote], present: int, *, crosses_limit: bool = False) -> Verdict:
    """Sum up what a panel says of an option that now has a level in the text."""
    sides = heard_sides(vote.side for vote in votes)
    levels = [vote.level for vote in votes if vote.side in sides]
    citizens, officials = (
        [vote.level for vote in votes if vote.side is side and side in sides]
        for side in (Side.CITIZEN, Side.OFFICIAL)
    )
    is_graded = len(levels) >= FEWEST_GRADED
    return Verdict(
        n=len(levels),
        split=_split(levels),
        citizens=_split(citizens),
        officials=_split(officials),
        present=present,
        median=float(median(levels)) if is_graded else None,
        deviation=average_deviation(levels).value if is_graded else None,
        proposed=_proposal(levels, present, crosses_limit=crosses_limit) if is_graded else None,
        needs_talk=is_graded and _are_apart(citizens, officials),
    )


def heard_sides(votes: Iterable[Side]) -> frozenset[Side]:
    """Give the sides with so many ratings that no level and no reason leads to a member."""
    counts = Counter(votes)
    return frozenset(side for side in counts if counts[side] >= FEWEST_OF_A_SIDE)


def _split(levels: Sequence[int]) -> tuple[int, ...]:
    counts = Counter(levels)
    return tuple(counts[level] for level in range(LEVELS))


def _proposal(levels: Sequence[int], present: int, *, crosses_limit: bool) -> int:
    middle = median(levels)
    low, high = floor(middle), ceil(middle)
    found = present if present in (low, high) else low
    return min(found, int(LIMIT_CAP)) if crosses_limit else found


def _are_apart(citizens: Sequence[int], officials: Sequence[int]) -> bool:
    if not (citizens and officials):
        return False
    return abs(median(citizens) - median(officials)) >= FAR_APART
