"""Works out where the points of the running chart are, wave by wave; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.services.drifting.page import WaveLine

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 28


@dataclass(frozen=True, slots=True)
class Point:
    """A wave in the chart, and what was expected of it, if anything was."""

    x: float
    y: float
    expected_y: float | None
    line: WaveLine

    @property
    def diamond(self) -> str:
        """Give the corners of the mark of a wave that is low: a shape, not only a colour."""
        x, y = self.x, self.y
        return f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"


@dataclass(frozen=True, slots=True)
class DriftChart:
    """A line of waves between no one and everyone, with a broken line of what was expected."""

    points: tuple[Point, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def corners(self) -> str:
        """Give the corners of the line as SVG wants them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def expected(self) -> str:
        """Give the corners of what was expected."""
        return " ".join(
            f"{point.x},{point.expected_y}" for point in self.points if point.expected_y is not None
        )

    @property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """Give the per cents that have a line across, with its height."""
        return tuple((percent, _height(percent)) for percent in (0, 50, 100))


def chart_of(lines: Sequence[WaveLine]) -> DriftChart | None:
    """Place the waves beside each other; none where there is no line to draw."""
    if len(lines) < 2:  # noqa: PLR2004 -- a line has two ends
        return None
    step = (WIDTH - LEFT - RIGHT) / (len(lines) - 1)
    return DriftChart(
        tuple(
            Point(
                round(LEFT + number * step, 1),
                _height(line.share),
                None if line.expected is None else _height(line.expected),
                line,
            )
            for number, line in enumerate(lines)
        )
    )


def _height(percent: int) -> float:
    return round(TOP + (100 - percent) / 100 * (HEIGHT - TOP - BOTTOM), 1)
