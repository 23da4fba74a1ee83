"""Works out where the points of a line chart are; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.services.reporting.dashboard import TrendPoint

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 12, 28


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
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        """Give the corners as SVG wants them."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """Give the per cents that have a line across, with its height."""
        return tuple((percent, _height(percent)) for percent in (0, 50, 100))

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
        tuple(Dot(_place(p.day, begin, end), _height(p.figure.percent or 0), p) for p in drawn)
    )


def _place(day: date, begin: date, end: date) -> float:
    share = (day - begin).days / max(1, (end - begin).days)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _height(percent: int) -> float:
    return round(TOP + (100 - percent) / 100 * (HEIGHT - TOP - BOTTOM), 1)
