"""What a wave found: scores, gaps with their names, units, outcomes and the trend."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import hypot

from sqlalchemy.orm import Session

from training.domain.disclosure import Shown, load
from training.domain.stocktake import SUB_POINTS, TOTAL, Fate, Side
from training.services.errors import NotFound
from training.services.scope import Scope
from training.services.stocktake.figures import (
    Json,
    Row,
    Score,
    number,
    part,
    rows_of,
    score_of,
    scores_of,
    whole,
)
from training.services.stocktake.waves import WaveLine, line_of, wave_of
from training.store import stocktake as store
from training.store.organisation import units_below
from training.store.stocktake import Wave

LOWEST = 2


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that may have figures."""

    key: str
    name: str
    is_low: bool
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many forms of a side there are, of how many people (0 where nobody knows).

    `others` came by a code or were typed in. A side that `is_full` has more forms than people.
    """

    answered: int
    people: int
    others: int
    is_full: bool


@dataclass(frozen=True, slots=True)
class TrendStep:
    """What initiatives said in total in one wave; `is_change` since the wave before it."""

    title: str
    number: int
    score: Score
    is_change: bool


@dataclass(frozen=True, slots=True)
class Results:
    """All that may be told of a wave."""

    line: WaveLine
    rows: Mapping[str, Row]
    units: tuple[UnitRow, ...]
    fates: Mapping[str, Mapping[str, Score]]
    outcomes: Mapping[str, Mapping[str, Shown[float]]]
    waits: tuple[int | None, ...]
    organisation: Mapping[str, Mapping[str, Score]]
    answered: Mapping[str, Turnout]
    overfull: Mapping[str, str]
    trend: tuple[TrendStep, ...]

    @property
    def is_indicative(self) -> bool:
        """Tell whether so few initiatives answered that only a total is told."""
        told = self.rows[TOTAL].scores[Side.INITIATIVES]
        return told.value.value is not None and told.low.value is None


def results_of(session: Session, number_: int, *, is_host: bool) -> Results:
    """Show what a wave found; raises `NotFound` before it was made known, but for its hosts."""
    wave = wave_of(session, number_)
    if wave.scored_at is None or (wave.revealed_at is None and not is_host):
        raise NotFound("stocktake")
    return _results(session, wave)


def within(session: Session, found: Results, scope: Scope) -> Results:
    """Leave out the units that a reader does not lead."""
    if scope.is_everything:
        return found
    led = {str(id_) for id_ in session.scalars(units_below(*scope.roots))} if scope.roots else set()
    return replace(
        found,
        units=tuple(unit for unit in found.units if unit.key in led),
        overfull={key: name for key, name in found.overfull.items() if key in led},
    )


def newest_results(session: Session) -> Results | None:
    """Show what the newest wave found that was made known; none before there is one."""
    wave = _newest(session)
    return _results(session, wave) if wave else None


def lowest_sub_points(session: Session) -> tuple[str, ...]:
    """Name the two sub-points that initiatives of the newest known wave score lowest.

    Empty where no wave has figures of initiatives by sub-point.
    """
    wave = _newest(session)
    if wave is None:
        return ()
    rows = rows_of(_parts(session, wave))
    known = [
        (score.value.value, score.often.value or 0, code)
        for code in SUB_POINTS
        if (score := rows[code].scores[Side.INITIATIVES]).value.value is not None
        and not score.is_clouded
    ]
    return tuple(code for _, _, code in sorted(known)[:LOWEST]) if len(known) >= LOWEST else ()


def _newest(session: Session) -> Wave | None:
    return next((wave for wave in store.list_waves(session) if wave.revealed_at), None)


def _parts(session: Session, wave: Wave) -> dict[str, Json]:
    found = store.list_scores(session, [wave.id])[wave.id]
    return {name: row.figures for name, row in found.items()}


def _results(session: Session, wave: Wave) -> Results:
    parts = _parts(session, wave)
    found, response = parts["outcomes"], parts["response"]
    return Results(
        line=line_of(wave),
        rows=rows_of(parts),
        units=_units(parts),
        fates={fate: scores_of(part(parts["fates"], fate)) for fate in Fate},
        outcomes={
            code: {name: load(number(value)) for name, value in part(found, code).items()}
            for code in ("O1", "O2")
        },
        waits=_waits(part(found, "O3")),
        organisation={side: scores_of(part(found, side)) for side in (Side.STAFF, Side.BOARD)},
        answered={side: _turnout(part(response, side)) for side in Side},
        overfull={
            key: str(part(parts.get("overfull", {}), key).get("name", ""))
            for key in parts.get("overfull", {})
        },
        trend=_trend(session, wave),
    )


def _turnout(told: Json) -> Turnout:
    answered, people = (whole(told.get(name)) or 0 for name in ("answered", "people"))
    own = whole(told.get("mailed"))
    others = 0 if own is None else answered - own
    return Turnout(answered, people, others, is_full=bool(told.get("full")))


def _units(parts: Mapping[str, Json]) -> tuple[UnitRow, ...]:
    rows = [
        UnitRow(key, str(told.get("name", "")), bool(told.get("is_low")), scores_of(told))
        for name, chunk in parts.items()
        if name.startswith("units-")
        for key in chunk
        if (told := part(chunk, key))
    ]
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def _waits(told: Json) -> tuple[int | None, ...]:
    counts = told.get("counts")
    return tuple(whole(count) for count in counts) if isinstance(counts, list) else ()


def _trend(session: Session, wave: Wave) -> tuple[TrendStep, ...]:
    """Follow the total of initiatives over waves with the same statements, up to this one."""
    alike = [
        other
        for other in reversed(store.list_waves(session))
        if (other.item_version, other.length) == (wave.item_version, wave.length)
        and other.number <= wave.number
        and other.scored_at
        and (other.revealed_at or other.id == wave.id)
    ]
    kept = store.list_scores(session, [other.id for other in alike])
    steps: list[TrendStep] = []
    for other in alike:
        figures = kept[other.id].get(TOTAL)
        score = score_of(part(figures.figures if figures else {}, Side.INITIATIVES))
        if score.value.value is None:
            continue
        is_change = bool(steps) and _differs(steps[-1].score, score)
        steps.append(TrendStep(other.title, other.number, score, is_change))
    return tuple(steps)


def _differs(before: Score, after: Score) -> bool:
    """Tell whether the interval of a difference excludes none, from both intervals."""
    ends = [shown.value for one in (before, after) for shown in (one.value, one.low, one.high)]
    if any(end is None for end in ends):
        return False
    old, old_low, old_high, new, new_low, new_high = (end or 0.0 for end in ends)
    half = hypot((old_high - old_low) / 2, (new_high - new_low) / 2)
    return abs(new - old) > half
