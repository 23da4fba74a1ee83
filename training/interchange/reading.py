"""Reads a file of questions of any format we know; whatever it holds, it never raises."""

import codecs
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from training.compiler.anchors import anchor
from training.compiler.limits import MAX_BLOCKS, is_readable
from training.compiler.outline import read_outline
from training.compiler.report import Report
from training.compiler.source import MAX_SIZE
from training.interchange.aiken import KEY, OPTION, read_aiken
from training.interchange.gift import read_gift
from training.interchange.moodle_reader import read_moodle
from training.interchange.questions import Format, Found, Imported, Note
from training.interchange.quiz_text import Head, write_question
from training.interchange.raw import RawFile, RawKind, RawQuestion, Unread, note
from training.interchange.settling import description_last, joined, settle, settle_description

LARGEST = 5 * 1024 * 1024
TRUTH = {"nl": ("Waar", "Niet waar"), "en": ("True", "False")}
ROOM = 2_000
"""What the header of a quiz and a longer sub-point may take of the room in a file."""
_READERS: Mapping[Format, Callable[[str], RawFile]] = {
    Format.GIFT: read_gift,
    Format.AIKEN: read_aiken,
    Format.MOODLE: read_moodle,
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_questions(data: bytes, *, format: Format | None = None, language: str = "nl") -> Imported:
    """Read every question of a file, and tell of each one what became of it."""
    if len(data) > LARGEST:
        return Imported(format or Format.GIFT, faults=(note("file-large", 1, limit=5),))
    text, faults = _decode(data)
    chosen = format or _recognise(text)
    if not text.strip():
        return Imported(chosen, faults=(note("file-empty", 1),))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Imported(chosen, faults=(note("file-binary", line),))
    read = _READERS[chosen](text)
    faults += read.faults
    if not read.questions and not read.faults:
        faults += (note("no-questions", 1),)
    found = tuple(_fitting(_named_apart(_settled(read, TRUTH[language]))))
    return Imported(chosen, found, faults)


def _decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Read UTF-8 or, with a mark in front, UTF-16; what is neither comes from an old Windows."""
    faults: tuple[Note, ...] = ()
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        faults = (note("encoding", 1),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), faults


def _recognise(text: str) -> Format:
    if text.lstrip().startswith("<"):
        return Format.MOODLE
    lines = [line.strip() for line in text[:LARGEST].split("\n")]
    has_key = any(KEY.fullmatch(line) for line in lines)
    has_option = any(OPTION.fullmatch(line) for line in lines)
    return Format.AIKEN if has_key or (has_option and "{" not in text) else Format.GIFT


def _settled(read: RawFile, truth: tuple[str, str]) -> Iterator[Found]:
    """Settle in the order of the file; a text that asks nothing waits for the next question."""
    waiting: list[tuple[RawQuestion, Found]] = []
    for raw in read.questions:
        if isinstance(raw, Unread):
            yield Found(raw.name, raw.note.line, raw.note.column, None, (raw.note,))
        elif raw.kind is RawKind.DESCRIPTION:
            waiting.append((raw, settle_description(raw)))
        else:
            found = settle(raw, truth)
            if found.question is None:
                yield found
                continue
            yield from (told for _, told in waiting)
            for description, _ in reversed(waiting):
                found = joined(description, found)
            waiting = []
            yield found
    yield from (description_last(told) for _, told in waiting)


def _named_apart(found: Iterator[Found]) -> Iterator[Found]:
    """Give every question a name of its own; the anchors of a file must differ."""
    taken: dict[str, int] = {}
    for place, each in enumerate(found, start=1):
        if each.question is None:
            yield each
            continue
        name = _apart(each.question.name if anchor(each.question.name) else f"({place})", taken)
        notes = each.notes
        if name != each.question.name:
            notes += (note("renamed", each.line, each.column, name=name),)
        yield replace(each, name=name, question=replace(each.question, name=name), notes=notes)


def _apart(name: str, taken: dict[str, int]) -> str:
    """Number a name that is taken; where the last number was is remembered."""
    count = taken.get(anchor(name), 0) + 1
    apart = name if count == 1 else f"{name} ({count})"
    while anchor(apart) in taken and count > 1:
        count += 1
        apart = f"{name} ({count})"
    taken[anchor(name)] = count
    taken.setdefault(anchor(apart), 1)
    return apart


@dataclass(slots=True)
class _Room:
    """What still fits in one quiz."""

    characters: int = MAX_SIZE - ROOM
    blocks: int = MAX_BLOCKS - 10


def _fitting(found: Iterator[Found]) -> Iterator[Found]:
    """Refuse what our own reader would not take, and what no longer fits in the file."""
    room = _Room()
    for each in found:
        code = _too_much(each, room) if each.question else ""
        if code:
            refused = note(code, each.line, each.column)
            each = replace(each, question=None, notes=(refused,))
        yield each


def _too_much(found: Found, room: _Room) -> str:
    if found.question is None:
        return ""
    text = write_question(Head("", ""), found.question)
    if len(text) > room.characters:
        return "file-full"
    outline = read_outline(text)
    if not is_readable(outline, Report()):
        return "too-much"
    blocks = sum(1 for block in outline.blocks for _ in block.walk())
    if blocks > room.blocks:
        return "file-full"
    room.characters -= len(text) + 20
    room.blocks -= blocks
    return ""
