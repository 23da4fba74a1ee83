"""The phrases that an official had better not say: the bullet lists of one Markdown file."""

from collections.abc import Iterable

from training.compiler import front_matter
from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.outline import Block, read_outline
from training.compiler.reading import Reading, examine
from training.compiler.report import TOP, Report
from training.compiler.source import read_text
from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.phrases import Phrases


def compile_phrases(source: str | bytes, context: Context = NOTHING_KNOWN) -> Compiled[Phrases]:
    """Read a list of phrases and everything that is wrong with it."""
    return examine(Kind.PHRASES, build_phrases, source, context).compiled


def build_phrases(reading: Reading) -> Phrases | None:
    """Make the value; a list without a single phrase is none."""
    blocks = reading.outline.blocks
    phrases = _items(blocks)
    if not phrases:
        reading.report.add("E43", TOP, Kind.PHRASES)
        return None
    return Phrases(reading.header, reading.renderer.render(*blocks), phrases)


def read_phrases(source: str | bytes) -> tuple[str, ...]:
    """Give every item of every bullet list, whatever else is wrong with the file."""
    text = read_text(source).value
    if text is None:
        return ()
    body = front_matter.split(text, Report()).body if text.startswith("---") else text
    return _items(read_outline(body).blocks)


def _items(blocks: Iterable[Block]) -> tuple[str, ...]:
    every = (inner for outer in blocks for inner in outer.walk())
    items = (block.children[0] for block in every if block.type == "list_item" and block.children)
    return tuple(dict.fromkeys(item.inline.plain for item in items if item.inline.plain))
