"""Persons, and the pseudonymous key under which their learning is kept."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base

SORTED = String(200).with_variant(String(200, collation="C"), "postgresql")
"""Ordered by code point on both databases, so that the start of a name is a range of an index."""

LEAVES = "is_active AND left_on IS NOT NULL"
"""Whose last day is known and has not passed, as an index and its queries spell it."""


class Person(Base):
    """Someone with an account; `email` is kept in lower case.

    `staff_number` is how the HR file knows someone; `sort_name` is what lists are ordered by.
    Somebody who left is not active and has `left_on`; nobody is reminded while away.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index(None, "is_active", "sort_name", "id"),
        Index("ix_person_placed", "unit_id", "is_active", "sort_name", "id"),
        Index(
            "ix_person_leaves",
            "left_on",
            "id",
            sqlite_where=text(LEAVES),
            postgresql_where=text(LEAVES),
        ),
        Index(
            "ix_person_away_until",
            "away_until",
            sqlite_where=text("away_until IS NOT NULL"),
            postgresql_where=text("away_until IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_digest: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
    staff_number: Mapped[str | None] = mapped_column(String(40), unique=True)
    sort_name: Mapped[str] = mapped_column(SORTED)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"))
    function: Mapped[str] = mapped_column(String(120), index=True)
    hired_on: Mapped[date | None]
    left_on: Mapped[date | None]
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]


class Learner(Base):
    """The only link between a person and a learner key: attempts and answers carry the key."""

    __tablename__ = "learner"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)


def address_of(email: str) -> str:
    """Spell an address as it is kept; a NUL, which PostgreSQL refuses even to compare, is lost."""
    return email.strip().lower().replace("\0", "\ufffd")


def find_by_email(session: Session, email: str) -> Person | None:
    """Find a person by address, whatever its capitals."""
    return session.scalar(select(Person).where(Person.email == address_of(email)))


def find_person(session: Session, person_id: UUID) -> Person | None:
    """Find a person by id."""
    return session.get(Person, person_id)


def list_learner_keys(session: Session) -> list[UUID]:
    """List the keys of all active people."""
    query = select(Learner.key).join(Person, Person.id == Learner.person_id)
    return list(session.scalars(query.where(Person.is_active)))


def list_active_keys(session: Session, learner_keys: Collection[UUID]) -> set[UUID]:
    """Give those of these learner keys whose people are active."""
    query = select(Learner.key).join(Person, Person.id == Learner.person_id)
    return set(session.scalars(query.where(Learner.key.in_(learner_keys), Person.is_active)))


def lock_learners(session: Session, learner_keys: Collection[UUID]) -> None:
    """Make the clicks of these learners wait until the end; in one order, so that nobody sticks."""
    query = select(Learner.key).where(Learner.key.in_(learner_keys)).order_by(Learner.key)
    session.execute(query.with_for_update()).all()


def number_of(session: Session, person_id: UUID | None) -> str:
    """Give the staff number of a person; empty for who has none, and for nobody."""
    return session.scalar(select(Person.staff_number).where(Person.id == person_id)) or ""


def find_learner_key(session: Session, email: str) -> UUID | None:
    """Find the learner key of an active person by address."""
    query = select(Learner.key).join(Person, Person.id == Learner.person_id)
    return session.scalar(query.where(Person.email == address_of(email), Person.is_active))


def lock_learner(session: Session, learner_key: UUID) -> None:
    """Make parallel changes to one learner's progress wait for each other."""
    session.execute(select(Learner.key).where(Learner.key == learner_key).with_for_update())


def key_of(session: Session, person_id: UUID) -> UUID | None:
    """Give the learner key of a person, active or not."""
    return session.scalar(select(Learner.key).where(Learner.person_id == person_id))


def list_by_numbers(
    session: Session, numbers: Collection[str], emails: Collection[str]
) -> list[tuple[Person, UUID]]:
    """List people by staff number or address, each with the learner key."""
    query = select(Person, Learner.key).join(Learner, Learner.person_id == Person.id)
    is_named = or_(Person.staff_number.in_(numbers), Person.email.in_(emails))
    return [(person, key) for person, key in session.execute(query.where(is_named))]


def name_of(session: Session, learner_key: UUID) -> str:
    """Give the name for a receipt that the learner asks for."""
    query = select(Person.name).join(Learner, Learner.person_id == Person.id)
    return session.scalars(query.where(Learner.key == learner_key)).one()


def find_by_learner(session: Session, learner_key: UUID) -> Person:
    """Give the person behind a learner key."""
    query = select(Person).join(Learner, Learner.person_id == Person.id)
    return session.scalars(query.where(Learner.key == learner_key)).one()


def list_functions(session: Session) -> list[str]:
    """List the functions that active people have, by name."""
    query = select(Person.function).where(Person.is_active, Person.function != "").distinct()
    return list(session.scalars(query.order_by(Person.function)))


def list_names(session: Session, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Map people to their names."""
    query = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row.id: row.name for row in session.execute(query)}


def count_by_unit(session: Session) -> dict[UUID, int]:
    """Map units to how many active people work in each itself."""
    query = select(Person.unit_id, func.count()).where(Person.is_active)
    return {row[0]: row[1] for row in session.execute(query.group_by(Person.unit_id))}


def count_people(session: Session) -> int:
    """Count the accounts."""
    return session.scalars(select(func.count()).select_from(Person)).one()


def count_active(session: Session, *, most: int) -> int:
    """Count the people who work here, and look no further than `most` of them."""
    found = select(Person.id).where(Person.is_active).limit(most).subquery()
    return session.scalars(select(func.count()).select_from(found)).one()


def list_active_with(session: Session, roles: Collection[str]) -> list[Person]:
    """List the active people with one of these roles, by name."""
    query = select(Person).where(Person.is_active, Person.role.in_(roles))
    return list(session.scalars(query.order_by(Person.sort_name, Person.id)))
