"""The answers below a question: a task list, judged links, an order, or pairs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from training.compiler.choices import first_line, href, links
from training.compiler.judgement import read_judgement
from training.compiler.outline import Block, Inline, unquoted
from training.compiler.reading import Reading
from training.compiler.structure import Section
from training.domain.judgement import Level
from training.domain.quiz import ItemKind, Option

_TICK = re.compile(r"\[([ xX])\]\s+")
_ALMOST_TICK = re.compile(r"\[([^\]\[]{0,3})\](?![(\[:])\s*")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """The block that holds the answers, and the prose around it; `kind` is open for ticks."""

    kind: ItemKind | None
    rows: tuple[Block, ...]
    before: tuple[Block, ...]
    after: tuple[Block, ...] = ()


def find_answers(section: Section, reading: Reading) -> Answers:
    """Find what decides the kind: ticks and judged links go before numbers and tables."""
    candidates = [(n, _kind(block)) for n, block in enumerate(section.blocks)]
    for group in (_MARKED, _PLAIN):
        found = [(n, kind) for n, kind in candidates if kind in group]
        if len(found) > 1 and group is _MARKED:
            reading.report.add("E20", section.blocks[found[1][0]].place, "lists")
        if found:
            place, kind = found[0]
            block = section.blocks[place]
            rows = block.children[1:] if kind == "pairs" else block.children
            before, after = section.blocks[:place], unquoted(section.blocks[place + 1 :])
            return Answers(_KINDS[kind], rows, before, after)
    for block in section.blocks:
        if block.type == "bullet_list":
            reading.report.add("E20", block.place, "unmarked")
        if block.type == "table":
            reading.report.add("E20", block.place, "columns")
    return Answers(ItemKind.REFLECTION, (), section.blocks)


_KINDS: Mapping[str, ItemKind | None] = {
    "ticks": None,
    "judgement": ItemKind.JUDGEMENT,
    "order": ItemKind.ORDERING,
    "pairs": ItemKind.MATCHING,
}
_MARKED = ("ticks", "judgement")
_PLAIN = ("order", "pairs")


def _kind(block: Block) -> str:
    if block.type == "bullet_list":
        if any(_ALMOST_TICK.match(first_line(item).text) for item in block.children):
            return "ticks"
        return "judgement" if any(map(_is_judged, block.children)) else ""
    if block.type == "table":
        return "pairs" if len(block.children[0].children) == _PAIR else ""
    return "order" if block.type == "ordered_list" else ""


def _is_judged(item: Block) -> bool:
    found = links(first_line(item))
    return bool(found) and found[0].meta.get("start") == 0 and href(found[0]) == "#"


def read_options(answers: Answers, reading: Reading) -> tuple[Option, ...]:
    """Read the options in the order of the author."""
    read: Callable[[Block, Reading], Option] = {
        None: _ticked,
        ItemKind.JUDGEMENT: _judged,
        ItemKind.MATCHING: _matched,
    }.get(answers.kind, _plain)
    return tuple(read(row, reading) for row in answers.rows)


def _ticked(item: Block, reading: Reading) -> Option:
    inline = first_line(item)
    tick = _TICK.match(inline.text)
    if tick is None:
        _complain_of_tick(item, inline, reading)
        tick = _ALMOST_TICK.match(inline.text)
    text = inline.text[tick.end() :] if tick else inline.text
    option = _option(item, text, reading)
    return replace(option, is_key=bool(tick and tick[1].strip()))


def _complain_of_tick(item: Block, inline: Inline, reading: Reading) -> None:
    place = inline.place(0) if inline.text else item.place
    almost = _ALMOST_TICK.match(inline.text)
    if almost:
        reading.report.add("E22", place, text=almost[0].strip())
    else:
        reading.report.add("E22", place, "absent")


def _judged(item: Block, reading: Reading) -> Option:
    inline = first_line(item)
    if not _is_judged(item):
        reading.report.add(
            "E10",
            inline.place(0) if inline.text else item.place,
            "judgement",
            level=_example(reading),
        )
        return _option(item, inline.text, reading)
    link = links(inline)[0]
    start, end = link.meta["start"], link.meta["end"]
    label = inline.text[start + 1 : max(start + 1, inline.text.rfind("](", start, end))]
    if not link.attrs.get("title"):
        reading.report.add("E40", inline.place(start), "title", level=_example(reading))
    option = _option(item, label + inline.text[end:], reading)
    return replace(option, judgement=read_judgement(link, inline, reading))


def _example(reading: Reading) -> str:
    return reading.words.levels[Level.HELPFUL]


def _plain(item: Block, reading: Reading) -> Option:
    return _option(item, first_line(item).text, reading)


def _matched(row: Block, reading: Reading) -> Option:
    left, right = (reading.renderer.render_line(_as_paragraph(cell)) for cell in row.children[:2])
    return Option(text=left, match=right, line=row.line)


def _as_paragraph(cell: Block) -> Block:
    return replace(cell, type="paragraph")


def _option(item: Block, text: str, reading: Reading) -> Option:
    """Part the option's own text from its feedback: the quotations inside it."""
    first = item.children[:1]
    own = [replace(block, inline=replace(block.inline, text=text)) for block in first]
    own += [block for block in item.children[1:] if block.type != "blockquote"]
    quotes = [block for block in item.children[1:] if block.type == "blockquote"]
    return Option(
        text=reading.renderer.render_line(*own),
        feedback=reading.renderer.render(*unquoted(quotes)),
        line=item.line,
    )
