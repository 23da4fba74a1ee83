"""Works out where the points of the running chart are, wave by wave; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.services.drifting.page import WaveLine
from training.web.frame import Frame, corners

FRAME = Frame(height=220, left=64, right=16, top=16, bottom=28)


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
    width: int = FRAME.width
    height: int = FRAME.height
    left: int = FRAME.left
    right: int = FRAME.end
    levels: tuple[tuple[int, float], ...] = FRAME.levels

    @property
    def corners(self) -> str:
        """Give the corners of the line as SVG wants them."""
        return corners((point.x, point.y) for point in self.points)

    @property
    def expected(self) -> str:
        """Give the corners of what was expected."""
        return corners((p.x, p.expected_y) for p in self.points if p.expected_y is not None)


def chart_of(lines: Sequence[WaveLine]) -> DriftChart | None:
    """Place the waves beside each other; none where there is no line to draw."""
    if len(lines) < 2:  # noqa: PLR2004 -- a line has two ends
        return None
    last = len(lines) - 1
    return DriftChart(
        tuple(
            Point(
                FRAME.x(number / last),
                FRAME.y(line.share),
                None if line.expected is None else FRAME.y(line.expected),
                line,
            )
            for number, line in enumerate(lines)
        )
    )
