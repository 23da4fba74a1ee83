"""Closes waves of refreshers: whole weeks, one after another, the same for every group.

One wave holds for all groups together. Weeks that were pooled for one group and not for another
could be subtracted; and so a wave waits until most units have enough answers.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_SCORES,
    Group,
    choose_visible,
    share_of,
    size_of,
)
from training.domain.organisation import ROOT_ID, Layer, upward
from training.store import drift as store
from training.store.drift import Counts, DriftWave
from training.store.organisation import list_units

WEEK = timedelta(days=7)
PATIENCE = 4
"""After so many weeks a wave no longer waits for units that have too few answers."""

MOST_UNITS = 0.75


@dataclass(slots=True)
class Sums:
    """What the people of a group did in a wave."""

    people: int = 0
    answers: int = 0
    fitting: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """The groups that may have figures: everyone, the layers, and the units of officials."""

    parents: dict[str, str]
    units: dict[UUID, str]
    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def upward(self, unit_id: UUID, layer: str) -> Iterator[str]:
        """Give the groups that somebody of a unit and layer is in, the smallest first.

        Boards are never split: somebody of a council or executive is in no unit.
        """
        key = self.units.get(unit_id, layer) if layer == Layer.OFFICIALS else layer
        while key:
            yield key
            key = self.parents[key]


def close_next(session: Session, *, today: date, at: datetime) -> DriftWave | None:
    """Close the next wave and keep what may be seen of it; none while there is not enough."""
    last = store.find_last_wave(session)
    first = store.find_first_day(session, last.until_on if last else None)
    if first is None:
        return None
    from_on = first - timedelta(days=first.weekday())
    tree = read_tree(session)
    until_on, weeks = from_on + WEEK - timedelta(days=1), 1
    while until_on < today:
        groups = _sum(tree, store.count_answers(session, from_on, until_on))
        if _is_enough(tree, groups, weeks):
            return _keep(session, tree, groups, DriftWave(from_on=from_on, until_on=until_on), at)
        until_on, weeks = until_on + WEEK, weeks + 1
    return None


def read_tree(session: Session) -> Tree:
    """Read which groups there are today, and how many people work in each."""
    rows = {row.id: row for row in list_units(session)}
    above = {row.id: row.parent_id for row in rows.values()}
    officials = {
        key: str(key)
        for key, row in rows.items()
        if row.layer == Layer.OFFICIALS and key != ROOT_ID
    }
    parents: dict[str, str] = {EVERYONE: ""} | dict.fromkeys(map(str, Layer), EVERYONE)
    for key, name in officials.items():
        higher = (officials[unit] for unit in upward(key, above) if unit in officials)
        next(higher)
        parents[name] = next(higher, Layer.OFFICIALS)
    tree = Tree(parents, officials)
    for unit_id, layer, people in store.count_people(session):
        for group in tree.upward(unit_id, layer):
            tree.sizes[group] += people
    return tree


def _sum(tree: Tree, counts: Sequence[Counts]) -> dict[str, Sums]:
    found: dict[str, Sums] = defaultdict(Sums)
    for row in counts:
        for key in tree.upward(row.unit_id, row.layer):
            sums = found[key]
            sums.people += row.people
            sums.answers += row.answers
            sums.fitting += row.fitting
    return found


def _is_enough(tree: Tree, groups: dict[str, Sums], weeks: int) -> bool:
    """Tell whether a wave can be closed: with enough people, and enough in most of the units."""
    if groups[EVERYONE].people < FEWEST_FOR_SCORES:
        return False
    units = [key for key in tree.units.values() if tree.sizes[key] >= FEWEST_FOR_SCORES]
    full = [key for key in units if key in groups and groups[key].people >= FEWEST_FOR_SCORES]
    return weeks >= PATIENCE or len(full) >= MOST_UNITS * len(units)


def _keep(
    session: Session, tree: Tree, groups: dict[str, Sums], wave: DriftWave, at: datetime
) -> DriftWave:
    wave.made_at = at
    session.add(wave)
    session.flush()
    visible = choose_visible(
        Group(key, parent, tree.sizes[key], groups[key].people if key in groups else 0)
        for key, parent in tree.parents.items()
    )
    points: dict[str, tuple[int, int]] = {}
    for key, sums in groups.items():
        size = size_of(visible, key).value
        share = share_of(visible, key, sums.fitting / sums.answers).value
        if size is not None and share is not None:
            points[key] = size, share
    store.add_points(session, wave.id, points)
    return wave
