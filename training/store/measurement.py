"""Measurements: what each asked of whom, who took part with which form, and what came of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.answer import NUMBER
from training.store.attempts import Attempt
from training.store.base import Base
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person


class Measurement(Base):
    """One measurement of the common core: planned, then frozen and open, then closed.

    From `frozen_at` on the forms, the framework and the units are those of that moment, whatever
    is changed afterwards. `percent` is the share of the people that is invited, drawn by `seed`.
    `prepared_at` is when everybody who was invited had a form.
    """

    __tablename__ = "measurement"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    percent: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    before_id: Mapped[int | None] = mapped_column(ForeignKey("measurement.id"))
    form_a_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    form_b_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    text_a_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    text_b_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    framework_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    frozen_at: Mapped[datetime | None]
    prepared_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class MeasurementUnit(Base):
    """A unit as it was when a measurement opened."""

    __tablename__ = "measurement_unit"

    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    layer: Mapped[str] = mapped_column(String(20))
    headcount: Mapped[int]


class Participation(Base):
    """Somebody who is invited to a measurement, in the unit and layer of that moment.

    `form` is A or B, and empty for who has met both. `invited_on` and `reminded_on` are when a mail
    told of it. When the answers are unlinked it is nobody's, and on no day of its own.
    """

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("measurement_id", "learner_key"),
        UniqueConstraint("attempt_id"),
        Index(None, "measurement_id", "unit_id"),
        Index(None, "learner_key"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"))
    learner_key: Mapped[UUID | None] = mapped_column(ForeignKey("learner.key"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"))
    layer: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(1))
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempt.id"))
    started_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    invited_on: Mapped[date | None]
    reminded_on: Mapped[date | None]


class MeasurementReport(Base):
    """What a closed measurement says, made once; `sums` are kept only while it is being made."""

    __tablename__ = "measurement_report"

    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"), primary_key=True)
    sums: Mapped[dict[str, list[float]]] = mapped_column(JSON)
    figures: Mapped[dict[str, object]] = mapped_column(JSON)
    made_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Invited:
    """An active learner, with the place of today."""

    learner_key: UUID
    unit_id: UUID
    layer: str


def find(session: Session, number: int) -> Measurement | None:
    """Find a measurement."""
    return session.get(Measurement, number)


def lock(session: Session, number: int) -> Measurement | None:
    """Find a measurement to write to; parallel posts wait here for each other."""
    query = select(Measurement).where(Measurement.id == number).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_all(session: Session) -> list[Measurement]:
    """List all measurements, the newest first."""
    query = select(Measurement).order_by(Measurement.opens_on.desc(), Measurement.id.desc())
    return list(session.scalars(query))


def list_open(
    session: Session, learner_key: UUID
) -> list[tuple[Measurement, Participation | None]]:
    """List the measurements that run now, with the part of one learner in each."""
    query = (
        select(Measurement, Participation)
        .outerjoin(
            Participation,
            (Participation.measurement_id == Measurement.id)
            & (Participation.learner_key == learner_key),
        )
        .where(Measurement.prepared_at.is_not(None), Measurement.closed_at.is_(None))
        .order_by(Measurement.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def list_units(session: Session, number: int) -> list[MeasurementUnit]:
    """List the units of a measurement as they were, by name."""
    query = select(MeasurementUnit).where(MeasurementUnit.measurement_id == number)
    return list(session.scalars(query.order_by(MeasurementUnit.name, MeasurementUnit.unit_id)))


def list_invited(session: Session, unit_id: UUID, after: UUID | None, limit: int) -> list[Invited]:
    """List active learners of a unit, from behind one of them."""
    query = (
        select(Learner.key, Person.unit_id, OrgUnit.layer)
        .join(Person, Person.id == Learner.person_id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .where(Person.is_active, Person.unit_id == unit_id)
        .order_by(Learner.key)
        .limit(limit)
    )
    if after:
        query = query.where(Learner.key > after)
    return [Invited(row[0], row[1], row[2]) for row in session.execute(query)]


def list_peopled(session: Session, number: int) -> list[UUID]:
    """List the units of a measurement in which somebody worked, in a fixed order."""
    query = select(MeasurementUnit.unit_id).where(
        MeasurementUnit.measurement_id == number, MeasurementUnit.headcount > 0
    )
    return list(session.scalars(query.order_by(MeasurementUnit.unit_id)))


def find_invited(session: Session, learner_key: UUID) -> Invited | None:
    """Find where an active learner works today."""
    query = (
        select(Learner.key, Person.unit_id, OrgUnit.layer)
        .join(Person, Person.id == Learner.person_id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .where(Person.is_active, Learner.key == learner_key)
    )
    row = session.execute(query).one_or_none()
    return Invited(row[0], row[1], row[2]) if row else None


def forms_met(
    session: Session, learner_keys: Collection[UUID], forms: Mapping[UUID, str]
) -> dict[UUID, frozenset[str]]:
    """Map learners to the forms that they ever began, in a measurement, a course or practice."""
    query = (
        select(Attempt.learner_key, Attempt.document_id)
        .where(Attempt.learner_key.in_(learner_keys), Attempt.document_id.in_(forms))
        .distinct()
    )
    met: dict[UUID, set[str]] = defaultdict(set)
    for learner_key, document_id in session.execute(query):
        met[learner_key].add(forms[document_id])
    return {learner_key: frozenset(found) for learner_key, found in met.items()}


def count_forms(
    session: Session, number: int, unit_ids: Iterable[UUID] | None = None
) -> dict[UUID, dict[str, int]]:
    """Map units to how many people there were given each form."""
    query = select(Participation.unit_id, Participation.form, func.count()).where(
        Participation.measurement_id == number
    )
    if unit_ids is not None:
        query = query.where(Participation.unit_id.in_(list(unit_ids)))
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for unit_id, form, count in session.execute(
        query.group_by(Participation.unit_id, Participation.form)
    ):
        found[unit_id][form] = count
    return found


def find_part(session: Session, number: int, learner_key: UUID) -> Participation | None:
    """Find the part of a learner in a measurement."""
    query = select(Participation).where(
        Participation.measurement_id == number, Participation.learner_key == learner_key
    )
    return session.scalars(query).one_or_none()


def list_present(session: Session, number: int, learner_keys: Collection[UUID]) -> set[UUID]:
    """Give those of these learners who are in a measurement already."""
    query = select(Participation.learner_key).where(
        Participation.measurement_id == number, Participation.learner_key.in_(learner_keys)
    )
    return {key for key in session.scalars(query) if key}


def find_by_attempt(session: Session, attempt_id: UUID) -> tuple[Measurement, Participation] | None:
    """Find the measurement that an attempt belongs to, if it does."""
    query = select(Measurement, Participation).join(
        Participation, Participation.measurement_id == Measurement.id
    )
    row = session.execute(query.where(Participation.attempt_id == attempt_id)).one_or_none()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people of a measurement: were invited, had met both forms, began, finished."""

    invited: int
    excluded: int
    started: int
    finished: int


def turnout(session: Session, number: int) -> Turnout:
    """Count who took part."""
    query = select(
        func.count(),
        func.count().filter(Participation.form == ""),
        func.count(Participation.started_on),
        func.count(Participation.finished_on),
    ).where(Participation.measurement_id == number)
    return Turnout(*tuple(session.execute(query).one()))


def finished_by_unit(session: Session, number: int) -> dict[UUID, int]:
    """Map units to how many people there finished a measurement."""
    query = select(Participation.unit_id, func.count()).where(
        Participation.measurement_id == number, Participation.finished_on.is_not(None)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Participation.unit_id))}


def find_report(session: Session, number: int) -> MeasurementReport | None:
    """Find what a measurement says."""
    return session.get(MeasurementReport, number)


def list_titles(session: Session) -> dict[int, str]:
    """Map the measurements to their titles."""
    query = select(Measurement.id, Measurement.title)
    return {row.id: row.title for row in session.execute(query)}
