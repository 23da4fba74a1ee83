"""What the figures of a question or scene say against it, as far as there are enough of them.

The thresholds are conventions: Ebel & Frisbie (1991) and Haladyna & Rodriguez (2013) for
difficulty, discrimination and options that nobody takes. Judge difficulty on first attempts: after
training an easy question is what one hopes for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST_FOR_FLAG = 50
FEWEST_FOR_STATISTICS = 100
TOO_EASY, ONE_ANSWER = 0.90, 0.90
WEAK, DEAD = 0.05, 0.02
TOO_TEMPTING = 0.40
DOUBTFUL, FAIR, GOOD = 0.10, 0.20, 0.30


class Flag(StrEnum):
    """What is wrong with a question, in order of weight."""

    BLOCK = "block"
    REVIEW = "review"
    OVER_INVITING = "over-inviting"
    STRAW_MAN = "straw-man"
    TOO_EASY = "too-easy"
    DEAD_OPTION = "dead-option"
    WEAK_OPTION = "weak-option"


@dataclass(frozen=True, slots=True)
class Finding:
    """A flag, and the option that it is about, counted from 0; none for the item as a whole."""

    flag: Flag
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item is judged by; what does not apply to it is none or empty.

    `shares` are those of each option, `top` those within the top third, `crossing` the options that
    cross a limit however kind they sound.
    """

    n: int
    difficulty: float | None
    discrimination: float | None
    shares: Sequence[float] = ()
    top: Sequence[float] = ()
    crossing: frozenset[int] = frozenset()


def flags(facts: Facts) -> tuple[Finding, ...]:
    """Judge an item; fewer than fifty answers say nothing."""
    if facts.n < FEWEST_FOR_FLAG:
        return ()
    found = [*_discriminating(facts), *_tempting(facts)]
    is_straw = _is_straw_man(facts)
    if is_straw:
        found.append(Finding(Flag.STRAW_MAN))
    elif facts.difficulty is not None and facts.difficulty > TOO_EASY:
        found.append(Finding(Flag.TOO_EASY))
    for option, share in enumerate(facts.shares):
        if share < WEAK:
            found.append(Finding(Flag.DEAD_OPTION if share < DEAD else Flag.WEAK_OPTION, option))
    return tuple(found)


def _discriminating(facts: Facts) -> list[Finding]:
    if facts.discrimination is None or facts.discrimination >= DOUBTFUL:
        return []
    return [Finding(Flag.BLOCK if facts.discrimination < 0 else Flag.REVIEW)]


def _tempting(facts: Facts) -> list[Finding]:
    return [
        Finding(Flag.OVER_INVITING, option)
        for option, share in enumerate(facts.top)
        if option in facts.crossing and share > TOO_TEMPTING
    ]


def _is_straw_man(facts: Facts) -> bool:
    """Tell whether nearly all take one option while another is taken by nearly nobody."""
    return bool(facts.shares) and max(facts.shares) > ONE_ANSWER and min(facts.shares) < DEAD
