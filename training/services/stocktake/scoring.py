"""Makes the figures of a closed wave, once: only what may be shown is kept.

Before that forms are poured into new urns, some thousands at a time.
One figure at a time, thought out without a transaction, so that nobody's click waits for two
thousand draws. Every figure has a seed of its own that follows from the wave's: done again, it is
the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random  # noqa: TID251 -- its seed was drawn when the wave was planned
from statistics import fmean
from uuid import UUID

from training.domain.disclosure_figures import step_for, told_joint_share
from training.domain.disclosure_groups import (
    FEWEST_FOR_AGREEMENT,
    FEWEST_FOR_SCORES,
    fact_of,
    figure_of,
    interval_of,
    size_of,
)
from training.domain.interval import Interval
from training.domain.item_analysis import alpha
from training.domain.stocktake import (
    DONT_KNOW,
    FIGURES,
    PRINCIPLES,
    SUB_POINTS,
    TOTAL,
    Fate,
    Part,
    Side,
    dont_know_share,
    often_share,
    statements_of,
)
from training.domain.stocktake_figures import Mean, difference, mean_of
from training.domain.stocktake_gap import FEWEST_FOR_GAP, weigh
from training.domain.stocktake_groups import FEWEST_OF_BOARD, choose_fates
from training.services.jobs import Stage, Step, Task, Transactions
from training.services.library import Library
from training.services.stocktake.crowds import CLOSE, Crowd, Marks, Room, room_of
from training.services.stocktake.outcomes import tell_outcomes
from training.services.stocktake.waves import wave_of
from training.store import stocktake as store
from training.store import urn
from training.store.urn import Slot

UNITS_AT_ONCE = 25
SHUFFLED_AT_ONCE = 3000
LARGER = (TOTAL, *PRINCIPLES)
GAPS = {
    "staff": (Side.STAFF, Side.INITIATIVES),
    "close": (CLOSE, Side.INITIATIVES),
    "board": (Side.BOARD, Side.INITIATIVES),
    "distance": (Side.BOARD, Side.STAFF),
}
LOW_RESPONSE = 0.4
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """A mean with the scores that it is of."""

    mean: Mean
    marks: Marks


class ScoreWork:
    """Makes the parts one by one; what it read of a closed wave it keeps for the next part."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read: tuple[UUID, Room, Sequence[Sequence[Slot]]] | None = None

    def think(self, reading: Transactions, task: Task, at: datetime) -> Step:
        """Make the next part of the figures; the step writes it down."""
        with reading() as library:
            wave = wave_of(library.session, int(task.payload["wave"]))
            if self._read is None or self._read[0] != wave.id:
                piles = _piles(urn.list_slots(library.session, wave.id))
                self._read = (wave.id, room_of(library.session, wave), piles)
        return _written(*self._read, task)


def _written(wave_id: UUID, room: Room, piles: Sequence[Sequence[Slot]], task: Task) -> Step:
    parts, place = _parts(room), task.stage.done
    total, done = len(piles) + len(parts), task.stage.done + 1
    name = parts[place - len(piles)] if place >= len(piles) else ""
    figures = _part(room, name) if name else {}

    def write(library: Library, _task: Task, at: datetime) -> Stage:
        if name:
            store.keep_score(library.session, wave_id, name, figures)
        else:
            for slot in piles[place]:
                urn.shuffle(library.session, slot)
        if done == total:
            wave_of(library.session, int(task.payload["wave"])).scored_at = at
        return Stage(name, done, total, is_finished=done == total)

    return write


def _piles(slots: Sequence[tuple[Slot, int]]) -> list[list[Slot]]:
    """Put the places of forms together that are shuffled in one step."""
    piles: list[list[Slot]] = []
    room = 0
    for slot, count in slots:
        if not piles or count > room:
            piles.append([])
            room = SHUFFLED_AT_ONCE
        piles[-1].append(slot)
        room -= count
    return piles


def _parts(room: Room) -> list[str]:
    chunks = [f"units-{start}" for start in range(0, len(room.units), UNITS_AT_ONCE)]
    return [*FIGURES, *chunks, "fates", "outcomes", "response", "overfull"]


def _part(room: Room, name: str) -> Json:
    if name in FIGURES:
        return _figure(room, name)
    if name == "fates":
        return _fates(room)
    if name == "outcomes":
        return tell_outcomes(room.crowds)
    if name == "response":
        return _response(room)
    if name == "overfull":
        return _overfull(room)
    start = int(name.partition("-")[2])
    return {key: _unit(room, key) for key in room.units[start : start + UNITS_AT_ONCE]}


def _figure(room: Room, figure: str) -> Json:
    means = {name: _mean(room, name, figure) for name in room.crowds}
    told: Json = {name: _told(room, name, figure, found) for name, found in means.items()}
    told["gaps"] = {name: _gap(room, figure, means, sides) for name, sides in GAPS.items()}
    return told


def _mean(room: Room, name: str, figure: str) -> Found | None:
    """Give the mean of a crowd, if it may have one."""
    return _found(room, room.crowds[name], figure, name)


