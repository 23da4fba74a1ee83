"""Works out where the periods of a trend and their intervals are; the template draws them."""

from dataclasses import dataclass

from training.services.aligning.trend import Moment, Trend
from training.web.frame import Frame, corners

FRAME = Frame(height=220, left=96, right=32, top=20, bottom=36)


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
    width: int = FRAME.width
    height: int = FRAME.height
    left: int = FRAME.left
    right: int = FRAME.end
    levels: tuple[tuple[int, float], ...] = FRAME.levels

    @property
    def corners(self) -> str:
        """Give the corners of the line as SVG wants them."""
        return corners((dot.x, dot.y) for dot in self.dots)


def chart_of(trend: Trend | None) -> TrendChart | None:
    """Place the periods; none where there is no trend."""
    if trend is None:
        return None
    last = len(trend.moments) - 1
    return TrendChart(
        tuple(
            Dot(
                FRAME.x(number / last),
                FRAME.y(moment.share),
                FRAME.y(moment.low),
                FRAME.y(moment.high),
                moment,
            )
            for number, moment in enumerate(trend.moments)
        )
    )
