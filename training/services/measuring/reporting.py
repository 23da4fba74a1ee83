"""Makes what a closed measurement says, once: who took part, and what changed since the one before.

Only what may be shown is kept. Sums by group and order of the forms are kept while it is made.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.disclosure_groups import (
    EVERYONE,
    Group,
    change_of,
    choose_visible,
    size_of,
)
from training.domain.disclosure_pairs import Takers, choose_paired
from training.domain.group_tree import GroupTree, Homes
from training.domain.measuring import Reason, refusals, tree_as_frozen
from training.domain.paired import Sums, crossed
from training.services.jobs import Stage, Task
from training.services.library import Library
from training.services.measuring.frozen import read_frozen, read_units
from training.services.measuring.planning import get_locked
from training.store import measurement as store
from training.store.measurement import Measurement, MeasurementReport
from training.store.pairs import Pair, Taken, count_alone, count_taken, list_pairs

AT_ONCE = 500
MANY = 100
COARSE, FINE = 0.1, 0.05
"""Steps of a difference in level: fine only where one person does not show."""

POINTS = 5.0
LEVELS = 3.0
"""From the lowest level to the highest."""

ORDERS = ("AB", "BA")


@dataclass(frozen=True, slots=True)
class Change:
    """Sums of the differences of some people: in level, and in share of inviting answers."""

    level: Sums = Sums()  # noqa: RUF009 -- frozen
    share: Sums = Sums()  # noqa: RUF009 -- frozen

    def __add__(self, other: "Change") -> "Change":
        """Add the sums of other people."""
        return Change(self.level + other.level, self.share + other.share)

    def with_pair(self, pair: Pair) -> "Change":
        """Count one more person."""
        return Change(
            self.level.with_value(pair.after.level - pair.before.level),
            self.share.with_value(100 * (pair.after.share - pair.before.share)),
        )


Changes = dict[tuple[str, str], Change]
"""By the smallest group, and the order of the forms."""


def step(library: Library, task: Task, at: datetime) -> Stage:
    """Add up the next people; at the end keep what may be shown, and forget the sums."""
    measurement = get_locked(library, int(task.payload["measurement"]))
    report = _report(library, measurement)
    if report.made_at:
        return Stage("", task.stage.done, task.stage.done, is_finished=True)
    reasons = _reasons(library, measurement)
    place: UUID | None = None
    if measurement.before_id and not reasons:
        behind = UUID(task.stage.cursor) if task.stage.cursor else None
        pairs, place = list_pairs(
            library.session, measurement.before_id, measurement.id, behind=behind, limit=AT_ONCE
        )
        report.sums = _dump(_add(library, measurement, _load(report.sums), pairs))
    done = task.stage.done + 1
    if place is not None:
        return Stage(str(place), done, done)
    report.figures = _figures(library, measurement, reasons, _load(report.sums))
    report.sums, report.made_at = {}, at
    return Stage("", done, done, is_finished=True)


def _report(library: Library, measurement: Measurement) -> MeasurementReport:
    found = store.find_report(library.session, measurement.id)
    if found is None:
        found = MeasurementReport(measurement_id=measurement.id, sums={}, figures={})
        library.session.add(found)
        library.session.flush()
    return found


def _reasons(library: Library, measurement: Measurement) -> tuple[Reason, ...]:
    if measurement.before_id is None:
        return ()
    before = store.find(library.session, measurement.before_id)
    if before is None or before.frozen_at is None:
        return (Reason.NOT_CLOSED,)
    return refusals(read_frozen(library, before), read_frozen(library, measurement))


def _add(
    library: Library, measurement: Measurement, changes: Changes, pairs: list[Pair]
) -> Changes:
    tree = tree_as_frozen(read_units(library, measurement.id))
    for pair in pairs:
        order = pair.form_before + pair.form_after
        if order not in ORDERS:
            continue
        place = tree.meet(tree.place(pair.unit_before), tree.place(pair.unit_after))
        key = (tree.keys[place], order)
        changes[key] = changes.get(key, Change()).with_pair(pair)
    return changes


def _figures(
    library: Library, measurement: Measurement, reasons: tuple[Reason, ...], changes: Changes
) -> dict[str, object]:
    units = read_units(library, measurement.id)
    tree, names = tree_as_frozen(units), {unit.id.hex: unit.name for unit in units.values()}
    taken = Counter[Homes]()
    for unit_id, count in store.finished_by_unit(library.session, measurement.id).items():
        taken[frozenset({tree.place(unit_id)})] += count
    groups = tree.groups(tree.count(taken))
    visible = choose_visible(groups)
    figures: dict[str, object] = {
        "groups": [
            {
                "key": group.key,
                "parent": group.parent,
                "name": names.get(group.key, ""),
                "size": group.size,
                "taken": size_of(visible, group.key).value,
            }
            for group in groups
            if group.size
        ],
        "reasons": [reason.value for reason in reasons],
    }
    if measurement.before_id and not reasons:
        figures |= _compared(library, measurement, tree, changes)
    return figures


def _compared(
    library: Library,
    measurement: Measurement,
    tree: GroupTree,
    changes: Changes,
) -> dict[str, object]:
    before_id = measurement.before_id or 0
    taken = count_taken(library.session, before_id, measurement.id)
    effects = tell_effects(tree, changes, [_takers(tree, each) for each in taken])
    alone = count_alone(library.session, before_id, measurement.id)
    reasons = [] if EVERYONE in effects else [Reason.TOO_FEW.value]
    return {
        "effects": effects,
        "before_only": _count(alone[0]),
        "after_only": _count(alone[1]),
        "reasons": reasons,
    }


def _takers(tree: GroupTree, taken: Taken) -> Takers:
    before, after = (
        None if unit is None else tree.place(unit) for unit in (taken.unit_before, taken.unit_after)
    )
    is_pair = taken.is_finished and taken.form_before + taken.form_after in ORDERS
    is_sure = taken.is_finished and taken.is_known
    return Takers(before, after, taken.many, is_pair=is_pair, is_sure=is_sure)


def tell_effects(
    tree: GroupTree, changes: Changes, takers: Sequence[Takers]
) -> dict[str, dict[str, object]]:
    """Tell what changed, of the groups of which nothing else follows from it."""
    counts = Counter[Homes]()
    summed: Changes = {}
    places = {key: place for place, key in enumerate(tree.keys)}
    for (smallest, order), change in changes.items():
        counts[frozenset({places[smallest]})] += change.level.n
        for place in tree.upward(places[smallest]):
            key = (tree.keys[place], order)
            summed[key] = summed.get(key, Change()) + change
    groups = tree.groups(tree.count(counts))
    visible = choose_paired(tree, groups, takers)
    effects: dict[str, dict[str, object]] = {}
    for group in groups:
        first, second = (summed.get((group.key, order), Change()) for order in ORDERS)
        level = crossed(first.level, second.level)
        share = crossed(first.share, second.share)
        size = FINE if group.answered >= MANY else COARSE
        shown = change_of(visible, group.key, level, step=size, whole=LEVELS).value
        if shown:
            effects[group.key] = {
                "pairs": size_of(visible, group.key).value,
                "level": shown,
                "share": change_of(visible, group.key, share, step=POINTS, whole=100).value,
            }
    return effects


def _count(number: int) -> int | None:
    """Say how many people took part once only, where they are none or not few."""
    if not number:
        return 0
    visible = choose_visible([Group("alone", "", number, number)])
    return size_of(visible, "alone").value


def _dump(changes: Changes) -> dict[str, list[float]]:
    return {
        f"{group}|{order}": [
            change.level.n,
            change.level.total,
            change.level.squares,
            change.share.total,
            change.share.squares,
        ]
        for (group, order), change in changes.items()
    }


def _load(kept: Mapping[str, list[float]]) -> Changes:
    changes: Changes = {}
    for name, (count, level, levels, share, shares) in kept.items():
        group, _, order = name.partition("|")
        n = int(count)
        changes[group, order] = Change(Sums(n, level, levels), Sums(n, share, shares))
    return changes
