"""A question as another system wrote it, before it is decided what it becomes here."""

from dataclasses import dataclass
from enum import StrEnum

from training.interchange.questions import Note


class RawKind(StrEnum):
    """What a question of another system is, as far as there is anything like it here."""

    CHOICE = "choice"
    TRUTH = "truth"
    MATCHING = "matching"
    ORDERING = "ordering"
    ESSAY = "essay"
    DESCRIPTION = "description"


class Writing(StrEnum):
    """How a text is written; `moodle` is HTML whose line ends count."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    MOODLE = "moodle"


@dataclass(frozen=True, slots=True)
class RawText:
    """A text and how it is written."""

    text: str = ""
    markup: Writing = Writing.PLAIN


NO_TEXT = RawText()
BLANK = "_____"
"""What Moodle shows where a word is missing."""


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """An answer; `weight` is the percentage of the points that it earns."""

    text: RawText
    weight: float = 0.0
    feedback: RawText = NO_TEXT
    match: RawText = NO_TEXT


@dataclass(frozen=True, slots=True)
class RawQuestion:
    """A question; `notes` hold what the reader of the format left out already.

    Of a statement that is true or not, the first answer says that it is, without any text.
    """

    kind: RawKind
    name: str
    line: int
    column: int = 1
    text: RawText = NO_TEXT
    answers: tuple[RawAnswer, ...] = ()
    explanation: RawText = NO_TEXT
    is_single: bool = True
    tags: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A question that cannot be used, and why."""

    name: str
    note: Note


@dataclass(frozen=True, slots=True)
class RawFile:
    """What the reader of a format found, in the order of the file."""

    questions: tuple[RawQuestion | Unread, ...] = ()
    faults: tuple[Note, ...] = ()


def note(code: str, line: int, column: int = 1, /, **values: object) -> Note:
    """Make a note whose values are text."""
    return Note(code, line, column, {name: str(value) for name, value in values.items()})
