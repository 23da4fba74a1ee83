"""Number plates in running text: those of the Netherlands and Belgium, with hyphens or without.

A Dutch plate has six signs in one of fourteen orders (sidecodes); since 1978 letters are no vowels.
"""

import re
from collections.abc import Iterator

_SHAPES = (
    "LL DD DD", "DD DD LL", "DD LL DD", "LL DD LL", "LL LL DD", "DD LL LL", "DD LLL D", "D LLL DD",
    "LL DDD L", "L DDD LL", "LLL DD L", "L DD LLL", "D LL DDD", "DDD LL D",
)  # fmt: skip
_BELGIAN = "D LLL DDD"
_CONSONANT = "BCDFGHJKLMNPRSTVWXZ"


def _pattern(shapes: tuple[str, ...], letter: str, between: str) -> str:
    parts = [
        between.join(
            f"{letter if part[0] == 'L' else '[0-9]'}{{{len(part)}}}" for part in shape.split()
        )
        for shape in shapes
    ]
    return "|".join(parts)


_LOOSE = f"[{_CONSONANT}]"
_ALL = (*_SHAPES, _BELGIAN)
_PATTERNS = (
    re.compile(
        rf"(?<![\w-])(?:{_pattern(_ALL, '[A-Z]', '-')}|{_pattern(_ALL, _LOOSE, ' ')})(?![\w-])"
    ),
    re.compile(
        rf"(?<![\w-])(?:{_pattern(_SHAPES, _LOOSE, '-?')}|{_pattern((_BELGIAN,), '[A-Z]', '-?')})"
        r"(?![\w-])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?i:kenteken(?:plaat)?|nummerplaat|number plate)(?: is| van| nummer|:)? "
        r"(?P<name>(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{3,8}[A-Za-z0-9])(?![\w-])"
    ),
)


def plates(text: str) -> Iterator[re.Match[str]]:
    """Find number plates; letters that stand apart by a space are found in capitals only."""
    for pattern in _PATTERNS:
        yield from pattern.finditer(text)
