"""How much a document may hold: what bounds the work that Python-Markdown makes of it.

Python-Markdown is worse than linear in the marks of one block: 60 brackets take it a millisecond,
20 000 more than a minute. It is recursive in nested blocks, and every block costs a little.
"""

from training.compiler.outline import Block, Outline
from training.compiler.report import Place, Report

MAX_BLOCKS = 3_000
MAX_LENGTH = 4_000
MAX_MARKS = {"[": 60, "*_`<&!\\": 200}
"""For each group of marks how many of them one block may have."""


def is_readable(outline: Outline, report: Report) -> bool:
    """Refuse what would keep a reader busy; one message for each block that is too much."""
    if outline.too_deep_line:
        report.add("E35", Place(outline.too_deep_line), "nesting")
        return False
    blocks = [inner for outer in outline.blocks for inner in outer.walk()]
    if len(blocks) > MAX_BLOCKS:
        report.add("E35", blocks[MAX_BLOCKS].place, "blocks", limit=MAX_BLOCKS)
        return False
    found = [block for block in blocks if not _is_small(block, report)]
    return not found


def _is_small(block: Block, report: Report) -> bool:
    text = block.inline.text
    if len(text) > MAX_LENGTH:
        report.add("E35", block.place, "length", limit=MAX_LENGTH)
        return False
    for marks, limit in MAX_MARKS.items():
        if sum(map(text.count, marks)) > limit:
            report.add("E35", block.place, "marks", marks=" ".join(marks), limit=limit)
            return False
    return True
