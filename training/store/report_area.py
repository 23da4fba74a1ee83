"""Where a report looks: units with everything below them, of one layer if asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from training.domain.document import Kind
from training.domain.organisation import ROOT_ID, Layer
from training.store.library import Document, Revision
from training.store.organisation import OrgUnit, UnitAncestor
from training.store.tally import StandingCount

Rows = Select[*tuple[Any, ...]]  # Any: rows of different columns are built by the same functions
Column = InstrumentedAttribute[Any]  # Any: the same condition serves columns of every type


@dataclass(frozen=True, slots=True)
class Area:
    """Units, each with everything below it; with a layer only those below that have it."""

    roots: tuple[UUID, ...]
    layer: str | None = None

    @property
    def is_everything(self) -> bool:
        """Tell whether no unit is left out."""
        return ROOT_ID in self.roots and self.layer is None


@dataclass(frozen=True, slots=True)
class Border:
    """A unit below `ancestor_id` whose layer differs from that of the unit above it."""

    ancestor_id: UUID
    unit_id: UUID
    layer: str
    layer_above: str


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as lists and menus show it."""

    id: UUID
    parent_id: UUID | None
    name: str
    layer: str


# Spelt out and not bound: only then SQLite sees that the index of such units fits.
_USUAL: ColumnElement[str] = literal_column(f"'{Layer.OFFICIALS.value}'")

_ENTRY = select(OrgUnit.id, OrgUnit.parent_id, OrgUnit.name, OrgUnit.layer)


def units_in(area: Area) -> Select[UUID]:
    """Build the query for the units, to begin a search with."""
    if area.layer and area.layer != Layer.OFFICIALS:
        return select(OrgUnit.id).where(
            OrgUnit.layer != _USUAL, OrgUnit.layer == area.layer, _is_below(OrgUnit.id, area)
        )
    query = select(UnitAncestor.unit_id).where(UnitAncestor.ancestor_id.in_(area.roots))
    if area.layer:
        query = query.join(OrgUnit, OrgUnit.id == UnitAncestor.unit_id)
        query = query.where(OrgUnit.layer == area.layer)
    return query


def lies_in(unit_id: Column, area: Area) -> ColumnElement[bool]:
    """Build the condition that a row is there, to test rows with that are met one by one."""
    query = select(1).select_from(UnitAncestor)
    query = query.where(UnitAncestor.unit_id == unit_id, UnitAncestor.ancestor_id.in_(area.roots))
    if area.layer:
        query = query.join(OrgUnit, OrgUnit.id == UnitAncestor.unit_id)
        query = query.where(OrgUnit.layer == area.layer)
    return each(query)


def _is_below(unit_id: Column, area: Area) -> ColumnElement[bool]:
    return each(
        select(1)
        .select_from(UnitAncestor)
        .where(UnitAncestor.unit_id == unit_id, UnitAncestor.ancestor_id.in_(area.roots))
    )


def each(query: Rows) -> ColumnElement[bool]:
    """Build the condition that a query finds something for this row.

    The offset keeps PostgreSQL from turning it into a join, which would read all rows first.
    """
    return query.offset(0).exists()


def unindexed(column: Column) -> ColumnElement[Any]:
    """Name a column so that no index on it is used: another one gives the order of the rows."""
    return func.coalesce(column, column)


def list_borders(session: Session, ancestor_ids: Sequence[UUID]) -> list[Border]:
    """List where the layer changes below these units: a handful, however large the tree.

    Nearly all units are of officials. Of two that differ at least one is not, and by those few the
    borders are found: they are such a unit itself, or directly below one.
    """
    unit, above = aliased(OrgUnit), aliased(OrgUnit)
    border = (
        select(unit.id, unit.layer, above.layer.label("layer_above"))
        .join(above, above.id == unit.parent_id)
        .where(unit.layer != above.layer)
    )
    found = union_all(
        border.where(unit.layer != _USUAL),
        border.where(above.layer != _USUAL, unindexed(unit.layer) == Layer.OFFICIALS),
    )
    borders = found.cte("borders").prefix_with("MATERIALIZED")
    query = (
        select(UnitAncestor.ancestor_id, borders)
        .join(borders, borders.c.id == UnitAncestor.unit_id)
        .where(unindexed(UnitAncestor.ancestor_id).in_(ancestor_ids), UnitAncestor.depth > 0)
    )
    return [Border(*row) for row in session.execute(query)]


def list_entries(session: Session, unit_ids: Sequence[UUID]) -> list[UnitEntry]:
    """List these units by name."""
    query = _ENTRY.where(OrgUnit.id.in_(unit_ids)).order_by(OrgUnit.name, OrgUnit.id)
    return [UnitEntry(*row) for row in session.execute(query)]


def list_below(session: Session, parent_id: UUID) -> list[UnitEntry]:
    """List the units directly below one, by name."""
    query = _ENTRY.where(OrgUnit.parent_id == parent_id).order_by(OrgUnit.name, OrgUnit.id)
    return [UnitEntry(*row) for row in session.execute(query)]


def list_above(session: Session, unit_id: UUID) -> list[UnitEntry]:
    """List a unit and all above it, the highest first."""
    query = _ENTRY.join(UnitAncestor, UnitAncestor.ancestor_id == OrgUnit.id)
    query = query.where(UnitAncestor.unit_id == unit_id).order_by(UnitAncestor.depth.desc())
    return [UnitEntry(*row) for row in session.execute(query)]


def list_all(session: Session, roots: Sequence[UUID], *, limit: int) -> list[UnitEntry] | None:
    """List the units of a scope by name; none where there are more than so many."""
    units = units_in(Area(tuple(roots)))
    ids = list(session.scalars(units.limit(limit + 1)))
    return None if len(ids) > limit else list_entries(session, ids)


def list_tops(session: Session, roots: Sequence[UUID]) -> list[UUID]:
    """List the units of a scope that are below no other of them, so that nobody counts twice."""
    below = select(UnitAncestor.unit_id).where(
        UnitAncestor.unit_id.in_(roots),
        UnitAncestor.ancestor_id.in_(roots),
        UnitAncestor.depth > 0,
    )
    query = select(OrgUnit.id).where(OrgUnit.id.in_(roots), OrgUnit.id.not_in(below))
    return list(session.scalars(query.order_by(OrgUnit.name, OrgUnit.id)))


def list_retired_courses(session: Session) -> list[tuple[UUID, str, str]]:
    """List id, slug and title of courses that were retired and that people still had to do."""
    counted = select(StandingCount.course_id).where(
        StandingCount.unit_id == ROOT_ID, StandingCount.people != 0
    )
    query = (
        select(Document.id, Document.slug, Revision.title)
        .join(Revision, Revision.document_id == Document.id)
        .where(
            Document.kind == Kind.COURSE,
            Document.retired_at.is_not(None),
            Document.id.in_(counted),
            Revision.is_current,
            Revision.language == Document.language,
        )
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
