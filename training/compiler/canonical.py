"""Blocks written back as the one Markdown that Python-Markdown and GitHub read alike.

Python-Markdown wants a blank line before a list or quote, four spaces of indentation and no `#` at
the start of a plain line; authors need not know that. What is written here is read from blocks, so
it says what any CommonMark viewer shows.
"""

import re
from collections.abc import Iterable

from training.compiler.outline import Block

_BLOCK_START = re.compile(r"^(\d*)(#|>|[-+*](?=\s)|(?<=\d)[.)](?=\s))")
_TICK = re.compile(r"\A\[([ xX])\](?=\s)")


def to_markdown(block: Block) -> str:
    """Write one block with everything inside it."""
    match block.type:
        case "blockquote":
            return _indent(_several(block.children), "> ")
        case "bullet_list" | "ordered_list":
            return _list(block)
        case "table":
            return _table(block)
        case _:
            return _leaf(block)


def _leaf(block: Block) -> str:
    match block.type:
        case "heading":
            return f"{'#' * block.level} {_text(block.inline.text)}".replace("\n", " ")
        case "fence" | "code_block":
            return _indent(block.content.rstrip("\n"), "    ")
        case "hr":
            return "---"
        case _:
            return _text(block.inline.text or block.content.strip())


def _several(blocks: Iterable[Block]) -> str:
    return "\n\n".join(map(to_markdown, blocks))


def _text(text: str) -> str:
    """Keep the lines, but for what Python-Markdown would take for the start of a block."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    is_broken = line.endswith(("  ", "\\"))  # a hard break: Python-Markdown knows the spaces only
    text = _BLOCK_START.sub(r"\1\\\2", line.removesuffix("\\").strip())
    return text + ("  " if is_broken else "")


def _list(block: Block) -> str:
    first = int(block.children[0].mark or 1) if block.type == "ordered_list" else 0
    items = []
    is_tight = all(child.is_tight for item in block.children for child in item.children[:1])
    for place, item in enumerate(block.children):
        marker = f"{first + place}." if block.type == "ordered_list" else "-"
        inside = _tight(item) if is_tight else _several(item.children)
        items.append(f"{marker:<4}" + _indent(_TICK.sub(_box, inside, count=1), "    ").lstrip(" "))
    return ("\n" if is_tight else "\n\n").join(items)


def _tight(item: Block) -> str:
    """Keep a nested list close to its line, so that the line does not become a paragraph."""
    text = ""
    for child in item.children:
        is_close = child.type in ("bullet_list", "ordered_list") or child.is_tight
        text += ("\n" if is_close and text else "\n\n" if text else "") + to_markdown(child)
    return text


def _box(tick: re.Match[str]) -> str:
    return "☐" if tick[1] == " " else "☑"


def _table(block: Block) -> str:
    rows = [
        " | ".join(cell.inline.text.replace("|", "\\|") for cell in row.children)
        for row in block.children
    ]
    rule = " | ".join("---" for _ in block.children[0].children)
    return "\n".join(f"| {row} |" for row in [rows[0], rule, *rows[1:]])


def _indent(text: str, prefix: str) -> str:
    return "\n".join(prefix + line if line else prefix.rstrip() for line in text.split("\n"))
