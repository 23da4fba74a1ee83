"""A text of another system, made to fit its place in our Markdown; what is lost is named."""

import html
import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt

from training.domain.quiz import ItemKind
from training.interchange.escaping import escape_cell
from training.interchange.html import Block, Converted, read_html
from training.interchange.raw import RawText, Writing

MAX_TEXT = 20_000
"""Characters of one text; more is no question any more, and nothing reads it."""
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_LAID_OUT = re.compile(r"<(p|div|br|ul|ol|table|pre|h[1-6])\b", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n\s*\n")


def convert(text: RawText, *, has_links: bool = True) -> Converted:
    """Read a text as it is written; whatever it is, it comes out as cleaned blocks."""
    return read_html(_html(text), has_links=has_links)


def _html(text: RawText) -> str:
    match text.markup:
        case Writing.HTML:
            return text.text
        case Writing.MARKDOWN:
            return str(_MARKDOWN.render(text.text))
        case Writing.PLAIN:
            return _with_lines(html.escape(text.text, quote=False))
        case Writing.MOODLE:
            return text.text if _LAID_OUT.search(text.text) else _with_lines(text.text)


def _with_lines(text: str) -> str:
    parts = _EMPTY_LINES.split(text.strip())
    return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in parts)


def write(blocks: Iterable[Block]) -> str:
    """Write blocks as Markdown; a list gets `*`, so that it never joins a list of answers."""
    return "\n\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block.kind:
        case "h":
            return f"{'#' * block.start} {block.text}"
        case "quote":
            return quoted(write(block.children[0]))
        case "ul" | "ol":
            return _list(block)
        case "table":
            return table(tuple(tuple(cell.text for cell in row) for row in block.children))
        case "pre":
            return _fenced(block.text)
        case _:
            return block.text or "***"


def _list(block: Block) -> str:
    items = []
    for number, item in enumerate(block.children, start=block.start):
        mark = "* " if block.kind == "ul" else f"{number}. "
        items.append(mark + _indented(write(item), len(mark)))
    return "\n\n".join(items)


def _fenced(text: str) -> str:
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def table(rows: tuple[tuple[str, ...], ...]) -> str:
    """Write a table whose first row is its head."""
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(map(escape_cell, row))} |" for row in full]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def quoted(text: str) -> str:
    """Put a text in a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _indented(text: str, width: int) -> str:
    lines = text.split("\n")
    return "\n".join([lines[0], *(" " * width + line if line else "" for line in lines[1:])])


def indented(text: str) -> str:
    """Hang a text below the item of a list."""
    return _indented(text, 2)


def fit_body(blocks: tuple[Block, ...], kind: ItemKind) -> tuple[Block, ...]:
    """Lay flat what would be read as the answers of a question of this kind."""
    if kind is ItemKind.REFLECTION:
        return tuple(_flat(blocks, frozenset({"ul", "ol", "table"})))
    if kind in (ItemKind.ORDERING, ItemKind.MATCHING):
        return tuple(_flat(blocks, frozenset({"ol", "table"})))
    return blocks


def fit_answer(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Begin with a paragraph, and have no quotation: there that is feedback."""
    if blocks and blocks[0].kind != "p":
        return tuple(_flat(blocks, frozenset({"h", "quote", "ul", "ol", "pre", "hr", "table"})))
    return tuple(_flat(blocks, frozenset({"quote", "h"})))


def in_a_line(blocks: tuple[Block, ...]) -> str:
    """Write everything as one line."""
    kinds = frozenset({"h", "quote", "ul", "ol", "pre", "hr", "table"})
    return " ".join(block.text for block in _flat(blocks, kinds)).replace("\\\n", " ").strip()


def _flat(blocks: Iterable[Block], kinds: frozenset[str]) -> Iterator[Block]:
    for block in blocks:
        if block.kind not in kinds:
            yield block
        elif block.kind == "table":
            for row in block.children:
                yield Block("p", " - ".join(cell.text for cell in row))
        elif block.children:
            for part in block.children:
                yield from _flat(part, kinds)
        elif text := " ".join(block.text.split()):
            yield Block("p", text)
