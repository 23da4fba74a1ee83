"""Works out where the periods of a trend and their intervals are; the template draws them."""

from dataclasses import dataclass

from training.services.aligning.trend import Moment, Trend

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 96, 32, 20, 36


@dataclass(frozen=True, slots=True)
class Dot:
    """A period in the picture, with the ends of its interval."""

    x: float
    y: float
    low_y: float
    high_y: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Periods beside each other, between no one and everyone."""

    dots: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def corners(self) -> str:
        """Give the corners of the line as SVG wants them."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """Give the per cents that have a line across, with its height."""
        return tuple((percent, _height(percent)) for percent in (0, 50, 100))


def chart_of(trend: Trend | None) -> TrendChart | None:
    """Place the periods; none where there is no trend."""
    if trend is None:
        return None
    step = (WIDTH - LEFT - RIGHT) / (len(trend.moments) - 1)
    return TrendChart(
        tuple(
            Dot(
                round(LEFT + number * step, 1),
                _height(moment.share),
                _height(moment.low),
                _height(moment.high),
                moment,
            )
            for number, moment in enumerate(trend.moments)
        )
    )


def _height(percent: int) -> float:
    return round(TOP + (100 - percent) / 100 * (HEIGHT - TOP - BOTTOM), 1)
