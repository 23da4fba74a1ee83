"""Reports that somebody wants by mail now and then, and which screens were looked at."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.audit import AuditEvent
from training.store.base import Base
from training.store.job import Job


class ReportSchedule(Base):
    """A report by mail; `query` is the address of the screen with its filters."""

    __tablename__ = "report_schedule"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    screen: Mapped[str] = mapped_column(String(20))
    query: Mapped[str] = mapped_column(String(500))
    every: Mapped[str] = mapped_column(String(10))
    next_on: Mapped[date] = mapped_column(index=True)
    created_at: Mapped[datetime]


def list_schedules(session: Session, person_id: UUID) -> list[ReportSchedule]:
    """List what somebody gets, the oldest first."""
    query = select(ReportSchedule).where(ReportSchedule.person_id == person_id)
    return list(session.scalars(query.order_by(ReportSchedule.id)))


def find_schedule(session: Session, schedule_id: UUID, person_id: UUID) -> ReportSchedule | None:
    """Find a report by mail of somebody; that of another person is not found."""
    query = select(ReportSchedule).where(
        ReportSchedule.id == schedule_id, ReportSchedule.person_id == person_id
    )
    return session.scalars(query).one_or_none()


def list_due(session: Session, today: date, *, limit: int) -> list[ReportSchedule]:
    """List what must be sent today, the longest due first."""
    query = select(ReportSchedule).where(ReportSchedule.next_on <= today)
    return list(
        session.scalars(query.order_by(ReportSchedule.next_on, ReportSchedule.id).limit(limit))
    )


def was_viewed(session: Session, person_id: UUID, object_: str, since: datetime) -> bool:
    """Tell whether the trail has it already that somebody looked at a screen."""
    query = select(AuditEvent.id).where(
        AuditEvent.actor_id == person_id,
        AuditEvent.at >= since,
        AuditEvent.action == "view-report",
        AuditEvent.object == object_,
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def last_night(session: Session) -> str | None:
    """Give the key of the last sweep that ended, such as `night:2026-11-23`."""
    query = select(Job.key).where(Job.kind == "night", Job.state == "done")
    return session.scalars(query.order_by(Job.created_at.desc()).limit(1)).one_or_none()
