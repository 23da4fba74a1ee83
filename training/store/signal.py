"""Signals of citizens: what they met, who handles it, what was done; apart from it who they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.people import Person

NUMBERS_LOCK = 2018_032
"""The number of PostgreSQL's advisory lock; on SQLite every writer waits anyway."""


class Signal(Base):
    """What somebody wanted, and where it got stuck; who that was stands in `SignalContact`.

    `goal` and `story` are masked from the start; `original_goal` and `original_story` hold what was
    typed until a person has looked (`masked_at`). `received_on` is the day that legal terms begin
    on. `subject_id` keeps whom it is about away from it, and is emptied with the contact.
    """

    __tablename__ = "signal"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index(None, "state", "received_on"),
        Index(None, "handler_id", "state"),
        Index(None, "standin_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(10))
    is_staff: Mapped[bool]
    typed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str] = mapped_column(String(10))
    received_on: Mapped[date]
    arrived_at: Mapped[datetime]
    goal: Mapped[str] = mapped_column(String(400))
    story: Mapped[str] = mapped_column(Text)
    original_goal: Mapped[str | None] = mapped_column(String(300))
    original_story: Mapped[str | None] = mapped_column(Text)
    found: Mapped[dict[str, int]] = mapped_column(JSON)
    masked_at: Mapped[datetime | None]
    masked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    wish: Mapped[str] = mapped_column(String(10))
    duration: Mapped[str] = mapped_column(String(10))
    contacted: Mapped[list[str]] = mapped_column(JSON)
    phase: Mapped[str] = mapped_column(String(10))
    subject_area: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(80))
    consent: Mapped[str] = mapped_column(String(10))
    consent_at: Mapped[datetime]
    wanted_kind: Mapped[str] = mapped_column(String(20))
    is_urgent: Mapped[bool]
    has_contact: Mapped[bool]
    state: Mapped[str] = mapped_column(String(20))
    state_at: Mapped[datetime]
    handler_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    standin_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    next_handler_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    legal_kind: Mapped[str] = mapped_column(String(20))
    legal_received_on: Mapped[date | None]
    conversion_checked_at: Mapped[datetime | None]
    seen_due: Mapped[date]
    contact_due: Mapped[date | None]
    answer_due: Mapped[date]
    outcome_due: Mapped[date]
    seen_on: Mapped[date | None]
    contact_on: Mapped[date | None]
    answer_on: Mapped[date | None]
    told_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    reopened: Mapped[int]
    lesson: Mapped[str] = mapped_column(String(10))
    lesson_reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime | None]
    useful: Mapped[int | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("signal.id"))


class SignalCode(Base):
    """What a signal is about: the sender's choice, the handler's, and that of a second reader."""

    __tablename__ = "signal_code"

    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), primary_key=True)


class SignalContact(Base):
    """Who somebody is and how to reach them; deleted six weeks after closing."""

    __tablename__ = "signal_contact"

    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    reach: Mapped[str] = mapped_column(String(254))
    hours: Mapped[str] = mapped_column(String(120))
    interpreter: Mapped[str] = mapped_column(String(80))


class SignalStep(Base):
    """What was done, in the order in which it was; rows are added and never changed.

    `message` is what the sender reads, `note` what colleagues read; both go after two years.
    """

    __tablename__ = "signal_step"
    __table_args__ = (Index(None, "signal_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id"))
    at: Mapped[datetime]
    step: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    message: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class SignalAlert(Base):
    """A promise that was missed, and that somebody was told of once."""

    __tablename__ = "signal_alert"

    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id"), primary_key=True)
    pledge: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime]


