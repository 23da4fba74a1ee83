"""The text of a GIFT file: its escapes, the markup of a text, and where a character stands."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from training.interchange.raw import RawText, Writing

MARKUP = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_ESCAPES = {mark: chr(0xDC00 + ord(mark)) for mark in "~=#{}:\\n"}
_FILL = chr(0xDFFF)
"""A lone surrogate is in no text that was decoded, so these can be told from what is written."""
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_PLAIN = {ord(mark): "\n" if plain == "n" else plain for plain, mark in _ESCAPES.items()} | {
    ord(_FILL): None
}


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file with its escapes hidden, and where its lines begin."""

    text: str
    starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Give line and column of an offset, both counted from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def hide(text: str) -> str:
    """Hide the escaped marks, so that what is left of them means something; no place moves."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found[1]] + _FILL, text)


def source_of(text: str) -> Source:
    """Find where the lines begin."""
    return Source(text, (0, *(found.end() for found in re.finditer("\n", text))))


def shown(text: str) -> str:
    """Give a text as it is meant, its escapes undone."""
    return text.translate(_PLAIN)


def text_of(text: str, markup: Writing) -> RawText:
    """Read a text that may name its markup in front."""
    found = MARKUP.match(text)
    if found:
        return RawText(shown(text[found.end() :]).strip(), Writing(found[1]))
    return RawText(shown(text).strip(), markup)
