"""Falls of groups: from which wave to which, and which of them is only that of a part of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from training.domain.disclosure_groups import POINTS
from training.domain.drift import Reading, Wave, watch
from training.store.drift import DriftPoint

Series = Mapping[str, Sequence[tuple[int, Reading]]]
"""By group: the number of each wave, and what it says."""


@dataclass(frozen=True, slots=True)
class Fall:
    """That a group fell: in which wave, and the waves in which it was low; shares in per cents.

    `above` are the groups above it that were low in the same waves: they hold its people.
    """

    key: str
    began: int
    waves: frozenset[int]
    expected: int
    share: int
    is_low: bool
    above: tuple[str, ...] = ()


def read_series(points: Sequence[DriftPoint]) -> Series:
    """Read the points of each group, in the order of their waves."""
    by_group: dict[str, list[DriftPoint]] = defaultdict(list)
    for point in points:
        by_group[point.group_key].append(point)
    return {
        key: list(
            zip(
                [row.wave_id for row in rows],
                watch(Wave(row.answered, row.share / 100) for row in rows),
                strict=True,
            )
        )
        for key, rows in by_group.items()
    }


def find_falls(series: Series, parents: Mapping[str, str]) -> list[Fall]:
    """Give the falls of the smallest groups, the newest first, with those above that share them.

    Where a unit falls, so may the whole it is part of: that is one thing to tell, and not two.
    """
    found = [fall for key in sorted(series) for fall in _falls(key, series[key])]
    told = []
    for fall in found:
        same = [other for other in found if other.waves & fall.waves]
        if any(fall.key in _above(other.key, parents) for other in same):
            continue
        keys = {other.key for other in same}
        above = tuple(key for key in _above(fall.key, parents) if key in keys)
        told.append(replace(fall, above=above))
    return sorted(told, key=lambda fall: (-fall.began, fall.key))


def coarse(expected: float) -> int:
    """Say what was expected in the steps in which shares are told."""
    return POINTS * round(expected * 100 / POINTS)


def _falls(key: str, series: Sequence[tuple[int, Reading]]) -> list[Fall]:
    falls = []
    for place, (number, reading) in enumerate(series):
        if not reading.is_alarm or reading.expected is None:
            continue
        waves = []
        for later, each in series[place:]:
            if not each.is_low:
                break
            waves.append(later)
        falls.append(
            Fall(
                key,
                number,
                frozenset(waves),
                coarse(reading.expected),
                round(reading.wave.share * 100),
                is_low=waves[-1] == series[-1][0],
            )
        )
    return falls


def _above(key: str, parents: Mapping[str, str]) -> list[str]:
    found = []
    while key := parents.get(key, ""):
        found.append(key)
    return found
