"""From responses and decisions to a score; passed against the mastery score."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from training.domain.judgement import LIMIT_CAP, Judgement, Level
from training.domain.playthrough import Playthrough
from training.domain.quiz import Item, ItemKind

Answer = tuple[int, ...]
"""Option positions in the author's order.

Single, poll, judgement: one position. Multiple: ascending positions. Ordering: the option that
was put first, second, and so on. Matching: for each option the position of the option whose
right-hand side was picked.
"""


class IllegalAnswer(Exception):
    """The response does not fit the item: options unknown, missing or given twice."""


@dataclass(frozen=True, slots=True)
class Score:
    """Points and possible points."""

    raw: float = 0.0
    maximum: float = 0.0

    def __add__(self, other: "Score") -> "Score":
        """Add the points of two parts."""
        return Score(self.raw + other.raw, self.maximum + other.maximum)

    @property
    def scaled(self) -> float | None:
        """Give the share of the possible points, 0 to 1; none where nothing could be earned."""
        return self.raw / self.maximum if self.maximum else None

    @property
    def is_full(self) -> bool:
        """Tell whether nothing was missed."""
        return self.raw >= self.maximum


NO_SCORE = Score()


def points_of(judgement: Judgement) -> float:
    """Give level / 3; an answer that crosses a limit is capped, however friendly it sounds."""
    return counted_level(judgement) / Level.INVITING


def counted_level(judgement: Judgement) -> Level:
    """Give the level that an answer counts for: capped where it crosses a limit."""
    return min(judgement.level, LIMIT_CAP) if judgement.limit else judgement.level


def score_item(item: Item, answer: Answer) -> Score:
    """Score one response, 0 to 1 point; raises `IllegalAnswer` when it does not fit the item.

    Matching earns the share of right pairs, ordering the share of neighbours in right order;
    single and multiple are right or not; poll and reflection earn and cost nothing.
    """
    check_answer(item, answer)
    if not item.is_scored:
        return NO_SCORE
    return Score(_RULES[item.kind](item, answer), 1.0)


def total(scores: Iterable[Score]) -> Score:
    """Add up."""
    return sum(scores, NO_SCORE)


def is_passed(score: Score, mastery_score: float) -> bool:
    """Hold a score against the mastery score; what cannot be scored cannot be failed.

    The comparison allows for the rounding of thirds: 0.8 of 5 points is 4 points.
    """
    scaled = score.scaled
    return scaled is None or scaled >= mastery_score - 1e-9


def score_playthrough(position: Playthrough) -> Score:
    """Score the first choice at each scored scene."""
    return total(
        Score(points_of(step.choice.judgement), 1.0)
        for step in position.first_steps()
        if step.choice.judgement
    )


def check_answer(item: Item, answer: Answer) -> None:
    """Raise `IllegalAnswer` when the response does not fit the item."""
    size = len(item.options)
    if item.kind is ItemKind.ORDERING:
        fits = sorted(answer) == list(range(size))
    elif item.kind is ItemKind.MATCHING:
        fits = len(answer) == size and all(0 <= position < size for position in answer)
    elif item.kind is ItemKind.MULTIPLE:
        known = all(0 <= position < size for position in answer)
        fits = bool(answer) and known and list(answer) == sorted(set(answer))
    elif item.kind is ItemKind.REFLECTION:
        fits = not answer
    else:
        fits = len(answer) == 1 and 0 <= answer[0] < size
    if not fits:
        raise IllegalAnswer(item.name)


def right_answer(item: Item) -> Answer:
    """Give the response that earns everything; empty for a poll or reflection."""
    if item.kind in (ItemKind.ORDERING, ItemKind.MATCHING):
        return tuple(range(len(item.options)))
    if item.kind is ItemKind.JUDGEMENT:
        worth = [points_of(option.judgement) for option in item.options if option.judgement]
        return (worth.index(max(worth)),)
    return tuple(place for place, option in enumerate(item.options) if option.is_key)


def _keys(item: Item, answer: Answer) -> float:
    return float(answer == right_answer(item))


def _judged(item: Item, answer: Answer) -> float:
    judgement = item.options[answer[0]].judgement
    return points_of(judgement) if judgement else 0.0


def _neighbours(item: Item, answer: Answer) -> float:
    pairs = list(pairwise(answer))
    return sum(1 for first, second in pairs if first < second) / len(pairs) if pairs else 1.0


def _pairs(item: Item, answer: Answer) -> float:
    # Two pairs may share a right-hand side ("college" twice): what counts is the text, not the row.
    right = sum(
        item.options[picked].match == option.match
        for option, picked in zip(item.options, answer, strict=True)
    )
    return right / len(item.options)


_RULES: dict[ItemKind, Callable[[Item, Answer], float]] = {
    ItemKind.SINGLE: _keys,
    ItemKind.MULTIPLE: _keys,
    ItemKind.JUDGEMENT: _judged,
    ItemKind.ORDERING: _neighbours,
    ItemKind.MATCHING: _pairs,
}
