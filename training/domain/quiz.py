"""A quiz: items of several kinds, their options, keys and feedback."""

from dataclasses import dataclass
from enum import StrEnum

from training.domain.document import Header
from training.domain.judgement import Judgement
from training.domain.prose import NO_PROSE, Prose


class ItemKind(StrEnum):
    """What stands below a question decides its kind."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    POLL = "poll"
    JUDGEMENT = "judgement"
    ORDERING = "ordering"
    MATCHING = "matching"
    REFLECTION = "reflection"


UNSCORED_KINDS = frozenset({ItemKind.POLL, ItemKind.REFLECTION})


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer.

    `is_key` marks a right option of a single or multiple item, `judgement` belongs to a judgement
    item, `match` is the right-hand side of a matching pair. The options of an ordering item stand
    in the right order.
    """

    text: Prose
    is_key: bool = False
    judgement: Judgement | None = None
    match: Prose = NO_PROSE
    feedback: Prose = NO_PROSE
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A question; `name` is its anchor, `competency` the sub-point in front of its title."""

    name: str
    title: str
    kind: ItemKind
    body: Prose = NO_PROSE
    options: tuple[Option, ...] = ()
    explanation: Prose = NO_PROSE
    competency: str = ""
    line: int = 0

    @property
    def is_scored(self) -> bool:
        """Tell whether a response to this item earns points."""
        return self.kind not in UNSCORED_KINDS


class Display(StrEnum):
    """Whether the learner meets one question a page or all on one."""

    PAGED = "paged"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Quiz:
    """A set of items.

    `mastery_score` runs from 0 to 1. `draw` is how many items are drawn at random, 0 for all.
    A quiz with a `form` (`A` or `B`) is a measurement: its feedback waits until the end.
    `renamed` maps an old name of a question to its present one.
    """

    header: Header
    introduction: Prose
    items: tuple[Item, ...]
    mastery_score: float = 0.8
    draw: int = 0
    form: str = ""
    display: Display = Display.PAGED
    is_shuffled: bool = True
    renamed: tuple[tuple[str, str], ...] = ()

    def item(self, name: str) -> Item:
        """Give an item by name; raises `KeyError` for a name that the quiz does not have."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)
