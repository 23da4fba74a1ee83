"""The tree of units with its layers, who leads them, and cohorts."""

from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from training.domain.organisation import Layer
from training.store.base import Base

UNUSUAL_LAYER = f"layer <> '{Layer.OFFICIALS.value}'"
"""The few units of councils and executives: where the layer changes, one of both is such a unit."""


class OrgUnit(Base):
    """A part of the organisation; `code` is how the HR file knows it, if it has codes."""

    __tablename__ = "org_unit"
    __table_args__ = (
        Index(
            "ix_org_unit_unusual_layer",
            "layer",
            sqlite_where=text(UNUSUAL_LAYER),
            postgresql_where=text(UNUSUAL_LAYER),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    layer: Mapped[str] = mapped_column(String(20))


class UnitAncestor(Base):
    """A unit with itself and each unit above it: "with everything below it" is one join."""

    __tablename__ = "unit_ancestor"
    __table_args__ = (Index(None, "ancestor_id", "unit_id"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    ancestor_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    depth: Mapped[int]


class UnitLead(Base):
    """Someone who leads a unit, and so sees who completed what there and below."""

    __tablename__ = "unit_lead"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Cohort(Base):
    """A group across units, such as those who started in one month."""

    __tablename__ = "cohort"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class CohortMember(Base):
    """Someone in a cohort."""

    __tablename__ = "cohort_member"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


def units_below(*ancestor_ids: UUID) -> Select[UUID]:
    """Build the query for the ids of units and all that is below them."""
    query = select(UnitAncestor.unit_id)
    if len(ancestor_ids) == 1:
        return query.where(UnitAncestor.ancestor_id == ancestor_ids[0])
    return query.where(UnitAncestor.ancestor_id.in_(ancestor_ids)).distinct()


def is_below(
    unit_id: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None], *ancestor_ids: UUID
) -> ColumnElement[bool]:
    """Build the condition that a row is in one of these units or below."""
    return unit_id.in_(units_below(*ancestor_ids))


def list_units(session: Session) -> list[OrgUnit]:
    """List all units by name."""
    return list(session.scalars(select(OrgUnit).order_by(OrgUnit.name, OrgUnit.id)))


def find_unit(session: Session, unit_id: UUID) -> OrgUnit | None:
    """Find a unit."""
    return session.get(OrgUnit, unit_id)


def list_children(session: Session, unit_id: UUID) -> list[OrgUnit]:
    """List the units directly below a unit, by name."""
    query = select(OrgUnit).where(OrgUnit.parent_id == unit_id)
    return list(session.scalars(query.order_by(OrgUnit.name, OrgUnit.id)))


def list_above(session: Session, unit_id: UUID) -> list[OrgUnit]:
    """List the units above a unit, the highest first; the unit itself is the last."""
    query = select(OrgUnit).join(UnitAncestor, UnitAncestor.ancestor_id == OrgUnit.id)
    query = query.where(UnitAncestor.unit_id == unit_id)
    return list(session.scalars(query.order_by(UnitAncestor.depth.desc())))


def list_led(session: Session, person_id: UUID) -> list[UUID]:
    """List the units that a person leads."""
    query = select(UnitLead.unit_id).where(UnitLead.person_id == person_id)
    return list(session.scalars(query.order_by(UnitLead.unit_id)))


def list_cohorts(session: Session) -> list[Cohort]:
    """List the cohorts by name."""
    return list(session.scalars(select(Cohort).order_by(Cohort.name)))


def find_cohort(session: Session, cohort_id: UUID) -> Cohort | None:
    """Find a cohort."""
    return session.get(Cohort, cohort_id)
