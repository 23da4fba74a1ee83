"""Sound: a link alone in its paragraph, and below it a quotation with what is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from training.compiler.addresses import Address, classify
from training.compiler.outline import Block, plain
from training.compiler.report import Report


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording by its address, as the author wrote it, and what the link says."""

    href: str
    label: str


def sound_of(block: Block) -> Sound | None:
    """Read a paragraph that is nothing but a link to a recording."""
    tokens = [token for token in block.inline.tokens if token.type != "text" or token.content]
    if block.type != "paragraph" or len(tokens) < 2 or tokens[0].type != "link_open":  # noqa: PLR2004 -- a link has two ends
        return None
    if any(token.type == "link_close" for token in tokens[1:-1]):
        return None
    href = str(tokens[0].attrs.get("href", ""))
    is_whole = tokens[-1].type == "link_close" and classify(href) is Address.SOUND
    label = plain(tuple(tokens[1:-1]))
    return Sound(href, label) if is_whole and label else None


def is_transcript(block: Block | None) -> bool:
    """Tell whether a block can be what is said: a quotation with words in it."""
    if block is None or block.type != "blockquote":
        return False
    return any(inner.inline.plain or inner.content.strip() for inner in block.walk())


def check_sounds(blocks: Sequence[Block], report: Report) -> None:
    """Report a recording that nobody could read instead, or that stands inside a sentence."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if block is None:
            continue
        if _mentions_sound(block):
            if sound_of(block) is None:
                report.add("E51", block.place, "alone")
            elif not is_transcript(following):
                report.add("E51", block.place, "transcript")
        check_sounds(block.children, report)


def _mentions_sound(block: Block) -> bool:
    return any(
        token.type == "link_open" and classify(str(token.attrs.get("href", ""))) is Address.SOUND
        for token in block.inline.tokens
    )
