"""Works out where a difference and its interval stand in a picture; the template draws them."""

from dataclasses import dataclass

from training.services.measuring.results import Estimate, GroupResult

WIDTH, ROW, TOP, BOTTOM = 640, 52, 8, 36
LEFT, RIGHT = 16, 16
LEAST_SPAN = 0.5
DEEPEST, MOST = 2, 25
"""What a picture can show; the table has all of it."""

NAME_OFFSET, LINE_OFFSET = 22, 38


@dataclass(frozen=True, slots=True)
class Bar:
    """A group with the place of its estimate and of the ends of the interval."""

    group: GroupResult
    estimate: Estimate
    middle: float
    low: float
    high: float
    name_y: float
    line_y: float


@dataclass(frozen=True, slots=True)
class EffectChart:
    """The groups below each other, on one scale with zero on it."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, float], ...]
    zero: float
    height: int
    width: int = WIDTH

    @property
    def foot(self) -> int:
        """Give where the scale stands."""
        return self.height - BOTTOM


def chart_of(groups: tuple[GroupResult, ...]) -> EffectChart | None:
    """Place the groups of which a difference is told; none where there is none."""
    told = [
        (group, group.effect.level.value)
        for group in groups
        if group.effect and group.effect.level.value and group.depth <= DEEPEST
    ][:MOST]
    if not told:
        return None
    span = max(LEAST_SPAN, *(abs(end) for _, estimate in told for end in estimate))

    def place(value: float) -> float:
        return round(LEFT + (value + span) / (2 * span) * (WIDTH - LEFT - RIGHT), 1)

    bars = tuple(
        Bar(
            group,
            estimate,
            middle=place(estimate[0]),
            low=place(estimate[1]),
            high=place(estimate[2]),
            name_y=TOP + number * ROW + NAME_OFFSET,
            line_y=TOP + number * ROW + LINE_OFFSET,
        )
        for number, (group, estimate) in enumerate(told)
    )
    ticks = tuple((value, place(value)) for value in (-span, 0.0, span))
    return EffectChart(bars, ticks, place(0), TOP + len(told) * ROW + BOTTOM)
