"""A text that is being mended: its lines, its language, its headings, and what a fix does to it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from training.compiler.anchors import anchor
from training.compiler.vocabulary import DEFAULT_LANGUAGE, VOCABULARY, Words
from training.domain.document import Kind

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_FENCE = re.compile(r"---[ \t]*")
_CODE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TARGET = re.compile(r"\]\(#([^\s)]+)")
_OWN_LANGUAGE = re.compile(r"(?:taal|language):\s*(\w+)\s*")


@dataclass(frozen=True, slots=True)
class Fix:
    """One remedy: which words say what it does, and the one passage that it replaces."""

    words: str
    start: int
    end: int
    text: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def apply(self, source: str) -> str:
        """Give the mended text; `source` is the one that the fix was made for."""
        return source[: self.start] + self.text + source[self.end :]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading by its line, counted from 1."""

    line: int
    level: int
    title: str

    @property
    def name(self) -> str:
        """Give the name by which links find it."""
        return anchor(self.title)


def plain_ends(source: str) -> str:
    """Write every line end as the compiler and the browser count them."""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def slug_of(title: str) -> str:
    """Make an identity of a title: letters without accents, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


@dataclass(frozen=True)
class Page:
    """A text of a kind; `name` is that of its file, `codes` the sub-points that there are."""

    kind: Kind
    source: str
    name: str = ""
    codes: Sequence[str] = ()

    @cached_property
    def text(self) -> str:
        """Give the text with plain line ends; places of a fix are places in this."""
        return plain_ends(self.source)

    @cached_property
    def lines(self) -> list[str]:
        """Give the lines."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Give where each line begins."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def header_end(self) -> int:
        """Give the line of the closing fence, 0 where there is no whole header."""
        if not _FENCE.fullmatch(self.lines[0]):
            return 0
        ends = (n for n, line in enumerate(self.lines, 1) if n > 1 and _FENCE.fullmatch(line))
        return next(ends, 0)

    @cached_property
    def language(self) -> str:
        """Give the language that the header names."""
        for line in self.lines[1 : self.header_end]:
            found = _OWN_LANGUAGE.fullmatch(line)
            if found and found[1] in VOCABULARY:
                return found[1]
        return DEFAULT_LANGUAGE

    @property
    def words(self) -> Words:
        """Give the words of that language."""
        return VOCABULARY[self.language]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """List the headings with hashes, outside code."""
        return tuple(self._headings())

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names of all headings; a text may ask for them once for each of its mistakes."""
        return frozenset(heading.name for heading in self.headings)

    @property
    def scenes(self) -> tuple[Heading, ...]:
        """List the headings of the second level."""
        return tuple(heading for heading in self.headings if heading.level == 2)  # noqa: PLR2004 - scenes and questions

    def _headings(self) -> Iterator[Heading]:
        fence = ""
        for number, line in enumerate(self.lines, 1):
            if number <= self.header_end:
                continue
            if code := _CODE.match(line):
                fence = "" if fence and code[1].startswith(fence) else fence or code[1]
            elif not fence and (found := _HEADING.fullmatch(line.strip())):
                yield Heading(number, len(found[1]), found[2])

    def line(self, number: int) -> str:
        """Give a line; empty outside the text."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def is_ending(self, heading: Heading) -> bool:
        """Tell whether a scene ends the story."""
        lead_in, colon, _ = heading.title.partition(":")
        return bool(colon) and lead_in.strip().casefold() == self.words.ending

    def end_of(self, heading: Heading) -> int:
        """Give the first line behind a scene."""
        after = (
            h.line for h in self.headings if h.line > heading.line and h.level <= heading.level
        )
        return next(after, len(self.lines) + 1)

    def targets(self, heading: Heading) -> frozenset[str]:
        """Name the scenes that a scene links to."""
        section = "\n".join(self.lines[heading.line : self.end_of(heading) - 1])
        return frozenset(_TARGET.findall(section))

    def at(self, line: int, column: int = 1) -> int:
        """Give the offset of a place."""
        line = min(max(line, 1), len(self.lines))
        return self.starts[line - 1] + min(max(column - 1, 0), len(self.lines[line - 1]))

    def find(self, text: str, line: int, column: int = 1) -> int:
        """Find a text on a line, from a column on; -1 where it is not."""
        start, end = self.at(line, column), self.at(line, len(self.line(line)) + 1)
        return self.text.casefold().find(text.casefold(), start, end) if text else -1

    def replace(self, words: str, line: int, column: int, old: str, new: str) -> Iterator[Fix]:
        """Put other words in the place of some, if they stand there."""
        start = self.find(old, line, column)
        if start >= 0 and len(self.text.casefold()) == len(self.text):
            yield Fix(words, start, start + len(old), new, {"text": new})

    def rewrite(self, words: str, line: int, new: str, /, **values: str) -> Fix:
        """Write a whole line anew."""
        return Fix(words, self.at(line), self.at(line, len(self.line(line)) + 1), new, values)

    def insert(self, words: str, line: int, text: str, /, **values: str) -> Fix:
        """Put whole lines before a line; behind the last line, at the end."""
        if line > len(self.lines):
            gap = "" if self.text.endswith("\n") or not self.text else "\n"
            return Fix(words, len(self.text), len(self.text), gap + text, values)
        return Fix(words, self.at(line), self.at(line), text, values)

    def remove(self, words: str, first: int, last: int) -> Fix:
        """Take whole lines out."""
        end = self.starts[last] if last < len(self.lines) else len(self.text)
        return Fix(words, self.at(first), end, "")

    def whole(self, words: str, new: str, /, **values: str) -> Fix:
        """Give the passage by which a new text differs from this one."""
        old, start, end = self.text, 0, 0
        while start < min(len(old), len(new)) and old[start] == new[start]:
            start += 1
        while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
            end += 1
        return Fix(words, start, len(old) - end, new[start : len(new) - end], values)
