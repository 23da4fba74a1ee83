"""The page of drift: one group wave by wave, and which groups fell; made of what may be seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from training.domain.disclosure_groups import EVERYONE
from training.domain.group_tree import TOP_KEYS
from training.services.drifting.falls import coarse, find_falls, read_series
from training.services.errors import NotFound
from training.services.grouping import read_names, read_tree
from training.store import drift as store


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group of which something may be seen; `name` is empty for everyone and for a layer."""

    key: str
    name: str
    is_low: bool


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One wave of the group, in per cents; `expected` is none in the first waves."""

    from_on: date
    until_on: date
    answered: int
    share: int
    expected: int | None
    is_low: bool
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """That a group fell, in which wave; `is_low` while it has not come back.

    `above` are the groups above it in which that can be seen as well.
    """

    key: str
    name: str
    from_on: date
    expected: int
    share: int
    is_low: bool
    above: tuple[GroupChoice, ...]


@dataclass(frozen=True, slots=True)
class DriftPage:
    """What the page shows; without groups nothing may be seen yet."""

    groups: tuple[GroupChoice, ...]
    chosen: GroupChoice | None
    lines: tuple[WaveLine, ...]
    alarms: tuple[AlarmLine, ...]


def read(session: Session, may_read: Callable[[str], bool], key: str = "") -> DriftPage:
    """Show a group, without a key everyone; raises `NotFound` for one that may not be seen."""
    waves = {wave.id: wave for wave in store.list_waves(session)}
    series = read_series(store.list_points(session))
    names = read_names(session)
    groups = sorted(
        (
            GroupChoice(each, names.get(each, ""), series[each][-1][1].is_low)
            for each in series
            if may_read(each)
        ),
        key=lambda group: (*_place(group.key), group.name, group.key),
    )
    chosen = next((group for group in groups if group.key == (key or EVERYONE)), None)
    if key and chosen is None:
        raise NotFound("group")
    lines = tuple(
        WaveLine(
            waves[number].from_on,
            waves[number].until_on,
            reading.wave.answered,
            round(reading.wave.share * 100),
            None if reading.expected is None else coarse(reading.expected),
            reading.is_low,
            reading.is_alarm,
        )
        for number, reading in (series[chosen.key] if chosen else ())
    )
    alarms = tuple(
        AlarmLine(
            fall.key,
            names.get(fall.key, ""),
            waves[fall.began].from_on,
            fall.expected,
            fall.share,
            fall.is_low,
            tuple(GroupChoice(each, names.get(each, ""), fall.is_low) for each in fall.above),
        )
        for fall in find_falls(series, read_tree(session).above)
        if may_read(fall.key)
    )
    return DriftPage(tuple(groups), chosen, lines, alarms)


def _place(key: str) -> tuple[int]:
    return (TOP_KEYS.index(key) if key in TOP_KEYS else len(TOP_KEYS),)
