"""Who did what to what, with which result, from where and when; never what was answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    and_,
    case,
    event,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, aliased, mapped_column

from training.store.base import Base, least_id
from training.store.enrolment import Enrolment
from training.store.library import Document
from training.store.people import Person, address_of


class AuditEvent(Base):
    """One line of the trail, never changed; `actor_id` is empty for a visitor or for the system.

    `subject_id` is the person whom it is about; `details` holds what was changed from and to.
    """

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "action", "id"), Index(None, "subject_id", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(200))
    result: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    details: Mapped[dict[str, str]] = mapped_column(JSON)


class TrailIsFixedError(Exception):
    """The application tried to change or remove a line of the trail: a fault of ours."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader of the trail does not get to see: whole lines, and from where whose acts were.

    `origins` are the roles whose own addresses are shown, besides what happened by itself.
    """

    without: Collection[str]
    origins: Collection[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are looked for; `before` is the last line of the page that was read before."""

    since: datetime | None = None
    until: datetime | None = None
    action: str = ""
    actor: str = ""
    subject: str = ""
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the trail with the names of the people in it."""

    id: UUID
    at: datetime
    action: str
    object: str
    result: str
    origin: str
    details: dict[str, str]
    actor_id: UUID | None
    actor_name: str | None
    actor_email: str | None
    subject_name: str | None
    subject_email: str | None


def list_lines(
    session: Session, wanted: Wanted, limit: int, *, sight: Sight | None = None
) -> list[Line]:
    """List the newest lines that are wanted; identifiers sort by time, so a page begins at one."""
    actor, subject = aliased(Person), aliased(Person)
    query = (
        select(
            AuditEvent.id,
            AuditEvent.at,
            AuditEvent.action,
            AuditEvent.object,
            AuditEvent.result,
            _origin(actor, sight),
            AuditEvent.details,
            AuditEvent.actor_id,
            actor.name,
            actor.email,
            subject.name,
            subject.email,
        )
        .outerjoin(actor, actor.id == AuditEvent.actor_id)
        .outerjoin(subject, subject.id == AuditEvent.subject_id)
    )
    if sight:
        query = query.where(AuditEvent.action.not_in(sight.without))
    if wanted.since:
        query = query.where(AuditEvent.id >= least_id(wanted.since))
    if wanted.until:
        query = query.where(AuditEvent.id < least_id(wanted.until))
    if wanted.action:
        query = query.where(AuditEvent.action == wanted.action)
    if wanted.actor:
        query = query.where(AuditEvent.actor_id.in_(_people(session, wanted.actor)))
    if wanted.subject:
        query = query.where(AuditEvent.subject_id.in_(_people(session, wanted.subject)))
    if wanted.before:
        query = query.where(AuditEvent.id < wanted.before)
    rows = session.execute(query.order_by(AuditEvent.id.desc()).limit(limit))
    return [Line(*tuple(row)) for row in rows]


def _origin(actor: type[Person], sight: Sight | None) -> ColumnElement[str]:
    """Build the column that tells from where an act was done, as far as it is shown."""
    if sight is None:
        return AuditEvent.origin.expression
    is_own = AuditEvent.actor_id == AuditEvent.subject_id
    is_office = and_(actor.role.in_(sight.origins), is_own.is_not(True))
    return case((or_(AuditEvent.actor_id.is_(None), is_office), AuditEvent.origin), else_="")


def list_people(session: Session, ids: Sequence[UUID]) -> Sequence[Person]:
    """List the people that lines were about."""
    return session.scalars(select(Person).where(Person.id.in_(ids))).all() if ids else ()


def list_courses(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Map enrolments that lines were about to the slugs of their courses."""
    if not ids:
        return {}
    query = select(Enrolment.id, Document.slug).join(Document, Document.id == Enrolment.course_id)
    rows = session.execute(query.where(Enrolment.id.in_(ids)))
    return {row.id: row.slug for row in rows}


def count_since(
    session: Session, action: str, object_: str, since: datetime, *, origin: str | None = None
) -> int:
    """Count how often something was done to something since then, from anywhere or one place."""
    query = select(func.count()).where(
        AuditEvent.action == action, AuditEvent.object == object_, AuditEvent.id > least_id(since)
    )
    if origin is not None:
        query = query.where(AuditEvent.origin == origin)
    return session.scalars(query).one()


def is_noted(session: Session, actor_id: UUID, action: str, object_: str, since: datetime) -> bool:
    """Tell whether somebody did something since a moment."""
    query = select(AuditEvent.id).where(
        AuditEvent.actor_id == actor_id,
        AuditEvent.action == action,
        AuditEvent.object == object_,
        AuditEvent.id >= least_id(since),
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def is_noted_by_others(
    session: Session, actor_id: UUID | None, action: str, object_: str, since: datetime
) -> bool:
    """Tell whether somebody else did something since a moment."""
    query = select(AuditEvent.id).where(
        AuditEvent.actor_id.is_not(None),
        AuditEvent.actor_id.is_distinct_from(actor_id),
        AuditEvent.action == action,
        AuditEvent.object == object_,
        AuditEvent.id >= least_id(since),
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


MOST_PEOPLE = 200
"""How many people a part of a name may stand for: enough for any surname."""


def _people(session: Session, typed: str) -> Sequence[UUID]:
    """Find people by a part of the name or by the whole address."""
    wanted = typed.strip()
    by_name = Person.sort_name.contains(wanted.casefold(), autoescape=True)
    query = select(Person.id).where(by_name | (Person.email == address_of(wanted)))
    return session.scalars(query.limit(MOST_PEOPLE)).all()


def _refuse(mapper: Mapper[AuditEvent], connection: Connection, target: AuditEvent) -> NoReturn:
    raise TrailIsFixedError(target.id)


@event.listens_for(Session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    is_change = state.is_update or state.is_delete
    if is_change and state.bind_mapper and state.bind_mapper.class_ is AuditEvent:
        raise TrailIsFixedError("statement")


event.listen(AuditEvent, "before_update", _refuse)
event.listen(AuditEvent, "before_delete", _refuse)
