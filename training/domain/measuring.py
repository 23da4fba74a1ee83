"""Measurements in a row, and when two of them may be laid side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from training.domain.forms import Design, are_parallel
from training.domain.group_tree import GroupTree, Unit, tree_of


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


def tree_as_frozen(units: Mapping[UUID, FrozenUnit]) -> GroupTree:
    """Make the tree of groups as it was when a measurement opened."""
    return tree_of(
        [Unit(unit.id, unit.parent_id, unit.layer, unit.headcount) for unit in units.values()]
    )


def _texts(frozen: Frozen) -> set[tuple[UUID, int]]:
    return {(form.document_id, form.meaning) for form in frozen.forms}


def _places(frozen: Frozen) -> set[tuple[UUID, UUID | None, str]]:
    return {(unit.id, unit.parent_id, unit.layer) for unit in frozen.units.values()}
