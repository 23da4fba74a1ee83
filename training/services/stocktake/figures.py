"""Reads the kept figures of a wave back: every number is one that may be shown, or none."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.domain.disclosure import Shown, load
from training.domain.stocktake import FIGURES, PRINCIPLES, SUB_POINTS, TOTAL, Side
from training.domain.stocktake_figures import discoveries
from training.domain.stocktake_gap import (
    CLOUDED,
    FEWEST_FOR_TEST,
    Band,
    Quadrant,
    Weighed,
    band,
    is_called,
    quadrant,
)
from training.services.stocktake.crowds import CLOSE

TIGHT = 0.6
"""Cronbach's alpha from which statements may be summed up in one score."""
GAPS = ("staff", "close", "board", "distance")
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Score:
    """A score of a group with its interval, all of it shown or not.

    `n` counts its forms, `own` those that came through mailed links.
    """

    n: Shown[int]
    own: Shown[int]
    value: Shown[float]
    low: Shown[float]
    high: Shown[float]
    plain: Shown[float]
    often: Shown[int]
    unknown: Shown[int]
    alpha: Shown[float]

    @property
    def is_loose(self) -> bool:
        """Tell whether the statements of a principle do not hang together."""
        return self.alpha.value is not None and self.alpha.value < TIGHT

    @property
    def is_clouded(self) -> bool:
        """Tell whether too many did not know for a judgement."""
        return (self.unknown.value or 0) > CLOUDED * 100

    @property
    def band(self) -> Band | None:
        """Name the score; none where there is none, or not enough sight."""
        if self.value.value is None or self.low.value is None or self.is_clouded:
            return None
        return band(self.value.value)


@dataclass(frozen=True, slots=True)
class Gap:
    """How far one side is from another, and whether it may be called a difference."""

    value: Shown[float]
    low: Shown[float]
    high: Shown[float]
    is_called: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a wave, for all sides."""

    figure: str
    scores: Mapping[str, Score]
    gaps: Mapping[str, Gap | None]
    quadrant: Quadrant | None


def rows_of(parts: Mapping[str, Json]) -> dict[str, Row]:
    """Read the scores and gaps of all figures, and name what may be named."""
    stands = _stands(parts)
    return {figure: _row(parts.get(figure, {}), figure, stands) for figure in FIGURES}


def score_of(told: Json) -> Score:
    """Read one score."""
    return Score(
        n=load(whole(told.get("n"))),
        own=load(whole(told.get("own"))),
        value=load(number(told.get("value"))),
        low=load(number(told.get("low"))),
        high=load(number(told.get("high"))),
        plain=load(number(told.get("plain"))),
        often=load(whole(told.get("often"))),
        unknown=load(whole(told.get("unknown"))),
        alpha=load(number(told.get("alpha"))),
    )


def scores_of(told: Json) -> dict[str, Score]:
    """Read the scores that stand side by side under their names."""
    return {name: score_of(part(told, name)) for name in told if isinstance(told[name], Mapping)}


def part(told: Json, name: str) -> Json:
    """Give a part of what was kept; empty for none."""
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}


def number(value: object) -> float | None:
    """Read a number."""
    return float(value) if isinstance(value, int | float) else None


def whole(value: object) -> int | None:
    """Read a whole number."""
    return value if isinstance(value, int) else None


def _row(told: Json, figure: str, stands: frozenset[tuple[str, str]]) -> Row:
    scores = {side: score_of(part(told, side)) for side in (*Side, CLOSE)}
    found = {name: _difference(part(part(told, "gaps"), name)) for name in GAPS}
    gaps = {
        name: _gap(part(part(told, "gaps"), name), gap, stands=(name, figure) in stands)
        for name, gap in found.items()
    }
    named, experience = None, scores[Side.INITIATIVES]
    gap, value = found["staff"], experience.value.value
    if figure in SUB_POINTS and gap and value is not None and not experience.is_clouded:
        named = quadrant(value, gap, stands=("staff", figure) in stands)
    return Row(figure, scores, gaps, named)


def _stands(parts: Mapping[str, Json]) -> frozenset[tuple[str, str]]:
    """Choose which differences stand after all that was tested; the total is tested alone."""
    found: set[tuple[str, str]] = set()
    for name in GAPS:
        for family in ((TOTAL,), PRINCIPLES, SUB_POINTS):
            chances = {
                figure: chance
                for figure in family
                if (chance := _chance(part(part(parts.get(figure, {}), "gaps"), name))) is not None
                and (figure not in SUB_POINTS or _is_tested(parts.get(figure, {}), name))
            }
            found |= {(name, figure) for figure in discoveries(chances)}
    return frozenset(found)


def _is_tested(told: Json, name: str) -> bool:
    if name == "distance":
        return True
    return (score_of(part(told, Side.INITIATIVES)).own.value or 0) >= FEWEST_FOR_TEST


def _chance(told: Json) -> float | None:
    return number(told.get("chance"))


def _difference(told: Json) -> Weighed | None:
    value = number(told.get("value"))
    if value is None:
        return None
    return Weighed(value, is_large=bool(told.get("large")), is_sure=bool(told.get("sure")))


def _gap(told: Json, gap: Weighed | None, *, stands: bool) -> Gap | None:
    if gap is None:
        return None
    low, high = (load(number(told.get(name))) for name in ("low", "high"))
    return Gap(load(gap.value), low, high, is_called(gap, stands=stands))
