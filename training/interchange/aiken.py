"""The Aiken format: a question, lettered answers, and a line that names the right one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from training.interchange.raw import (
    RawAnswer,
    RawFile,
    RawKind,
    RawQuestion,
    RawText,
    Unread,
    Writing,
    note,
)

MAX_QUESTIONS = 1_000
OPTION = re.compile(r"([A-Z])[).][ \t]+(\S.*)")
KEY = re.compile(r"ANSWER:[ \t]*(.*)")
_LETTER = re.compile(r"[A-Z]")


@dataclass(slots=True)
class _Block:
    """The lines of one question as far as they were read."""

    line: int
    text: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)


def read_aiken(text: str) -> RawFile:
    """Read every question; a broken one ends at its key, or where a new text begins."""
    questions: list[RawQuestion | Unread] = []
    for found in _questions(text):
        if len(questions) == MAX_QUESTIONS:
            return RawFile(tuple(questions), (note("too-many", 1, limit=MAX_QUESTIONS),))
        questions.append(found)
    return RawFile(tuple(questions))


def _questions(text: str) -> Iterator[RawQuestion | Unread]:
    block: _Block | None = None
    for number, row in enumerate(text.split("\n"), start=1):
        line = row.strip()
        if not line:
            if block and not block.options:
                block.text.append("")
            continue
        if key := KEY.fullmatch(line):
            yield _finish(block or _Block(number), key[1].strip(), number)
            block = None
            continue
        option = OPTION.fullmatch(line)
        if block and block.options and not option:
            yield Unread(_name(block), note("key-missing", block.line))
            block = None
        block = block or _Block(number)
        if option:
            block.options.append((option[1], option[2].strip()))
        else:
            block.text.append(line)
    if block and (block.options or any(block.text)):
        yield Unread(_name(block), note("key-missing", block.line))


def _finish(block: _Block, key: str, line: int) -> RawQuestion | Unread:
    letters = [letter for letter, _ in block.options]
    found = None
    if not any(block.text):
        found = note("text-missing", block.line)
    elif not letters:
        found = note("answers-missing", block.line)
    elif len(set(letters)) < len(letters):
        found = note("letter-twice", block.line)
    elif not _LETTER.fullmatch(key) or key not in letters:
        found = note("key-unknown", line, key=key[:20], letters=", ".join(letters))
    if found:
        return Unread(_name(block), found)
    answers = tuple(
        RawAnswer(RawText(text, Writing.PLAIN), 100.0 * (letter == key))
        for letter, text in block.options
    )
    text = "\n".join(block.text).strip()
    return RawQuestion(
        RawKind.CHOICE, "", block.line, text=RawText(text, Writing.PLAIN), answers=answers
    )


def _name(block: _Block) -> str:
    return " ".join(" ".join(block.text).split())[:80]