def _found(room: Room, crowd: Crowd, figure: str, name: str) -> Found | None:
    if figure not in crowd.told or crowd.key not in crowd.visible:
        return None
    marks = crowd.marks(figure, room.length)
    rng = Random(f"{room.seed}:{name}:{figure}")  # noqa: S311 -- statistics, no secret
    mean = mean_of(marks.values, rng, population=crowd.population, weights=marks.weights)
    return Found(mean, marks) if mean and marks.n else None


def _told(room: Room, name: str, figure: str, found: Found | None) -> Json:
    crowd = room.crowds[name]
    fewest = FEWEST_OF_BOARD if name == Side.BOARD else FEWEST_FOR_SCORES
    told = _interval(crowd, found, is_sure=len(crowd.own) >= fewest)
    if found:
        plain = Marks(found.marks.values, [1.0] * len(found.marks.values), found.marks.own)
        told["plain"] = _in_steps(crowd, fmean(plain.values) + plain.lean, plain.n)
    if found and figure in PRINCIPLES:
        told["alpha"] = figure_of(crowd.visible, crowd.key, _alpha(room, crowd, figure)).value
    if figure in SUB_POINTS and len(crowd.own) >= FEWEST_FOR_SCORES:
        told["unknown"] = _share(room, crowd, figure, dont_know_share)
    if found and figure in SUB_POINTS:
        told["often"] = _share(room, crowd, figure, often_share)
    return told


def _share(room: Room, crowd: Crowd, figure: str, share: Callable[..., Part]) -> int | None:
    own, others = (share(sheets, figure, room.length) for sheets in (crowd.own, crowd.others))
    return told_joint_share(crowd.visible, crowd.key, own, others).value


def _alpha(room: Room, crowd: Crowd, figure: str) -> float | None:
    """Tell how far the statements of a principle hang together, over forms that have them all."""
    codes = [code for code in statements_of(room.length) if code[0] == figure]
    given = [[sheet.answers.get(code, DONT_KNOW) for code in codes] for sheet in crowd.own]
    complete = [marks for marks in given if DONT_KNOW not in marks]
    return alpha(complete).value if len(complete) >= FEWEST_FOR_AGREEMENT else None


def _interval(crowd: Crowd, found: Found | None, *, is_sure: bool = True) -> Json:
    """Tell a mean with its interval: in steps of five of a small group, the ends outward."""
    visible, key = crowd.visible, crowd.key
    told: Json = {
        "n": size_of(visible, key, others=len(crowd.others)).value,
        "own": size_of(visible, key).value,
        "value": None,
        "low": None,
        "high": None,
    }
    if found:
        mean, lean, step = found.mean, found.marks.lean, step_for(found.marks.n)
        around = Interval(mean.n, mean.value + lean, mean.low + lean, mean.high + lean)
        ends = interval_of(visible, key, around, step=step).value or (None, None, None)
        told["value"] = ends[0]
        told["low"], told["high"] = ends[1:] if is_sure else (None, None)
    return told


def _in_steps(crowd: Crowd, value: float, n: int) -> float | None:
    step = step_for(n)
    return figure_of(crowd.visible, crowd.key, step * round(value / step)).value


def _gap(
    room: Room, figure: str, means: Mapping[str, Found | None], sides: tuple[str, str]
) -> Json | None:
    """Subtract two sides, where both have enough forms for it; what it is called is exact."""
    one, other = means[sides[0]], means[sides[1]]
    fewest = FEWEST_FOR_GAP if figure in SUB_POINTS else FEWEST_FOR_SCORES
    if one is None or other is None:
        return None
    if sides[1] == Side.INITIATIVES and other.marks.n < fewest:
        return None
    gap, crowd = difference(one.mean, other.mean), room.crowds[sides[1]]
    weighed = weigh(gap)
    step = step_for(min(one.marks.n, other.marks.n))
    lean = one.marks.lean - other.marks.lean
    around = Interval(other.mean.n, gap.value + lean, gap.low + lean, gap.high + lean)
    ends = interval_of(crowd.visible, crowd.key, around, step=step).value
    if ends is None:
        return None
    return {
        **dict(zip(("value", "low", "high"), ends, strict=True)),
        "chance": figure_of(crowd.visible, crowd.key, gap.chance, digits=4).value,
        "large": fact_of(crowd.visible, crowd.key, is_so=weighed.is_large).value,
        "sure": fact_of(crowd.visible, crowd.key, is_so=weighed.is_sure).value,
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
    return _interval(part, _found(room, part, figure, name))


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
    """Count forms by side and by how they came: who took part says nothing of what was said."""
    return {
        side: {
            "people": crowd.population,
            "answered": len(crowd.sheets),
            "mailed": len(crowd.own),
            "full": bool(crowd.population) and len(crowd.sheets) > crowd.population,
        }
        for side in Side
        if (crowd := room.crowds[side])
    }


def _overfull(room: Room) -> Json:
    """Name the units that have no figures since there are more forms than people."""
    tree = room.tree
    return {key: {"name": tree.units[key].name} for key in tree.overfull() - {tree.root}}
