"""A quiz as GIFT."""

import re
from collections.abc import Iterator

from training.domain.prose import Prose
from training.domain.quiz import ItemKind, Option, Quiz
from training.interchange.outgoing import (
    Exported,
    Outgoing,
    body_of,
    clean,
    element_of,
    html_of,
    losses,
    outgoing,
    percentage,
    plain_of,
    weight_of,
)
from training.interchange.questions import Note
from training.interchange.raw import note

_MARKS = re.compile(r"[\\~=#{}:]")
_USUAL = {"=": 100.0, "~": 0.0}
_FIRST = {"%": "&#37;", "[": "&#91;", "/": "&#47;"}
"""At the start of a text these would be a weight, a markup or a comment."""


def write_gift(quiz: Quiz) -> Exported:
    """Write every question; the notes tell what stayed behind."""
    questions = outgoing(quiz)
    title = clean(" ".join(quiz.header.title.split())).replace("/", "//")
    parts = [f"$CATEGORY: {title}", *map(_question, questions)]
    notes = (*losses(quiz), *(found for each in questions for found in _losses(each)))
    return Exported("\n\n".join(parts).encode() + b"\n", notes)


def _losses(each: Outgoing) -> Iterator[Note]:
    item = each.item
    codes = {ItemKind.POLL: "out-poll", ItemKind.MULTIPLE: "out-part-points"}
    if code := codes.get(item.kind):
        yield note(code, item.line, name=item.title)
    if any(len(list(element_of(option.match))) for option in item.options):
        yield note("out-match-plain", item.line, name=item.title)


def _question(each: Outgoing) -> str:
    comment = "".join(f"// [tag:{tag}]\n" for tag in each.tags)
    name = _escape(" ".join(each.name.split()))
    return f"{comment}::{name}::[html]{_html(html_of(body_of(each.item)))}{_braces(each)}"


def _braces(each: Outgoing) -> str:
    item = each.item
    general = f"\t####{_prose(item.explanation)}\n" if item.explanation else ""
    match item.kind:
        case ItemKind.REFLECTION:
            return "{}"
        case ItemKind.ORDERING:
            steps = "".join(f"{_prose(option.text)}\n" for option in item.options)
            head = f">{len(item.options)} ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW"
            return f"{{{head}\n{steps}{general.lstrip()}}}"
        case ItemKind.MATCHING:
            pairs = "".join(
                f"\t={_prose(option.text)} -> {_escape(clean(plain_of(option.match)))}\n"
                for option in item.options
            )
            return f"{{\n{pairs}{general}}}"
        case _:
            return f"{{\n{''.join(_choices(each))}{general}}}"


def _choices(each: Outgoing) -> Iterator[str]:
    """Write the answers; one with `=` says that only one may be picked."""
    item = each.item
    weights = [weight_of(item, option) for option in item.options]
    best = -1 if item.kind is ItemKind.MULTIPLE else weights.index(max(weights))
    for place, (option, weight) in enumerate(zip(item.options, weights, strict=True)):
        mark = "=" if place == best else "~"
        is_usual = weight == _USUAL[mark]
        share = "" if is_usual else f"%{percentage(weight)}%"
        yield f"\t{mark}{share}{_prose(option.text)}{_feedback(option)}\n"


def _feedback(option: Option) -> str:
    return f"#{_prose(option.feedback)}" if option.feedback else ""


def _prose(prose: Prose) -> str:
    return _html(html_of(element_of(prose)))


def _html(html: str) -> str:
    text = _FIRST.get(html[:1], html[:1]) + html[1:]
    return _escape(text).replace("\n", "\\n")


def _escape(text: str) -> str:
    return _MARKS.sub(lambda found: f"\\{found[0]}", text)
