"""What stands between the braces of a GIFT question."""

import re
from dataclasses import dataclass
from itertools import pairwise

from training.interchange.gift_text import shown, text_of
from training.interchange.questions import Note
from training.interchange.raw import NO_TEXT, RawAnswer, RawKind, RawText, Writing, note

MAX_ANSWERS = 100
_TRUTH = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_MARK = re.compile(r"[~=]")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,9})?)%")
_ORDER = re.compile(
    r"\s*+>(?:\s*+(\d++)?+[ \t]*+((?:[A-Z_0-9]++[ \t]*+)*+)\n|[^\S\n]*+\n)(.*)", re.DOTALL
)
"""Never tries twice what it read: a question file comes from anywhere."""


@dataclass(frozen=True, slots=True)
class Braces:
    """What stands between them, and where they begin."""

    text: str
    markup: Writing
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Answers:
    """The kind of a question as its answers tell it."""

    kind: RawKind
    answers: tuple[RawAnswer, ...] = ()
    explanation: RawText = NO_TEXT
    is_single: bool = True
    notes: tuple[Note, ...] = ()


def read_answers(braces: Braces) -> Answers | Note:
    """Read the answers, or say why they cannot be used."""
    inside, _, general = braces.text.partition("####")
    explanation = text_of(general, braces.markup)
    if not inside.strip():
        return Answers(RawKind.ESSAY, explanation=explanation)
    if order := _ORDER.match(inside):
        return _ordering(order, braces, explanation)
    if truth := _TRUTH.fullmatch(inside):
        return _truth(truth, braces, explanation)
    if inside.lstrip().startswith("#"):
        return note("numerical", braces.line, braces.column)
    return _listed(inside, braces, explanation)


def _listed(inside: str, braces: Braces, explanation: RawText) -> Answers | Note:
    place = (braces.line, braces.column)
    parts = _parts(inside)
    if parts[0][1].strip():
        return note("answers-unmarked", *place, text=shown(parts[0][1]).strip()[:60])
    if len(parts) - 1 > MAX_ANSWERS:
        return note("answers-many", *place, count=len(parts) - 1, limit=MAX_ANSWERS)
    if "~" in inside:
        return _choice(parts[1:], braces, explanation)
    if all("->" in text for _, text in parts[1:]):
        return _matching(parts[1:], braces, explanation)
    return note("short-answer", *place)


def _parts(inside: str) -> list[tuple[str, str]]:
    """Part the answers at their marks; the first has none and ought to be empty."""
    edges = [found.start() for found in _MARK.finditer(inside)]
    parts = [
        (inside[start], inside[start + 1 : end]) for start, end in pairwise([*edges, len(inside)])
    ]
    return [("", inside[: edges[0]] if edges else inside), *parts]


def _truth(truth: re.Match[str], braces: Braces, explanation: RawText) -> Answers:
    """Read "feedback for who is wrong # feedback for who is right"."""
    is_true = truth[1][0] in "Tt"
    wrong, _, right = (truth[2] or "").partition("#")
    feedback = {True: text_of(right, braces.markup), False: text_of(wrong, braces.markup)}
    answers = tuple(
        RawAnswer(NO_TEXT, 100.0 * (says is is_true), feedback[says is is_true])
        for says in (True, False)
    )
    return Answers(RawKind.TRUTH, answers, explanation)


def _choice(parts: list[tuple[str, str]], braces: Braces, explanation: RawText) -> Answers:
    answers = []
    for mark, part in parts:
        weight = _WEIGHT.match(part)
        text, _, feedback = part[weight.end() if weight else 0 :].partition("#")
        share = float(weight[1]) if weight else 100.0 * (mark == "=")
        told = text_of(text, braces.markup)
        answers.append(RawAnswer(told, share, text_of(feedback, braces.markup)))
    is_single = any(mark == "=" for mark, _ in parts)
    is_weighed = any(answer.weight for answer in answers)
    return Answers(RawKind.CHOICE, tuple(answers), explanation, is_single or not is_weighed)


def _matching(parts: list[tuple[str, str]], braces: Braces, explanation: RawText) -> Answers:
    pairs = [part.partition("->") for _, part in parts]
    answers = tuple(
        RawAnswer(text_of(left, braces.markup), match=RawText(shown(right).strip(), Writing.PLAIN))
        for left, _, right in pairs
    )
    return Answers(RawKind.MATCHING, answers, explanation)


def _ordering(order: re.Match[str], braces: Braces, explanation: RawText) -> Answers:
    lines = [line for line in order[3].split("\n") if line.strip()][: MAX_ANSWERS + 1]
    answers = tuple(RawAnswer(text_of(line, braces.markup)) for line in lines)
    notes: tuple[Note, ...] = ()
    if order[1] and int(order[1][:6]) < len(answers):
        notes = (note("order-part", braces.line, braces.column, count=order[1][:6]),)
    return Answers(RawKind.ORDERING, answers, explanation, notes=notes)
