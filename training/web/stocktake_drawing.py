"""Works out where the marks of the sides are on a line from 0 to 100; the template draws them."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.domain.stocktake import PRINCIPLES, SUB_POINTS, TOTAL, Side
from training.services.stocktake.figures import Row

WIDTH, LEFT, RIGHT = 640, 12, 12
TOP, ROW = 8, 52
ORDER = (TOTAL, *(code for p in PRINCIPLES for code in (p, *(s for s in SUB_POINTS if s[0] == p))))


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a side is on the line, with the ends of its interval where there is one."""

    side: str
    x: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with the marks of the sides that have it."""

    figure: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All lines of the picture."""

    lines: tuple[Line, ...]
    width: int
    height: int
    axis: tuple[tuple[int, float], ...]


def drawing_of(rows: Mapping[str, Row]) -> Drawing | None:
    """Place the figures below each other; none where there is nothing to draw."""
    told = [(code, marks) for code in ORDER if (marks := _marks(rows[code]))]
    if not told:
        return None
    lines = tuple(
        Line(code, TOP + ROW * place + 34, marks) for place, (code, marks) in enumerate(told)
    )
    axis = tuple((value, _x(value)) for value in (0, 20, 40, 60, 80, 100))
    return Drawing(lines, WIDTH, TOP + ROW * len(told) + 24, axis)


def _marks(row: Row) -> tuple[Mark, ...]:
    found = []
    for side in (Side.BOARD, Side.STAFF, Side.INITIATIVES):
        score = row.scores[side]
        if score.value.value is not None:
            ends = (score.low.value, score.high.value)
            low, high = (None if end is None else _x(end) for end in ends)
            found.append(Mark(side, _x(score.value.value), low, high))
    return tuple(found)


def _x(value: float) -> float:
    return round(LEFT + value / 100 * (WIDTH - LEFT - RIGHT), 1)
