"""A text cut at its headings without reading what it says: what joins again byte for byte."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.compiler.anchors import anchor

_HEADING = re.compile(r" {0,3}##[ \t]+(.*?)[ \t]*#*[ \t]*\r?\n?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_TARGET = re.compile(r"(\]\(\s*#)([^)\s\"]+)")


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part: its text with the heading, and the line it begins at.

    The first holds the header and what stands above all headings; it has no name.
    """

    name: str
    title: str
    text: str
    line: int


def cut_parts(source: str) -> tuple[SourcePart, ...]:
    """Cut a text at its headings of the second level; a heading inside code is none."""
    starts, fence = [(0, "")], ""
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            is_end = mark and mark[1].startswith(fence) and not line.strip(" \t\r\n`~")
            fence = "" if is_end else fence
        elif mark:
            fence = mark[1]
        elif found := _HEADING.fullmatch(line):
            starts.append((number, found[1]))
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    return tuple(
        SourcePart(anchor(title) if number else "", title, "".join(lines[start:end]), start + 1)
        for number, ((start, title), end) in enumerate(zip(starts, ends, strict=True))
    )


def join_parts(texts: Iterable[str]) -> str:
    """Put parts together again, with a blank line where one ends without."""
    joined = ""
    for text in texts:
        if joined and text and not joined.endswith(("\n\n", "\r\n\r\n")):
            end = "\r\n" if "\r\n" in joined else "\n"
            joined = joined.rstrip("\r\n") + end + end
        joined += text
    return joined


def aim(text: str, names: Mapping[str, str]) -> str:
    """Let links to headings follow them to their new names."""

    def renamed(found: re.Match[str]) -> str:
        return found[1] + names.get(found[2], found[2])

    return _TARGET.sub(renamed, text) if names else text
