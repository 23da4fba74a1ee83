"""YAML header read as text: every key and value with its line and column."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import yaml

from training.compiler.report import TOP, Place, Report

MAX_SIZE = 10_000

# libyaml's parser when PyYAML was built with it: ten times as fast, the same events and marks
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# the fence may be followed by blanks; a longer row of hyphens is a rule, not a fence
_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value; a list of values keeps its parts."""

    key: str
    values: tuple[str, ...]
    key_place: Place
    place: Place

    @property
    def text(self) -> str:
        """Give the value as one text."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The header's entries by key, and the document below it with its line numbers kept.

    Where the header is not whole, a key that seems to be missing may just not have been read.
    """

    entries: Mapping[str, Entry]
    body: str
    is_whole: bool = True


class _HeaderError(Exception):
    """The header cannot be read; carries what the author must hear."""

    def __init__(self, place: Place, variant: str, **values: str) -> None:
        super().__init__(variant)
        self.place, self.variant, self.values = place, variant, values


def split(text: str, report: Report) -> FrontMatter:
    """Take the header apart; the body keeps its line numbers, blank lines stand for the header."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        report.add("E01", TOP, "missing")
        return FrontMatter({}, text, is_whole=False)
    end = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), None)
    start = len(lines) if end is None else end + 1
    if end is None:  # the fence was most likely forgotten before the first blank line or heading
        report.add("E01", TOP, "open")
        texts = (n for n, line in enumerate(lines) if not line.strip() or line[0] == "#")
        end = start = next(texts, start)
    before = len(report.found)
    entries = _entries("\n".join(lines[1:end]), report)
    body = "\n" * start + "\n".join(lines[start:])
    return FrontMatter(entries, body, is_whole=len(report.found) == before)


def _entries(source: str, report: Report) -> dict[str, Entry]:
    if len(source) > MAX_SIZE:
        report.add("E35", TOP, "header", limit=MAX_SIZE)
        return {}
    entries: dict[str, Entry] = {}
    try:
        for entry in _read(source):
            if entry.key in entries:
                line = entries[entry.key].key_place.line
                report.add("E03", entry.key_place, "duplicate", key=entry.key, line=line)
            else:
                entries[entry.key] = entry
    except _HeaderError as problem:
        report.add("E03", problem.place, problem.variant, **problem.values)
    except yaml.MarkedYAMLError as error:
        place = _inside(source, _place(error.problem_mark))
        report.add("E03", place, _syntax(error, source, place))
    except yaml.YAMLError:
        report.add("E03", TOP, "character")
    return entries


def _read(source: str) -> Iterator[Entry]:
    """Walk the events: a flat mapping whose values are texts or lists of texts, nothing else.

    Events, not `compose`: composing recurses into whatever nesting a hostile header has.
    """
    events = (event for event in yaml.parse(source, Loader=_LOADER) if not _is_frame(event))
    first = next(events, None)
    if first is None:
        return
    if not isinstance(first, yaml.MappingStartEvent):
        raise _HeaderError(_place(first.start_mark), "flat")
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        key, key_place = _scalar(event)
        values, place = _value(next(events), events)
        yield Entry(key, values, key_place, place)


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> tuple[tuple[str, ...], Place]:
    if not isinstance(event, yaml.SequenceStartEvent):
        text, place = _scalar(event)
        return (text,), place
    _refuse_anchor(event)
    texts = []
    for item in events:
        if isinstance(item, yaml.SequenceEndEvent):
            break
        texts.append(_scalar(item)[0])
    return tuple(texts), _place(event.start_mark)


def _scalar(event: yaml.Event) -> tuple[str, Place]:
    _refuse_anchor(event)
    if not isinstance(event, yaml.ScalarEvent):
        raise _HeaderError(_place(event.start_mark), "flat")
    return " ".join(event.value.split()), _place(event.start_mark)


def _refuse_anchor(event: yaml.Event) -> None:
    name = getattr(event, "anchor", None)
    if name is not None:
        raise _HeaderError(_place(event.start_mark), "alias", name=str(name))


def _is_frame(event: yaml.Event) -> bool:
    return isinstance(
        event,
        yaml.StreamStartEvent
        | yaml.StreamEndEvent
        | yaml.DocumentStartEvent
        | yaml.DocumentEndEvent,
    )


class _Mark(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _place(mark: _Mark | None) -> Place:
    """Count from 1, and count the line of the opening fence."""
    return Place(mark.line + 2, mark.column + 1) if mark else TOP


def _inside(source: str, place: Place) -> Place:
    """Keep a problem that shows only at the end of the header on its last line."""
    last = source.count("\n") + 2
    return place if place.line <= last else Place(last)


def _syntax(error: yaml.MarkedYAMLError, source: str, place: Place) -> str:
    lines = source.split("\n")
    line = lines[place.line - 2] if place.line - 2 < len(lines) else ""
    if "mapping values are not allowed" in str(error.problem):
        return "colon"
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in str(error.problem):
        return "tab"
    return "syntax"
