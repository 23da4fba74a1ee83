"""Works out where groups stand in the picture of both axes; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.domain.alignment import HALF
from training.services.aligning.reports import Chance, Figure

SIZE = 400
LEFT, TOP, BOTTOM, RIGHT = 48, 16, 48, 16
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NEAR = 22
"""So close two letters would cover each other: the second moves aside, with a line to its point."""


@dataclass(frozen=True, slots=True)
class Point:
    """A group in the picture: its letter, its place, and the spread of both figures."""

    letter: str
    figure: Figure
    x: float
    y: float
    letter_x: float
    letter_y: float
    across: tuple[float, float]
    along: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A square of level by agreement."""

    points: tuple[Point, ...]
    size: int = SIZE
    left: int = LEFT
    right: int = SIZE - RIGHT
    top: int = TOP
    bottom: int = SIZE - BOTTOM

    @property
    def middle_x(self) -> float:
        """Give where inviting begins."""
        return _x(HALF)

    @property
    def middle_y(self) -> float:
        """Give where alike begins."""
        return _y(HALF)


def picture_of(figures: Sequence[Figure]) -> Picture:
    """Place the groups that have both figures."""
    points: list[Point] = []
    for letter, figure in zip(LETTERS, (f for f in figures if f.quadrant), strict=False):
        share, alike = figure.share.value.value or 0, figure.alike.value.value or 0
        x, y = _x(share), _y(alike)
        letter_x, letter_y = _aside(x, y, points)
        points.append(
            Point(
                letter,
                figure,
                x,
                y,
                letter_x,
                letter_y,
                across=(_x(_low(figure.share)), _x(_high(figure.share))),
                along=(_y(_low(figure.alike)), _y(_high(figure.alike))),
            )
        )
    return Picture(tuple(points))


def _aside(x: float, y: float, points: Sequence[Point]) -> tuple[float, float]:
    """Find a place for a letter beside those that are there, inside the picture."""
    step = -NEAR if x > SIZE / 2 else NEAR
    while any(abs(x - p.letter_x) < NEAR and abs(y - p.letter_y) < NEAR for p in points):
        x += step
    return x, y


def _low(chance: Chance) -> int:
    return chance.low if chance.low is not None else chance.value.value or 0


def _high(chance: Chance) -> int:
    return chance.high if chance.high is not None else chance.value.value or 0


def _x(percent: int) -> float:
    return round(LEFT + percent / 100 * (SIZE - LEFT - RIGHT), 1)


def _y(percent: int) -> float:
    return round(TOP + (100 - percent) / 100 * (SIZE - TOP - BOTTOM), 1)
