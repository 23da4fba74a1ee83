"""Decisions of HR about one person: exempt, more time, completed elsewhere."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class Exemption(Base):
    """Someone need not do a course, through `until` or for good; it holds for later cycles too."""

    __tablename__ = "exemption"
    __table_args__ = (Index(None, "learner_key", "course_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    until: Mapped[date | None] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text)
    granted_at: Mapped[datetime]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]


class Extension(Base):
    """More time for one enrolment; the day that it had before is kept."""

    __tablename__ = "extension"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    due_before: Mapped[date | None]
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    granted_at: Mapped[datetime]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ClassSession(Base):
    """A meeting that counts as completing a course for who was there."""

    __tablename__ = "class_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ManualCompletion(Base):
    """Why an enrolment counts as completed without the units; `session_id` for a meeting."""

    __tablename__ = "manual_completion"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("class_session.id"), index=True)
    completed_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def holds_on(today: date) -> ColumnElement[bool]:
    """Build the condition that an exemption holds on a day."""
    is_in_time = or_(Exemption.until.is_(None), Exemption.until >= today)
    return and_(Exemption.revoked_at.is_(None), is_in_time)


def list_exempt(
    session: Session, learner_keys: Collection[UUID], today: date
) -> set[tuple[UUID, UUID]]:
    """Give who of these learners need not do which course today."""
    query = select(Exemption.learner_key, Exemption.course_id).where(
        Exemption.learner_key.in_(learner_keys), holds_on(today)
    )
    return {(learner_key, course_id) for learner_key, course_id in session.execute(query)}


def is_exempt(session: Session, learner_key: UUID, course_id: UUID, today: date) -> bool:
    """Tell whether someone need not do a course today."""
    query = select(Exemption.id).where(
        Exemption.learner_key == learner_key,
        Exemption.course_id == course_id,
        holds_on(today),
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def list_granted(session: Session, learner_key: UUID, course_id: UUID) -> list[Exemption]:
    """List the exemptions of somebody from a course, also those that are over, the newest first."""
    query = select(Exemption).where(
        Exemption.learner_key == learner_key, Exemption.course_id == course_id
    )
    return list(session.scalars(query.order_by(Exemption.granted_at.desc(), Exemption.id.desc())))


def list_holding(
    session: Session, learner_key: UUID, course_id: UUID, today: date
) -> list[Exemption]:
    """List the exemptions of somebody from a course that hold."""
    query = select(Exemption).where(
        Exemption.learner_key == learner_key, Exemption.course_id == course_id, holds_on(today)
    )
    return list(session.scalars(query.order_by(Exemption.granted_at)))


def list_exemptions(session: Session, learner_key: UUID) -> list[Exemption]:
    """List all exemptions of somebody, the newest first."""
    query = select(Exemption).where(Exemption.learner_key == learner_key)
    return list(session.scalars(query.order_by(Exemption.granted_at.desc())))


def list_extensions(session: Session, enrolment_ids: Collection[UUID]) -> list[Extension]:
    """List how these enrolments got more time, the newest first."""
    query = select(Extension).where(Extension.enrolment_id.in_(enrolment_ids))
    return list(session.scalars(query.order_by(Extension.granted_at.desc())))


def list_manual(session: Session, enrolment_ids: Collection[UUID]) -> dict[UUID, ManualCompletion]:
    """Map those of these enrolments that were completed by hand to why."""
    query = select(ManualCompletion).where(ManualCompletion.enrolment_id.in_(enrolment_ids))
    return {row.enrolment_id: row for row in session.scalars(query)}


def list_sessions(session: Session, limit: int) -> list[tuple[ClassSession, int]]:
    """List the latest meetings with how many people each was recorded for."""
    people = func.count(ManualCompletion.enrolment_id)
    query = (
        select(ClassSession, people)
        .outerjoin(ManualCompletion, ManualCompletion.session_id == ClassSession.id)
        .group_by(ClassSession.id)
        .order_by(ClassSession.recorded_at.desc())
        .limit(limit)
    )
    return [(row, count) for row, count in session.execute(query)]
