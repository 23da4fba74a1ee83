"""A document cut at its headings: introduction, sections, and what is wrong with the headings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from training.compiler.anchors import anchor, is_same_everywhere
from training.compiler.outline import Block, Inline, Outline
from training.compiler.report import Place, Report

MAX_NAME = 200
_UNDECIDED = "<" * 7
_NO_SPACE = re.compile(r"(#{2,6})([^#\s].*)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands below it up to the next heading of its level."""

    heading: Block
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Give the words of the heading."""
        return self.heading.inline.plain

    @property
    def name(self) -> str:
        """Give the anchor by which links find this section."""
        return anchor(self.title)

    @property
    def place(self) -> Place:
        """Give where the heading stands."""
        return self.heading.place


def cut(blocks: Iterable[Block], level: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Give what stands before the first heading of a level, and the sections; drop the title."""
    body = [block for block in blocks if block.level != 1]
    starts = [n for n, block in enumerate(body) if block.level == level]
    edges = pairwise([*starts, len(body)])
    sections = tuple(Section(body[start], tuple(body[start + 1 : end])) for start, end in edges)
    return tuple(body[: starts[0]] if starts else body), sections


def check_quotations(blocks: Sequence[Block], report: Report) -> None:
    """Warn of a line that a forgotten blank line has made part of the quotation above it."""
    for block in (inner for outer in blocks for inner in outer.walk()):
        if block.inline.lazy_row:
            report.add("W48", Place(block.inline.line + block.inline.lazy_row))


def check_choices_left(text: str, report: Report) -> None:
    """Refuse a text that was put together from two, while somebody still has to choose."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_UNDECIDED):
            report.add("E55", Place(number))


def check_headings(outline: Outline, report: Report) -> None:
    """Report a second title and a heading whose space was forgotten."""
    titles = [block for block in outline.blocks if block.level == 1]
    for title in titles[1:]:
        report.add("E05", title.place, line=titles[0].line)
    for block in outline.blocks:
        if block.type == "paragraph":
            _check_forgotten_space(block.inline, report)


def _check_forgotten_space(inline: Inline, report: Report) -> None:
    offset = 0
    for line in inline.text.split("\n"):
        if found := _NO_SPACE.fullmatch(line):
            heading = f"{found[1]} {found[2]}"
            report.add("E41", inline.place(offset), heading=heading)
        offset += len(line) + 1


def check_names(sections: Iterable[Section], report: Report) -> None:
    """Report sections that a link could not tell apart, and names that viewers disagree about."""
    lines: dict[str, int] = {}
    for section in sections:
        name = section.name
        if not name:
            report.add("E46", section.place)
        elif name in lines:
            report.add("E06", section.place, name=section.title, line=lines[name])
        elif len(name) > MAX_NAME:
            report.add("E35", section.place, "heading", limit=MAX_NAME)
        elif not is_same_everywhere(name):
            report.add("W07", section.place, title=section.title, name=name)
        lines.setdefault(name, section.heading.line)
