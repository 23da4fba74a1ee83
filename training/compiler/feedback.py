"""The feedback below a choice: quotations, taken apart at their bold lead-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from training.compiler.outline import Block, Inline, unquoted
from training.compiler.prose import Renderer
from training.domain.scenario import Feedback


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A recognised lead-in: which slot it opens, and where its bold source begins and ends."""

    slot: str
    start: int
    end: int


def lead_ins(inline: Inline, slots: Mapping[str, str]) -> tuple[LeadIn, ...]:
    """Find the bold words that open a slot.

    They begin with a capital: **maar** in the middle of a sentence only stresses a word.
    """
    found: list[LeadIn] = []
    edge = 0
    for opening, inside, closing in zip(
        inline.tokens, inline.tokens[1:], inline.tokens[2:], strict=False
    ):
        if (opening.type, inside.type, closing.type) != ("strong_open", "text", "strong_close"):
            continue
        source = f"{opening.markup}{inside.content}{closing.markup}"
        start = inline.text.find(source, edge)
        slot = slots.get(inside.content.casefold().strip().rstrip(":,"))
        if start >= 0 and slot and inside.content[:1].isupper():
            edge = start + len(source)
            found.append(LeadIn(slot, start, edge))
    return tuple(found)


def read_feedback(
    blocks: Sequence[Block], slots: Mapping[str, str], renderer: Renderer
) -> Feedback:
    """Divide what stands below a choice over the slots; text before any lead-in is a remark."""
    parts: dict[str, list[Block]] = {}
    slot = "remark"
    for block in unquoted(blocks):
        found = lead_ins(block.inline, slots)
        if not found:
            parts.setdefault(slot, []).append(block)
            continue
        if before := block.inline.text[: found[0].start].strip():
            parts.setdefault(slot, []).append(_with_text(block, before))
        ends = [lead_in.start for lead_in in found[1:]] + [len(block.inline.text)]
        for lead_in, end in zip(found, ends, strict=True):
            slot = lead_in.slot
            text = block.inline.text[lead_in.end : end].strip()
            parts.setdefault(slot, []).append(_with_text(block, text))
    return Feedback(**{slot: renderer.render(*part) for slot, part in parts.items()})


def _with_text(block: Block, text: str) -> Block:
    return replace(block, inline=replace(block.inline, text=text))
