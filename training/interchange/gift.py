"""Moodle's GIFT format: blocks of plain text with the answers in braces."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.interchange.gift_answers import Braces, read_answers
from training.interchange.gift_text import MARKUP, Source, hide, shown, source_of, text_of
from training.interchange.questions import Note
from training.interchange.raw import (
    BLANK,
    RawFile,
    RawKind,
    RawQuestion,
    Unread,
    Writing,
    note,
)

MAX_QUESTIONS = 1_000
_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_CATEGORY = re.compile(r"[ \t]*\$CATEGORY:[ \t]*(.*)")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_TAG = re.compile(r"\[tag:([^\[\]]+)\]")
_BLANK = re.compile(r"\n[ \t]*\n")
_NEXT = re.compile(r"^[ \t]*\n[ \t]*(?=::|\$CATEGORY:)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Block:
    """A question from its first to its last character; the braces are -1 where there are none."""

    start: int
    end: int
    opening: int = -1
    closing: int = -1


def read_gift(text: str) -> RawFile:
    """Read every question; one that is broken costs the next one nothing."""
    hidden = hide(text)
    tags = {found.start(): found[0] for found in _COMMENT.finditer(hidden)}
    hidden = _COMMENT.sub(lambda found: " " * len(found[0]), hidden)
    source = source_of(hidden)
    questions: list[RawQuestion | Unread] = []
    categories: list[str] = []
    nexts = [found.start() for found in _NEXT.finditer(hidden)]
    position = 0
    while (block := _next_block(source.text, position, nexts)) and len(questions) <= MAX_QUESTIONS:
        comments = " ".join(line for at, line in tags.items() if position <= at < block.end)
        position = block.end
        category = _CATEGORY.match(source.text, block.start)
        if category:
            categories.append(shown(category[1]).strip())
            continue
        questions.append(_read(source, block, frozenset(_TAG.findall(comments))))
    return RawFile(tuple(questions[:MAX_QUESTIONS]), tuple(_faults(questions, categories)))


def _faults(questions: list[RawQuestion | Unread], categories: list[str]) -> Iterator[Note]:
    if len(questions) > MAX_QUESTIONS:
        yield note("too-many", 1, limit=MAX_QUESTIONS)
    if len(set(categories)) > 1:
        yield note("categories", 1, count=len(set(categories)))


def _next_block(text: str, position: int, nexts: Sequence[int]) -> _Block | None:
    first = re.compile(r"\S").search(text, position)
    if first is None:
        return None
    start = text.rfind("\n", 0, first.start()) + 1
    start = max(start, position)
    if category := _CATEGORY.match(text, start):
        return _Block(start, category.end())
    start = first.start()
    blank = _end_of(_BLANK.search(text, start), text)
    opening = text.find("{", start, blank)
    if opening < 0:
        return _Block(start, blank)
    limit = _first_after(nexts, opening, len(text))
    closing = text.find("}", opening, limit)
    other = text.find("{", opening + 1, closing if closing >= 0 else limit)
    if closing < 0 or _is_lost(text, opening, other):
        return _Block(start, _end_of(_BLANK.search(text, opening), text), opening)
    return _Block(start, _end_of(_BLANK.search(text, closing), text), opening, closing)


def _is_lost(text: str, opening: int, other: int) -> bool:
    """Tell whether a second opening brace, behind a blank line, belongs to the next question."""
    return other >= 0 and bool(_BLANK.search(text, opening, other))


def _first_after(places: Sequence[int], place: int, end: int) -> int:
    found = bisect_right(places, place)
    return places[found] if found < len(places) else end


def _end_of(found: re.Match[str] | None, text: str) -> int:
    return found.start() if found else len(text)


def _read(source: Source, block: _Block, tags: frozenset[str]) -> RawQuestion | Unread:
    text = source.text[block.start : block.end]
    line, column = source.place(block.start)
    title = _TITLE.match(text)
    name = " ".join(shown(title[1]).split()) if title else ""
    body = block.start + (title.end() if title else 0)
    found = MARKUP.match(source.text, body)
    markup = Writing(found[1]) if found else Writing.MOODLE
    body = found.end() if found else body
    if block.opening < 0:
        stray = source.text.find("}", body, block.end)
        if stray >= 0:
            return Unread(name, note("brace-closing", *source.place(stray)))
        text_only = text_of(source.text[body : block.end], markup)
        return RawQuestion(RawKind.DESCRIPTION, name, line, column, text=text_only, tags=tags)
    if block.closing < 0:
        return Unread(
            name or _begin(source.text[body : block.opening]),
            note("brace-open", *source.place(block.opening)),
        )
    before, after = source.text[body : block.opening], source.text[block.closing + 1 : block.end]
    if "{" in after or "}" in after:
        at = block.closing + 1 + min(i for i in (after.find("{"), after.find("}")) if i >= 0)
        return Unread(name or _begin(before), note("braces-two", *source.place(at)))
    told = f"{before}{BLANK}{after}" if after.strip() else before
    braces = Braces(
        source.text[block.opening + 1 : block.closing], markup, *source.place(block.opening)
    )
    read = read_answers(braces)
    if isinstance(read, Note):
        return Unread(name or _begin(before), read)
    return RawQuestion(
        read.kind,
        name,
        line,
        column,
        text_of(told, markup),
        read.answers,
        read.explanation,
        read.is_single,
        tags,
        read.notes,
    )


def _begin(text: str) -> str:
    return " ".join(shown(text).split())[:80]
