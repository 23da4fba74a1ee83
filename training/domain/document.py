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


UNIT_KINDS = (Kind.LESSON, Kind.SCENARIO, Kind.QUIZ)


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter that all kinds share; `minutes` is 0 where the author gave none."""

    kind: Kind
    slug: str
    title: str
    language: str = "nl"
    minutes: int = 0
    audience: str = ""
    owner: str = ""
    source: str = ""
    review_by: date | None = None
