"""What every document of the library has: its kind, its identity and its header."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The folder of a file says its kind."""

    COMPETENCIES = "competencies"
    COURSE = "course"
    LESSON = "lesson"
    SCENARIO = "scenario"
    QUIZ = "quiz"
    PHRASES = "phrases"


class Change(StrEnum):
    """What a new revision does to a text: mend a slip, or say something else."""

    TYPO = "typo"
    MEANING = "meaning"


UNIT_KINDS = (Kind.LESSON, Kind.SCENARIO, Kind.QUIZ)


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter that all kinds share; `minutes` is 0 where the author gave none.

    `meaning` is a number that an author of files raises to say that a text now means something
    else; without that, new words in the same shape are taken for a slip that was mended.
    """

    kind: Kind
    slug: str
    title: str
    language: str = "nl"
    minutes: int = 0
    audience: str = ""
    owner: str = ""
    source: str = ""
    review_by: date | None = None
    meaning: int = 1
