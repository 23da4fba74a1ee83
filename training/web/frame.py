"""The frame of a line chart: where a share of its width and a per cent of its height are."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture with room around its lines, all in the units of its SVG."""

    height: int
    left: int
    right: int
    top: int
    bottom: int
    width: int = 640

    @property
    def end(self) -> int:
        """Give where the lines end on the right."""
        return self.width - self.right

    @property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """Give the per cents that have a line across, with its height."""
        return tuple((percent, self.y(percent)) for percent in (0, 50, 100))

    def x(self, share: float) -> float:
        """Give the place of a share of the way from left to right."""
        return round(self.left + share * (self.end - self.left), 1)

    def y(self, percent: int) -> float:
        """Give the height of a per cent, counted from above."""
        return round(self.top + (100 - percent) / 100 * (self.height - self.top - self.bottom), 1)


def corners(points: Iterable[tuple[float, float]]) -> str:
    """Give the corners of a line as SVG wants them."""
    return " ".join(f"{x},{y}" for x, y in points)
