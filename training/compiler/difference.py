"""Two texts of a file laid side by side: which parts differ, and in them which words.

It reads the Markdown itself, so that a draft that is not yet in order can be compared too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from training.compiler import front_matter
from training.compiler.anchors import anchor
from training.compiler.header import read_settings
from training.compiler.report import Report
from training.compiler.source import BYTE_ORDER_MARK
from training.domain.document import Kind

ALIKE = 0.4
"""Two paragraphs with less in common than this are not one that was changed."""

MANY = 1_500
"""More words, paragraphs or parts than this are not matched one by one: it would take too long."""

_HEADING = re.compile(r"##[ \t]+(.*?)[ \t]*#*")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_LINK = re.compile(r'\[([^\]]*)\]\(\s*#?([^\s)"]*)\s*(?:"([^"]*)")?\s*\)')


class State(StrEnum):
    """What became of a part, a paragraph or a few words."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Words:
    """A few words that are in both texts, or in one of them."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or an item of a list, as words."""

    state: State
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part of the text; its title is empty for the header and what stands above the parts."""

    title: str
    earlier_title: str
    state: State
    is_moved: bool
    is_header: bool
    paragraphs: tuple[Paragraph, ...]

    @property
    def runs(self) -> tuple[tuple[Paragraph, ...], ...]:
        """Give the paragraphs in runs: those that stay together, and those that changed."""
        groups = groupby(self.paragraphs, key=lambda row: row.state is State.SAME)
        return tuple(tuple(rows) for _, rows in groups)

    @property
    def is_equal(self) -> bool:
        """Tell whether nothing became of it."""
        return self.state is State.SAME and not self.is_moved


@dataclass(frozen=True, slots=True)
class TextDifference:
    """All parts in the order of the new text; what is gone stands where it was."""

    parts: tuple[PartDifference, ...]

    @property
    def changed(self) -> tuple[PartDifference, ...]:
        """Give the parts that are not as they were."""
        return tuple(part for part in self.parts if not part.is_equal)

    @property
    def untouched(self) -> int:
        """Count the parts that are as they were."""
        return len(self.parts) - len(self.changed)


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    paragraphs: tuple[str, ...]
    is_header: bool = False


HEADER, OPENING = "\0header", "\0opening"


def difference(kind: Kind, old: str, new: str) -> TextDifference:
    """Compare two texts of one file, part by part and then word by word."""
    before, after = _cut(old), _cut(new)
    renames = dict(read_settings(kind, front_matter.split(new, Report()), Report()).values.renamed)
    origins = {renames[name]: name for name in before if renames.get(name) in after}
    origins |= {name: name for name in after if name in before and name not in origins}
    moved = _moved([*before], [origins[name] for name in after if name in origins])
    parts = [
        _compare(before.get(origins.get(name, "")), part, is_moved=origins.get(name) in moved)
        for name, part in after.items()
    ]
    return TextDifference(tuple(_with_removed(parts, before, after, origins)))


def _with_removed(
    parts: list[PartDifference],
    before: Mapping[str, _Part],
    after: Mapping[str, _Part],
    origins: Mapping[str, str],
) -> list[PartDifference]:
    """Put what is gone behind the part that it stood behind."""
    present = {old: new for new, old in origins.items()}
    places = {name: place for place, name in enumerate(after)}
    rows = [(float(place), part) for place, part in enumerate(parts)]
    place = -1.0
    for name, part in before.items():
        if name in present:
            place = float(places[present[name]])
        else:
            rows.append((place + 0.5, _removed(part)))
    return [part for _, part in sorted(rows, key=lambda row: row[0])]


def _cut(source: str) -> dict[str, _Part]:
    """Divide a text at its headings of the second level; two of one name stay apart."""
    text = source.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    body = front_matter.split(text, Report()).body.split("\n")
    # Of the header the body has blank lines only.
    size = next((n for n, line in enumerate(body) if line.strip()), len(body))
    header = [line for line in text.split("\n")[:size] if line.strip(" \t-")]
    found: dict[str, _Part] = {HEADER: _Part("", tuple(header), is_header=True)}
    for number, (title, lines) in enumerate(_sections(body)):
        name = anchor(title) if title else OPENING
        name = f"{name}\0{number}" if name in found else name
        found[name] = _Part(title, tuple(_paragraphs(lines)))
    return found


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    title, section, is_code, count = "", list[str](), False, 0
    for line in lines:
        is_code ^= bool(_FENCE.match(line))
        heading = None if is_code or count == MANY else _HEADING.fullmatch(line)
        if heading:
            count += 1
            yield title, section
            title, section = heading[1], []
        else:
            section.append(line)
    yield title, section


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Give the paragraphs without their marks: as words, not as Markdown."""
    words: list[str] = []
    for line in lines:
        text = line.strip().lstrip("> \t")
        starts = bool(_ITEM.match(text)) or text.startswith(("|", "#"))
        if words and (not text or starts):
            yield " ".join(words)
            words = []
        if text and text.strip("|-: "):
            words.append(_plain(text))
    if words:
        yield " ".join(words)


