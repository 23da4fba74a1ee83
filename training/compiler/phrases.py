"""The phrases that an official had better not say: the bullet lists of one Markdown file."""

from training.compiler import front_matter
from training.compiler.outline import read_outline
from training.compiler.report import Report
from training.compiler.source import read_text


def read_phrases(source: str | bytes) -> tuple[str, ...]:
    """Give every item of every bullet list; the text around the lists is for people."""
    text = read_text(source).value
    if text is None:
        return ()
    body = front_matter.split(text, Report()).body if text.startswith("---") else text
    blocks = (inner for outer in read_outline(body).blocks for inner in outer.walk())
    items = (block.children[0] for block in blocks if block.type == "list_item" and block.children)
    return tuple(dict.fromkeys(item.inline.plain for item in items if item.inline.plain))