class SignalLesson(Base):
    """A text that is being made, or was made, of a signal; gone when consent is withdrawn in time.

    `changed` is what was made up instead; `reader_id` a second person, who knows the case and did
    not recognise it in the text with `read_digest`. `sender_told_at` is when the sender
    could be told that it is in force.
    """

    __tablename__ = "signal_lesson"
    __table_args__ = (Index(None, "document_id"),)

    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(500))
    changed: Mapped[list[str]] = mapped_column(JSON)
    begun_at: Mapped[datetime]
    begun_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    reader_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime | None]
    read_digest: Mapped[str | None] = mapped_column(String(64))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    published_on: Mapped[date | None]
    sender_told_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at signals: a coordinator at all, anybody else at those that they handle.

    Nobody sees a signal that is about themselves.
    """

    person_id: UUID
    is_coordinator: bool = False


def is_open_to(reader: Reader) -> ColumnElement[bool]:
    """Build the condition that a reader may see a signal."""
    is_not_about = or_(Signal.subject_id.is_(None), Signal.subject_id != reader.person_id)
    if reader.is_coordinator:
        return is_not_about
    mine = or_(
        Signal.handler_id == reader.person_id,
        Signal.standin_id == reader.person_id,
        Signal.next_handler_id == reader.person_id,
    )
    return mine & is_not_about


def find_signal(session: Session, signal_id: UUID, reader: Reader) -> Signal | None:
    """Find a signal that a reader may see."""
    return session.scalar(select(Signal).where(Signal.id == signal_id, is_open_to(reader)))


def lock_signal(session: Session, signal_id: UUID, reader: Reader) -> Signal | None:
    """Fetch a signal to write to; who does so at the same moment waits here."""
    query = select(Signal).where(Signal.id == signal_id, is_open_to(reader)).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def lock_by_code(session: Session, code_digest: str) -> Signal | None:
    """Fetch the signal of a code to write to."""
    query = select(Signal).where(Signal.code_digest == code_digest).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def find_by_code(session: Session, code_digest: str) -> Signal | None:
    """Find the signal of a code."""
    return session.scalar(select(Signal).where(Signal.code_digest == code_digest))


def find_by_number(session: Session, year: int, number: int) -> Signal | None:
    """Find a signal by what people call it."""
    return session.scalar(select(Signal).where(Signal.year == year, Signal.number == number))


def list_signals(
    session: Session, reader: Reader, *conditions: ColumnElement[bool]
) -> list[Signal]:
    """List the signals that a reader may see, the oldest first."""
    query = select(Signal).where(is_open_to(reader), *conditions)
    return list(session.scalars(query.order_by(Signal.received_on, Signal.year, Signal.number)))


def list_received(session: Session, start: date, end: date, *, is_staff: bool) -> list[Signal]:
    """List what came in from a day up to another one, of citizens or of colleagues."""
    query = select(Signal).where(
        Signal.received_on >= start, Signal.received_on < end, Signal.is_staff.is_(is_staff)
    )
    return list(session.scalars(query.order_by(Signal.received_on, Signal.id)))


def next_number(session: Session, year: int) -> int:
    """Give the next number of a year; who asks at the same moment waits."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(NUMBERS_LOCK)))
    last = session.scalar(select(func.max(Signal.number)).where(Signal.year == year))
    return (last or 0) + 1


def list_steps(session: Session, signal_id: UUID) -> list[SignalStep]:
    """List what was done with a signal, the first step first."""
    query = select(SignalStep).where(SignalStep.signal_id == signal_id)
    return list(session.scalars(query.order_by(SignalStep.at, SignalStep.id)))


def list_codes(session: Session, signal_id: UUID) -> dict[str, tuple[str, ...]]:
    """Map who coded a signal to the codes that they gave."""
    query = select(SignalCode).where(SignalCode.signal_id == signal_id).order_by(SignalCode.code)
    found: dict[str, tuple[str, ...]] = {}
    for row in session.scalars(query):
        found[row.by] = (*found.get(row.by, ()), row.code)
    return found


def replace_codes(session: Session, signal_id: UUID, by: str, codes: frozenset[str]) -> None:
    """Keep the codes that somebody gave, in the place of the earlier ones of the same hand."""
    session.execute(
        delete(SignalCode).where(SignalCode.signal_id == signal_id, SignalCode.by == by)
    )
    session.add_all(SignalCode(signal_id=signal_id, by=by, code=code) for code in sorted(codes))
    session.flush()


def map_people(session: Session, person_ids: Collection[UUID]) -> dict[UUID, Person]:
    """Map people by their ids."""
    found = session.scalars(select(Person).where(Person.id.in_(person_ids)))
    return {person.id: person for person in found}


def forget_alerts(session: Session, signal_id: UUID) -> None:
    """Forget what was told of missed promises: new ones begin."""
    session.execute(delete(SignalAlert).where(SignalAlert.signal_id == signal_id))
