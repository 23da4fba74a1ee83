"""Counts first attempts at a text: for each question or scene what was chosen, earned and needed.

What is kept does not grow with the number of attempts, and holds no person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from training.domain.item_analysis import LEVELS_THAT_HELP, Pairs
from training.domain.judgement import Judgement
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scenario import Scenario
from training.domain.scoring import Answer, points_of

PARTS = 1000
"""A total score is counted in thousandths of what could be earned."""

LONGEST_SECONDS = 1800
"""Who took half an hour did something else in between: counted as that."""


class Form(StrEnum):
    """How an answer is counted: as one option, as some of them, or as right or not."""

    ONE = "one"
    SOME = "some"
    WHOLE = "whole"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Question:
    """What there is to count: a question of a quiz, or a scene with choices.

    `good` are the options from level 2 on, or the keys; `levels` is empty where there are none;
    `crossing` are options that cross a limit. `targets` are the places of the scenes that the
    choices lead to.
    """

    name: str
    title: str
    form: Form
    size: int = 0
    good: frozenset[int] = frozenset()
    levels: tuple[int, ...] = ()
    crossing: frozenset[int] = frozenset()
    is_scored: bool = False
    targets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The first answer to a question: at which place, what, the points, and after how long."""

    place: int
    answer: Answer
    points: float
    seconds: int


@dataclass(slots=True)
class Tally:
    """The sums of one question; `by_total` has the options by total score."""

    options: list[int]
    n: int = 0
    right: int = 0
    earned: Pairs = field(default_factory=Pairs)
    rest: Pairs = field(default_factory=Pairs)
    seconds: Counter[int] = field(default_factory=Counter)
    by_total: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Tallies:
    """The sums of a text."""

    questions: tuple[Question, ...]
    attempts: int = 0
    totals: Pairs = field(default_factory=Pairs)
    scores: Counter[int] = field(default_factory=Counter)
    items: list[Tally] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.items = [Tally([0] * question.size) for question in self.questions]

    def add(self, given: Sequence[Given]) -> None:
        """Count one first attempt."""
        self.attempts += 1
        scored = [one.points for one in given if self.questions[one.place].is_scored]
        earned = sum(scored)
        total = round(PARTS * earned / len(scored)) if scored else 0
        if scored:
            self.totals.add(earned, 0.0)
            self.scores[total] += 1
        for one in given:
            tally, question = self.items[one.place], self.questions[one.place]
            self._count(tally, question, one, total)
            if question.is_scored:
                tally.earned.add(one.points, 0.0)
            if question.is_scored and len(scored) > 1:
                tally.rest.add(one.points, (earned - one.points) / (len(scored) - 1))

    def _count(self, tally: Tally, question: Question, one: Given, total: int) -> None:
        tally.n += 1
        tally.right += one.points >= 1
        tally.seconds[rounded_seconds(one.seconds)] += 1
        if question.form in (Form.ONE, Form.SOME):
            row = tally.by_total.setdefault(total, [0] * question.size)
            for option in one.answer:
                tally.options[option] += 1
                row[option] += 1


def rounded_seconds(seconds: int) -> int:
    """Round a time: to the second up to one minute, to five up to five, then to thirty."""
    step = 1 if seconds <= 60 else 5 if seconds <= 300 else 30  # noqa: PLR2004 -- the minutes above
    return min(LONGEST_SECONDS, step * round(max(0, seconds) / step))


def questions_of(text: Scenario | Quiz) -> tuple[Question, ...]:
    """List what there is to count, by its place in the text."""
    if isinstance(text, Quiz):
        return tuple(_of_item(item) for item in text.items)
    places = {scene.name: place for place, scene in enumerate(text.scenes)}
    return tuple(
        Question(
            scene.name,
            scene.title,
            Form.ONE if len(scene.choices) > 1 else Form.NOTHING,
            len(scene.choices),
            *_levels([choice.judgement for choice in scene.choices]),
            is_scored=scene.is_scored,
            targets=tuple(places.get(choice.target, -1) for choice in scene.choices),
        )
        for scene in text.scenes
    )


_FORMS = {
    ItemKind.SINGLE: Form.ONE,
    ItemKind.POLL: Form.ONE,
    ItemKind.JUDGEMENT: Form.ONE,
    ItemKind.MULTIPLE: Form.SOME,
    ItemKind.ORDERING: Form.WHOLE,
    ItemKind.MATCHING: Form.WHOLE,
    ItemKind.REFLECTION: Form.NOTHING,
}


def _of_item(item: Item) -> Question:
    good, levels, crossing = _levels([option.judgement for option in item.options])
    keys = frozenset(place for place, option in enumerate(item.options) if option.is_key)
    return Question(
        item.name,
        item.title,
        _FORMS[item.kind],
        len(item.options),
        good or keys,
        levels,
        crossing,
        item.is_scored,
    )


def _levels(
    judgements: Sequence[Judgement | None],
) -> tuple[frozenset[int], tuple[int, ...], frozenset[int]]:
    known = [(place, found) for place, found in enumerate(judgements) if found]
    return (
        frozenset(place for place, found in known if found.level >= LEVELS_THAT_HELP),
        tuple(int(found.level) for _, found in known) if len(known) == len(judgements) else (),
        frozenset(place for place, found in known if found.limit),
    )


def points_in(scenario: Scenario, place: int, choice: int) -> float:
    """Give what a choice in a scene earns."""
    judgement = scenario.scenes[place].choices[choice].judgement
    return points_of(judgement) if judgement else 0.0
