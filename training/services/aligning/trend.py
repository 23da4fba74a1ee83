"""How inviting everyone answered period after period, where the questions were the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from training.services.aligning.reports import Chance, Line
from training.services.answers import Occasion
from training.services.library import Library
from training.store.alignment import map_questions

FEWEST = 2
"""Periods: one alone is no trend."""


class Step(StrEnum):
    """What the intervals of two periods say of them."""

    UP = "up"
    DOWN = "down"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Moment:
    """A closed period with the share of everyone; `step` is since the one before."""

    line: Line
    share: int
    low: int
    high: int
    step: Step | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Periods with the questions of the newest, the oldest first; `others` asked something else."""

    moments: tuple[Moment, ...]
    others: int

    @property
    def whole(self) -> Step:
        """Compare the first with the last."""
        return _step(self.moments[0], self.moments[-1])


def trend_of(library: Library, lines: Sequence[Line]) -> Trend | None:
    """Lay the periods side by side that may be; none where there are not two.

    A measurement is no period: who took part, and what it changed, is told of it apart.
    """
    questions = map_questions(library.session)
    periods = [line for line in reversed(lines) if line.occasion == Occasion.COURSE]
    asked = _asked(questions, periods[-1].id) if periods else frozenset()
    same = [line for line in periods if asked and _asked(questions, line.id) == asked]
    found = [moment for line in same if (moment := _moment(line, line.everyone.share))]
    if len(found) < FEWEST:
        return None
    later = (
        Moment(two.line, two.share, two.low, two.high, _step(one, two))
        for one, two in pairwise(found)
    )
    return Trend((found[0], *later), len(periods) - len(same))


def _asked(questions: dict[UUID, frozenset[int]], report_id: UUID) -> frozenset[int]:
    return questions.get(report_id, frozenset())


def _moment(line: Line, chance: Chance) -> Moment | None:
    share = chance.value.value
    if share is None or chance.low is None or chance.high is None:
        return None
    return Moment(line, share, chance.low, chance.high, None)


def _step(one: Moment, two: Moment) -> Step:
    """Compare two periods by their intervals: those that touch leave room for chance."""
    if two.low > one.high:
        return Step.UP
    return Step.DOWN if two.high < one.low else Step.OVERLAP
