"""Makes the figures of a closed wave, once: only what may be shown is kept.

One figure at a time, thought out without a transaction, so that nobody's click waits for two
thousand draws. Every figure has a seed of its own that follows from the wave's: done again, it is
the same.
"""

from collections.abc import Mapping
from datetime import datetime
from random import Random  # noqa: TID251 -- its seed was drawn when the wave was planned
from uuid import UUID

from training.domain.disclosure_groups import (
    FEWEST_FOR_AGREEMENT,
    FEWEST_FOR_SCORES,
    Visible,
    figure_of,
    share_of,
    size_of,
)
from training.domain.item_analysis import alpha
from training.domain.stocktake import (
    DONT_KNOW,
    FIGURES,
    PRINCIPLES,
    SUB_POINTS,
    TOTAL,
    Fate,
    Side,
    dont_know_share,
    often_share,
    statements_of,
)
from training.domain.stocktake_figures import Mean, difference, mean_of
from training.domain.stocktake_gap import FEWEST_FOR_GAP
from training.domain.stocktake_groups import choose_fates
from training.services.jobs import Stage, Step, Task, Transactions
from training.services.library import Library
from training.services.stocktake.crowds import CLOSE, Crowd, Room, room_of
from training.services.stocktake.outcomes import tell_outcomes
from training.services.stocktake.waves import wave_of
from training.store import stocktake as store

UNITS_AT_ONCE = 25
LARGER = (TOTAL, *PRINCIPLES)
GAPS = {
    "staff": (Side.STAFF, Side.INITIATIVES),
    "close": (CLOSE, Side.INITIATIVES),
    "board": (Side.BOARD, Side.INITIATIVES),
    "distance": (Side.BOARD, Side.STAFF),
}
LOW_RESPONSE = 0.4
Json = dict[str, object]


