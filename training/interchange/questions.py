"""What is read from a file of questions: each one as it becomes here, and what happened to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from training.domain.judgement import Level
from training.domain.quiz import ItemKind

PREFIX = re.compile(r"(\d+(?:\.\d+)?)\s+(?=\S)")
"""The sub-point in front of the name of a question."""


class Format(StrEnum):
    """The files that can be read."""

    GIFT = "gift"
    AIKEN = "aiken"
    MOODLE = "moodle"


class Outcome(StrEnum):
    """What became of a question."""

    IMPORTED = "imported"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened, and where; its sentence is made at the edge."""

    code: str
    line: int
    column: int = 1
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, in Markdown; `match` is the right-hand side of a pair."""

    text: str
    is_key: bool = False
    level: Level | None = None
    match: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, in Markdown; of what has to be put in order the answers stand in that order."""

    name: str
    kind: ItemKind
    text: str = ""
    answers: tuple[Answer, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One question of a file; a refused one has no value and says why.

    `is_joined` says that it became a part of the question behind it.
    """

    name: str
    line: int
    column: int = 1
    question: Question | None = None
    notes: tuple[Note, ...] = ()
    is_joined: bool = False

    @property
    def outcome(self) -> Outcome:
        """Tell what became of it."""
        if self.question is None and not self.is_joined:
            return Outcome.REFUSED
        return Outcome.CHANGED if self.notes else Outcome.IMPORTED


@dataclass(frozen=True, slots=True)
class Imported:
    """All that a file holds; `faults` are about the file itself."""

    format: Format
    found: tuple[Found, ...] = ()
    faults: tuple[Note, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give what can be used."""
        return tuple(found.question for found in self.found if found.question)

    def count(self, outcome: Outcome) -> int:
        """Count what became of the questions."""
        return sum(found.outcome is outcome for found in self.found)
