"""Two texts side by side: where they differ, and one text made of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MAX_LINES = 4_000
"""Beyond this the texts are shown as they are: finding what moved would take too long."""


class Side(StrEnum):
    """Which of two texts a passage is taken from."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that are the same in both texts, or differ; `number` counts those that differ."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    number: int = 0

    @property
    def is_same(self) -> bool:
        """Tell whether both texts say this."""
        return self.number == 0

    def lines(self, side: Side) -> tuple[str, ...]:
        """Give the lines of a side."""
        if self.is_same or side is Side.THEIRS:
            return self.theirs
        return self.ours if side is Side.OURS else (*self.theirs, *self.ours)


def compare(ours: str, theirs: str) -> tuple[Passage, ...]:
    """Lay two texts side by side, line by line."""
    left, right = ours.split("\n"), theirs.split("\n")
    if max(len(left), len(right)) > MAX_LINES:
        return (Passage(tuple(left), tuple(right), number=1),)
    found: list[Passage] = []
    number = 0
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        number += tag != "equal"
        found.append(Passage(tuple(left[i:j]), tuple(right[k:m]), 0 if tag == "equal" else number))
    return tuple(found)


def merge(passages: Sequence[Passage], chosen: Mapping[int, Side]) -> str:
    """Make one text; where nothing was chosen both stay, so that no word is lost."""
    sides = (chosen.get(passage.number, Side.BOTH) for passage in passages)
    lines = (passage.lines(side) for passage, side in zip(passages, sides, strict=True))
    return "\n".join(line for part in lines for line in part)
