"""The stocktake: what staff, board and initiatives say of the same behaviour, as scores 0 to 100.

An answer is 1 (never) to 5 (always); 0 stands for "I do not know". Somebody's sub-point is the mean
of what that person answered of it; a principle the mean of sub-points; the total the mean of the
principles, which weigh the same whatever the number of statements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

SUB_POINTS = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3")
PRINCIPLES = ("1", "2", "3")
TOTAL = "total"
FIGURES = (TOTAL, *PRINCIPLES, *SUB_POINTS)
ORGANISATION = ("R1", "R2", "R3", "R4", "R5")

DONT_KNOW = 0
LOWEST, HIGHEST = 1, 5
OFTEN = 4
"""Mostly; with always above it, what a board reads most easily."""
FEWEST_SUB_POINTS = 2


class Side(StrEnum):
    """Who fills in: people who work here, those who govern, or residents with an initiative."""

    STAFF = "staff"
    BOARD = "board"
    INITIATIVES = "initiatives"


class Length(StrEnum):
    """Two statements a sub-point, or three."""

    CORE = "core"
    LONG = "long"


class Status(StrEnum):
    """Where a wave is."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Contact(StrEnum):
    """How often somebody who works here meets initiatives."""

    NEVER = "never"
    YEARLY = "yearly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"


class Fate(StrEnum):
    """What became of an initiative; those that were stopped or refused count too."""

    RUNNING = "running"
    BEGINNING = "beginning"
    STOPPED = "stopped"
    REFUSED = "refused"


OFTEN_IN_CONTACT = frozenset({Contact.MONTHLY, Contact.WEEKLY})
WAITS = ("days", "weeks", "months", "longer", "none")
"""How long it took until there was a useful answer, from short to never."""
MOST_RECOMMENDED = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form that came in: answers by code. Of whom is not known; `unit` is of staff only.

    `is_mailed` tells that it came through a link that the product mailed. The others came by a code
    that somebody handed out, or were typed in: whoever did that may know what they say.
    """

    side: Side
    answers: Mapping[str, int]
    unit: str = ""
    contact: str = ""
    fate: str = ""
    is_mailed: bool = True


def mailed(sheets: Sequence[Sheet]) -> list[Sheet]:
    """List the forms that count for the size of a group."""
    return [sheet for sheet in sheets if sheet.is_mailed]


def handed(sheets: Sequence[Sheet]) -> list[Sheet]:
    """List the forms that somebody may know: by a code, from paper or by phone."""
    return [sheet for sheet in sheets if not sheet.is_mailed]


def statements_of(length: Length) -> tuple[str, ...]:
    """List the codes of the statements, in order."""
    return tuple(
        f"{point}{letter}"
        for point in SUB_POINTS
        for letter in ("ab" if length is Length.CORE else "abc")
    )


def sub_point(answers: Mapping[str, int], code: str, length: Length) -> float | None:
    """Score somebody's sub-point; none where too little of it was answered."""
    letters, fewest = ("ab", 1) if length is Length.CORE else ("abc", 2)
    given = [answers.get(f"{code}{letter}", DONT_KNOW) for letter in letters]
    known = [value for value in given if value != DONT_KNOW]
    return fmean(map(points, known)) if len(known) >= fewest else None


def points(value: int) -> float:
    """Put an answer of 1 to 5 on the scale of 0 to 100."""
    return (value - LOWEST) * 25.0


def score(
    answers: Mapping[str, int], figure: str, length: Length, counted: Sequence[str] = SUB_POINTS
) -> float | None:
    """Score one figure of one form; only sub-points that are `counted` go into the larger ones."""
    if figure in SUB_POINTS:
        return sub_point(answers, figure, length)
    if figure in PRINCIPLES:
        return _principle(answers, figure, length, counted)
    parts = [_principle(answers, principle, length, counted) for principle in PRINCIPLES]
    known = [part for part in parts if part is not None]
    return fmean(known) if len(known) == len(PRINCIPLES) else None


def _principle(
    answers: Mapping[str, int], principle: str, length: Length, counted: Sequence[str]
) -> float | None:
    parts = [
        sub_point(answers, code, length)
        for code in SUB_POINTS
        if code[0] == principle and code in counted
    ]
    known = [part for part in parts if part is not None]
    return fmean(known) if len(known) >= FEWEST_SUB_POINTS else None


Part = tuple[float | None, int]
"""A share, none of nothing, and of how many marks."""


def dont_know_share(sheets: Sequence[Sheet], code: str, length: Length) -> Part:
    """Give which part of the marks for a sub-point says "I do not know"."""
    marks = _marks(sheets, code, length)
    return _part(marks.count(DONT_KNOW), len(marks))


def often_share(sheets: Sequence[Sheet], code: str, length: Length) -> Part:
    """Give which part of the answers about a sub-point says mostly or always."""
    known = [mark for mark in _marks(sheets, code, length) if mark != DONT_KNOW]
    return _part(sum(mark >= OFTEN for mark in known), len(known))


def _part(count: int, total: int) -> Part:
    return (count / total if total else None), total


def _marks(sheets: Sequence[Sheet], code: str, length: Length) -> list[int]:
    codes = [one for one in statements_of(length) if one.startswith(code)]
    return [sheet.answers[one] for sheet in sheets for one in codes if one in sheet.answers]
