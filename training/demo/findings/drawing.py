"""Draws answers of a level: how often each is chosen, by who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from training.demo.chance import Chance
from training.services.answers import Asked

Weights = tuple[int, int, int, int]
"""How often an answer of level 0, 1, 2 and 3 is chosen."""

BEFORE: Weights = (10, 25, 35, 30)
USUAL: Weights = (5, 15, 35, 45)
AFTER: Weights = (4, 11, 35, 50)
AWAY: Weights = (97, 3, 0, 0)
OF_BOARD: Weights = (20, 60, 15, 5)
"""Of those who govern, in the few situations where they answer otherwise."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its number, and the level of each of its answers."""

    number: int
    levels: tuple[int, ...]


class Drawer:
    """Draws an option of a question; how is worked out once for each question and weights."""

    def __init__(self, chance: Chance) -> None:
        """Begin with nothing worked out."""
        self._chance = chance
        self._known: dict[tuple[tuple[int, ...], Weights], list[float]] = {}

    def draw(self, levels: tuple[int, ...], weights: Weights) -> int:
        """Give the place of the option that was chosen."""
        key = levels, weights
        if key not in self._known:
            shares = [weights[level] / levels.count(level) for level in levels]
            if not sum(shares):  # no answer of a level that they choose: the lowest there is
                shares = [float(level == min(levels)) for level in levels]
            self._known[key] = list(accumulate(shares))
        limits = self._known[key]
        drawn = self._chance.random() * limits[-1]
        return next(place for place, limit in enumerate(limits) if drawn < limit)


def with_numbers(asked: Sequence[Asked], numbers: Sequence[int]) -> list[Question]:
    """Put questions beside their numbers."""
    return [Question(number, one.levels) for one, number in zip(asked, numbers, strict=True)]
