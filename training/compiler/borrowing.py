"""Questions that a quiz borrows: a heading that is a link to a question of another quiz."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from urllib.parse import unquote

from training.compiler import front_matter
from training.compiler.addresses import Address, classify, parse_path, resolve
from training.compiler.choices import href, links
from training.compiler.limits import is_readable
from training.compiler.outline import read_outline
from training.compiler.prose import Renderer
from training.compiler.reading import Reading
from training.compiler.report import Place, Report
from training.compiler.source import read_text
from training.compiler.structure import Section, cut
from training.domain.diagnostics import Severity
from training.domain.document import Kind
from training.domain.quiz import Item

ReadItem = Callable[[Section, Reading], Item]
_HEADING = re.compile(
    r"^ {0,3}##[ \t]+\[[^\n]{0,400}\]\([ \t]{0,9}<?([^)\s>]{1,400}\.md#[^)\s>]{0,400})",
    re.MULTILINE,
)
"""With an end to every part: this is tried on whatever somebody writes, outside any limit."""


def addresses_in(source: str) -> frozenset[str]:
    """Give the questions that a quiz borrows, as `path#question`, without reading the quiz."""
    return frozenset(map(_address, _HEADING.findall(source)))


def lend(source: str, files: Mapping[str, str | bytes], *, own: str = "") -> dict[str, str]:
    """Give every question of the quizzes that a quiz borrows from; never of the quiz itself."""
    paths = {address.partition("#")[0] for address in addresses_in(source)} - {own}
    return {
        address: text
        for path in sorted(paths & files.keys())
        for address, text in questions_of(path, files[path]).items()
    }


def chosen(text: str, lent: Mapping[str, str]) -> dict[str, str]:
    """Give what a text borrows of the questions that it may."""
    return {address: lent[address] for address in sorted(addresses_in(text)) if address in lent}


def questions_of(path: str, source: str | bytes) -> dict[str, str]:
    """Give the Markdown of every question of a quiz, by `path#question`."""
    text = read_text(source).value or ""
    outline = read_outline(front_matter.split(text, Report()).body)
    lines = text.split("\n")
    _, sections = cut(outline.blocks, level=2)
    edges = [section.heading.line - 1 for section in sections]
    shared = [f"[{label}]: <{address}>" for label, (address, _) in outline.definitions.items()]
    found: dict[str, str] = {}
    for section, (start, end) in zip(sections, pairwise([*edges, len(lines)]), strict=True):
        own = "\n".join(lines[start:end]).strip()
        found.setdefault(f"{path}#{section.name}", "\n\n".join([own, *shared]))
    return found


def borrowed_names(source: str) -> dict[str, str]:
    """Map the questions of a quiz that are borrowed to where they were written."""
    text = read_text(source).value or ""
    _, sections = cut(read_outline(front_matter.split(text, Report()).body).blocks, level=2)
    found = ((section.name, borrowed_address(section)) for section in sections)
    return {name: address for name, address in found if address}


def borrowed_address(section: Section) -> str | None:
    """Give the question that a heading borrows; none for a heading of its own."""
    inline = section.heading.inline
    found = links(inline)
    if len(found) != 1:
        return None
    link = found[0]
    is_whole = link.meta.get("start") == 0 and link.meta.get("end") == len(inline.text.rstrip())
    if not is_whole or classify(href(link)) is not Address.DOCUMENT:
        return None
    address = _address(href(link))
    target = parse_path(address.partition("#")[0])
    return address if target and target.kind is Kind.QUIZ else None


def read_borrowed(
    section: Section, address: str, reading: Reading, read_item: ReadItem
) -> Item | None:
    """Read a question as the other quiz asks it, or say why it cannot be asked here."""
    place = section.heading.inline.place(0)
    path, _, name = address.partition("#")
    if not name:
        reading.report.add("E54", place, "question", path=path)
        return None
    if section.blocks:
        reading.report.add("E54", section.blocks[0].place, "below", path=path)
    text = reading.context.borrowed.get(address)
    if text is None:
        _complain(address, place, reading)
        return None
    outline = read_outline(text)
    report = Report()
    _, sections = cut(outline.blocks, level=2)
    if not sections or not is_readable(outline, report):
        reading.report.add("E54", place, "broken", name=name, path=path)
        return None
    if borrowed_address(sections[0]):
        reading.report.add("E53", place, name=name, path=path)
        return None
    renderer = Renderer(Kind.QUIZ, outline, reading.context.slugs)
    there = replace(reading, outline=outline, report=report, renderer=renderer)
    item = read_item(sections[0], there)
    if any(found.severity is Severity.ERROR for found in report.found):
        reading.report.add("E54", place, "broken", name=name, path=path)
    line = section.heading.line
    options = tuple(replace(option, line=line) for option in item.options)
    return replace(item, name=section.name, options=options, line=line)


def _address(href: str) -> str:
    path, _, name = href.partition("#")
    return f"{resolve(Kind.QUIZ, path)}#{unquote(name)}"


def _complain(address: str, place: Place, reading: Reading) -> None:
    path, _, name = address.partition("#")
    names = [
        known.partition("#")[2]
        for known in reading.context.borrowed
        if known.startswith(f"{path}#")
    ]
    if close := get_close_matches(name, names, n=1):
        reading.report.add("E52", place, "suggestion", name=name, path=path, suggestion=close[0])
    else:
        reading.report.add("E52", place, name=name, path=path)
