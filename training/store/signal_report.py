"""Reports of signals: closed quarters that were counted once, and holding only what may be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.signal import Signal


class SignalReport(Base):
    """One or more closed quarters in a row, which no other report counts; it is never changed.

    `promises` is what everybody reads, `figures` what those read who read figures. A figure that
    may not be shown is none in it.
    """

    __tablename__ = "signal_report"

    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date] = mapped_column(unique=True)
    promises: Mapped[dict[str, Any]] = mapped_column(JSON)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]


class ContactCount(Base):
    """How many contacts with initiatives the organisation counted itself in a quarter."""

    __tablename__ = "contact_count"

    starts_on: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]
    typed_at: Mapped[datetime]
    typed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


@dataclass(frozen=True, slots=True)
class Kept:
    """One half of a report as it is kept, with the first and last day that it counts."""

    starts_on: date
    ends_on: date
    told: Mapping[str, Any]


def list_promises(session: Session, limit: int) -> list[Kept]:
    """List what everybody may read, the newest first."""
    query = select(SignalReport.starts_on, SignalReport.ends_on, SignalReport.promises)
    rows = session.execute(query.order_by(SignalReport.starts_on.desc()).limit(limit))
    return [Kept(*row) for row in rows]


def list_figures(session: Session, limit: int) -> list[Kept]:
    """List what those may read who read figures, the newest first."""
    query = select(SignalReport.starts_on, SignalReport.ends_on, SignalReport.figures)
    rows = session.execute(query.order_by(SignalReport.starts_on.desc()).limit(limit))
    return [Kept(*row) for row in rows]


def last_day(session: Session) -> date | None:
    """Give the last day that a report counts."""
    return session.scalar(select(func.max(SignalReport.ends_on)))


def first_received(session: Session) -> date | None:
    """Give the day on which the first signal came in."""
    return session.scalar(select(func.min(Signal.received_on)))


def map_contacts(session: Session) -> dict[date, int]:
    """Map the first days of quarters to how many contacts were typed in for them."""
    query = select(ContactCount.starts_on, ContactCount.number)
    return {row.starts_on: row.number for row in session.execute(query)}
