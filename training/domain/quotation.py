"""Where a line that somebody quoted stands now, after the text around it moved."""

from collections.abc import Sequence
from difflib import SequenceMatcher

ALIKE = 0.6
"""A line with less in common than this is another line."""


def line_of(lines: Sequence[str], line: int, quote: str) -> int | None:
    """Find a quoted line, counted from 1, nearest to where it was; none where it is gone.

    The same words win over nearly the same; of an empty line only its number is known.
    """
    quote = quote.strip()
    if not quote:
        return min(max(line, 1), len(lines)) if lines else None
    cut = len(quote)
    same = [n for n, text in enumerate(lines, start=1) if text.strip()[:cut] == quote]
    if same:
        return min(same, key=lambda place: abs(place - line))
    matcher = SequenceMatcher(None, b=quote)
    best, ratio = None, ALIKE
    for place, text in enumerate(lines, start=1):
        matcher.set_seq1(text.strip()[: 2 * cut])
        if matcher.real_quick_ratio() > ratio and matcher.quick_ratio() > ratio:
            found = matcher.ratio()
            if found > ratio:
                best, ratio = place, found
    return best
