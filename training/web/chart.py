"""Works out where the points of a line chart are; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.services.reporting.dashboard import TrendPoint
from training.web.frame import Frame, corners

FRAME = Frame(height=200, left=48, right=16, top=12, bottom=28)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the line."""

    x: float
    y: float
    point: TrendPoint


@dataclass(frozen=True, slots=True)
class Chart:
    """A line from the first to the last day, between no one and everyone."""

    dots: tuple[Dot, ...]
    width: int = FRAME.width
    height: int = FRAME.height
    levels: tuple[tuple[int, float], ...] = FRAME.levels

    @property
    def line(self) -> str:
        """Give the corners as SVG wants them."""
        return corners((dot.x, dot.y) for dot in self.dots)

    @property
    def first(self) -> Dot:
        """Give the oldest point."""
        return self.dots[0]

    @property
    def last(self) -> Dot:
        """Give the newest point."""
        return self.dots[-1]


def chart_of(points: Sequence[TrendPoint]) -> Chart | None:
    """Place the points in time; none where there is no line to draw."""
    drawn = [point for point in points if point.figure.percent is not None]
    if len(drawn) < 2:  # noqa: PLR2004 -- a line has two ends
        return None
    begin, end = drawn[0].day, drawn[-1].day
    return Chart(
        tuple(Dot(_place(p.day, begin, end), FRAME.y(p.figure.percent or 0), p) for p in drawn)
    )


def _place(day: date, begin: date, end: date) -> float:
    return FRAME.x((day - begin).days / max(1, (end - begin).days))
