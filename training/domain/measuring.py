"""Measurements in a row, and when two of them may be laid side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from training.domain.disclosure_groups import EVERYONE, Group
from training.domain.forms import Design, are_parallel
from training.domain.organisation import ROOT_ID, Layer


class Wave(StrEnum):
    """Which measurement in the row."""

    BASELINE = "baseline"
    AFTER = "after"
    LATER = "later"
    YEARLY = "yearly"


class State(StrEnum):
    """How far a measurement is."""

    PLANNED = "planned"
    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    READY = "ready"


class Reason(StrEnum):
    """Why no difference may be told."""

    NOT_CLOSED = "not-closed"
    ORDER = "order"
    FORMS = "forms"
    NOT_PARALLEL = "not-parallel"
    POPULATION = "population"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class FrozenForm:
    """A form as a measurement fixed it: which text in which meaning, and what it asks."""

    document_id: UUID
    meaning: int
    design: Design | None


@dataclass(frozen=True, slots=True)
class FrozenUnit:
    """A unit as a measurement fixed it."""

    id: UUID
    parent_id: UUID | None
    name: str
    layer: str
    headcount: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A measurement as it is compared: what it asked, and of whom."""

    is_closed: bool
    opened: float
    forms: tuple[FrozenForm, ...]
    units: Mapping[UUID, FrozenUnit]


def refusals(before: Frozen, after: Frozen) -> tuple[Reason, ...]:
    """Give every reason why two measurements may not be compared; empty where they may."""
    found = []
    if not (before.is_closed and after.is_closed):
        found.append(Reason.NOT_CLOSED)
    if before.opened >= after.opened:
        found.append(Reason.ORDER)
    if _texts(before) != _texts(after):
        found.append(Reason.FORMS)
    elif not all(are_parallel(before.forms[0].design, form.design) for form in before.forms):
        found.append(Reason.NOT_PARALLEL)
    if _places(before) != _places(after):
        found.append(Reason.POPULATION)
    return tuple(found)


def paths_of(units: Mapping[UUID, FrozenUnit]) -> dict[UUID, tuple[str, ...]]:
    """Give per unit the keys of the groups that its people are in, the smallest first.

    Everyone; below it the layers; below the officials their units as they are nested. Boards are
    never split by unit, and a unit of officials below a board hangs below the officials.
    """
    return {unit_id: _path(unit, units) for unit_id, unit in units.items()}


def common_group(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Give the smallest group that two paths share: of who moved, that is none of the units."""
    return next(key for key in one if key in other)


def parents_of(units: Mapping[UUID, FrozenUnit]) -> dict[str, str]:
    """Map each group to the one above it; everyone is below nothing."""
    parents = {EVERYONE: ""}
    for path in paths_of(units).values():
        parents.update(pairwise(path))
    return parents


def groups_of(units: Mapping[UUID, FrozenUnit], answered: Mapping[str, int]) -> list[Group]:
    """Build the tree of groups, with who works there and who took part; empty ones are left out.

    `answered` counts people by the smallest group that they are in.
    """
    sizes, taken = Counter[str](), Counter[str]()
    for unit_id, path in paths_of(units).items():
        for key in path:
            sizes[key] += units[unit_id].headcount
    parents = parents_of(units)
    for smallest, count in answered.items():
        for key in above(smallest, parents):
            taken[key] += count
    return [Group(key, parents[key], sizes[key], taken[key]) for key in parents if sizes[key]]


def above(key: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Give a group and all above it."""
    return (key, *above(parents[key], parents)) if key else ()


def _path(unit: FrozenUnit, units: Mapping[UUID, FrozenUnit]) -> tuple[str, ...]:
    if unit.layer != Layer.OFFICIALS:
        return (unit.layer, EVERYONE)
    path = []
    current: FrozenUnit | None = unit
    while current and current.id != ROOT_ID and current.layer == Layer.OFFICIALS:
        path.append(current.id.hex)
        current = units.get(current.parent_id) if current.parent_id else None
    return (*path, Layer.OFFICIALS.value, EVERYONE)


def _texts(frozen: Frozen) -> set[tuple[UUID, int]]:
    return {(form.document_id, form.meaning) for form in frozen.forms}


def _places(frozen: Frozen) -> set[tuple[UUID, UUID | None, str]]:
    return {(unit.id, unit.parent_id, unit.layer) for unit in frozen.units.values()}