class ScoreWork:
    """Makes the parts one by one; what it read of a closed wave it keeps for the next part."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read: tuple[UUID, Room] | None = None

    def think(self, reading: Transactions, task: Task, at: datetime) -> Step:
        """Make the next part of the figures; the step writes it down."""
        with reading() as library:
            wave = wave_of(library.session, int(task.payload["wave"]))
            if self._read is None or self._read[0] != wave.id:
                self._read = (wave.id, room_of(library.session, wave))
        return _written(*self._read, task)


def _written(wave_id: UUID, room: Room, task: Task) -> Step:
    parts = _parts(room)
    name, done = parts[task.stage.done], task.stage.done + 1
    figures = _part(room, name)

    def write(library: Library, _task: Task, at: datetime) -> Stage:
        store.keep_score(library.session, wave_id, name, figures)
        if done == len(parts):
            wave_of(library.session, int(task.payload["wave"])).scored_at = at
        return Stage(name, done, len(parts), is_finished=done == len(parts))

    return write


def _parts(room: Room) -> list[str]:
    chunks = [f"units-{start}" for start in range(0, len(room.units), UNITS_AT_ONCE)]
    return [*FIGURES, *chunks, "fates", "outcomes", "response"]


def _part(room: Room, name: str) -> Json:
    if name in FIGURES:
        return _figure(room, name)
    if name == "fates":
        return _fates(room)
    if name == "outcomes":
        return tell_outcomes(room.crowds)
    if name == "response":
        return _response(room)
    start = int(name.partition("-")[2])
    return {key: _unit(room, key) for key in room.units[start : start + UNITS_AT_ONCE]}


def _figure(room: Room, figure: str) -> Json:
    means = {name: _mean(room, name, figure) for name in room.crowds}
    told: Json = {
        name: _told(room, crowd, figure, means[name]) for name, crowd in room.crowds.items()
    }
    told["gaps"] = {name: _gap(room, figure, means, sides) for name, sides in GAPS.items()}
    return told


def _mean(room: Room, name: str, figure: str) -> Mean | None:
    """Give the mean of a crowd, if it may have one."""
    crowd = room.crowds[name]
    if figure not in crowd.told or crowd.key not in crowd.visible:
        return None
    values, heavy = crowd.scores(figure, room.length)
    rng = Random(f"{room.seed}:{name}:{figure}")  # noqa: S311 -- statistics, no secret
    return mean_of(values, rng, population=crowd.population, weights=heavy)


def _told(room: Room, crowd: Crowd, figure: str, mean: Mean | None) -> Json:
    told = _interval(crowd.visible, crowd.key, mean, is_sure=len(crowd.sheets) >= 7)  # noqa: PLR2004 -- a board is told of from seven on; fewer is an indication
    if mean:
        values, _ = crowd.scores(figure, room.length)
        plain = sum(values) / len(values)
        told["plain"] = figure_of(crowd.visible, crowd.key, plain, digits=0).value
    if mean and figure in PRINCIPLES:
        told["alpha"] = figure_of(crowd.visible, crowd.key, _alpha(room, crowd, figure)).value
    if figure in SUB_POINTS and len(crowd.sheets) >= FEWEST_FOR_SCORES:
        unknown = dont_know_share(crowd.sheets, figure, room.length)
        told["unknown"] = share_of(crowd.visible, crowd.key, unknown).value
    if mean and figure in SUB_POINTS:
        often = often_share(crowd.sheets, figure, room.length)
        told["often"] = share_of(crowd.visible, crowd.key, often).value
    return told


def _alpha(room: Room, crowd: Crowd, figure: str) -> float | None:
    """Tell how far the statements of a principle hang together, over forms that have them all."""
    codes = [code for code in statements_of(room.length) if code[0] == figure]
    given = [[sheet.answers.get(code, DONT_KNOW) for code in codes] for sheet in crowd.sheets]
    complete = [marks for marks in given if DONT_KNOW not in marks]
    return alpha(complete).value if len(complete) >= FEWEST_FOR_AGREEMENT else None


def _interval(visible: Visible, key: str, mean: Mean | None, *, is_sure: bool = True) -> Json:
    def shown(value: float | None) -> float | None:
        return figure_of(visible, key, value, digits=0).value

    return {
        "n": size_of(visible, key).value,
        "value": shown(mean.value if mean else None),
        "low": shown(mean.low if mean and is_sure else None),
        "high": shown(mean.high if mean and is_sure else None),
    }


def _gap(
    room: Room, figure: str, means: Mapping[str, Mean | None], sides: tuple[str, str]
) -> Json | None:
    """Subtract two sides, where both have enough forms for it."""
    one, other = means[sides[0]], means[sides[1]]
    fewest = FEWEST_FOR_GAP if figure in SUB_POINTS else FEWEST_FOR_SCORES
    if one is None or other is None:
        return None
    if sides[1] == Side.INITIATIVES and other.n < fewest:
        return None
    gap, crowd = difference(one, other), room.crowds[sides[1]]
    return {
        name: figure_of(crowd.visible, crowd.key, value, digits=digits).value
        for name, value, digits in (
            ("value", gap.value, 0),
            ("low", gap.low, 0),
            ("high", gap.high, 0),
            ("chance", gap.chance, 4),
        )
    }


def _unit(room: Room, key: str) -> Json:
    crowd, tree = room.crowds[Side.STAFF], room.tree
    sheets, size = tree.within(key), tree.size(key)
    part = Crowd(key, sheets, crowd.visible, crowd.counted, crowd.told, size)
    told: Json = {
        "name": tree.units[key].name,
        "is_low": len(sheets) < LOW_RESPONSE * size,
    }
    return told | {figure: _small(room, part, figure, key) for figure in LARGER}


def _small(room: Room, part: Crowd, figure: str, name: str) -> Json:
    mean = None
    if figure in part.told and part.key in part.visible:
        values, _ = part.scores(figure, room.length)
        rng = Random(f"{room.seed}:{name}:{figure}")  # noqa: S311 -- statistics, no secret
        mean = mean_of(values, rng, population=part.population)
    return _interval(part.visible, part.key, mean)


def _fates(room: Room) -> Json:
    crowd = room.crowds[Side.INITIATIVES]
    visible = choose_fates(crowd.sheets, room.length, crowd.told)
    told: Json = {}
    for fate in Fate:
        sheets = [sheet for sheet in crowd.sheets if sheet.fate == fate]
        part = Crowd(fate, sheets, visible, crowd.counted, crowd.told)
        told[fate] = {figure: _small(room, part, figure, fate) for figure in LARGER}
    return told


def _response(room: Room) -> Json:
    """Count forms by side: who took part says nothing of what was said."""
    return {
        side: {"people": room.crowds[side].population, "answered": len(room.crowds[side].sheets)}
        for side in Side
    }