def _plain(line: str) -> str:
    item = _ITEM.match(line)
    words = line[item.end() :] if item and line[0] in "-*+" else line
    return _LINK.sub(_told, words).replace("**", "").lstrip("# ").strip("| ")


def _told(link: re.Match[str]) -> str:
    """Say a choice as words: what one does, where it leads, what it is worth."""
    text, target, title = link[1], link[2], link[3] or ""
    return " ".join(part for part in (text, f"→ {target}" if target else "", title) if part)


def _compare(old: _Part | None, new: _Part, *, is_moved: bool) -> PartDifference:
    if old is None:
        rows = _whole(new, State.ADDED)
        return PartDifference(new.title, "", State.ADDED, False, new.is_header, rows)
    paragraphs = tuple(_match(old.paragraphs, new.paragraphs))
    is_same = old.title == new.title and all(row.state is State.SAME for row in paragraphs)
    return PartDifference(
        new.title,
        old.title if old.title != new.title else "",
        State.SAME if is_same else State.CHANGED,
        is_moved,
        new.is_header,
        paragraphs,
    )


def _removed(part: _Part) -> PartDifference:
    rows = _whole(part, State.REMOVED)
    return PartDifference(part.title, "", State.REMOVED, False, part.is_header, rows)


def _whole(part: _Part, state: State) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(state, text) for text in part.paragraphs)


def _paragraph(state: State, text: str) -> Paragraph:
    return Paragraph(state, (Words(state, text),))


def _match(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    for tag, a, b, c, d in _opcodes(old, new):
        if tag == "equal":
            yield from (_paragraph(State.SAME, text) for text in new[c:d])
            continue
        rest = list(new[c:d])
        for text in old[a:b]:
            if rest and _likeness(text, rest[0]) >= ALIKE:
                yield _worded(text, rest.pop(0))
            else:
                yield _paragraph(State.REMOVED, text)
        yield from (_paragraph(State.ADDED, text) for text in rest)


def _worded(old: str, new: str) -> Paragraph:
    before, after = old.split(), new.split()
    words: list[Words] = []
    for tag, a, b, c, d in _opcodes(before, after):
        if tag == "equal":
            words.append(Words(State.SAME, " ".join(after[c:d])))
            continue
        if a < b:
            words.append(Words(State.REMOVED, " ".join(before[a:b])))
        if c < d:
            words.append(Words(State.ADDED, " ".join(after[c:d])))
    return Paragraph(State.CHANGED, tuple(words))


def _likeness(old: str, new: str) -> float:
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > MANY:
        return 0.0
    return SequenceMatcher(None, before, after).ratio()


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > MANY:
        tag = "equal" if list(old) == list(new) else "replace"
        return [(tag, 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new).get_opcodes())


def _moved(before: Sequence[str], kept: Sequence[str]) -> set[str]:
    """Name the parts that stand before or behind others than they did."""
    earlier = [name for name in before if name in set(kept)]
    blocks = SequenceMatcher(None, earlier, kept, autojunk=False).get_matching_blocks()
    still = {name for block in blocks for name in earlier[block.a : block.a + block.size]}
    return set(kept) - still
