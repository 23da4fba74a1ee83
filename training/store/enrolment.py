"""One learner in one course, and how far each unit of it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.progress import CompletionStatus
from training.store.base import Base
from training.store.library import Document

OPEN_DUTY = "is_required AND ended_at IS NULL AND completion <> 'completed'"
"""What is still to be done, as an index and its queries spell it: to the letter the same."""


class Enrolment(Base):
    """One learner in one course; a later cycle is a new row, never a reset of this one.

    What HR sees is `standing`. It is empty where nothing is asked of the person today: a course
    that somebody took up freely, a duty that ended, a leaver, a cycle that another one replaced or
    that only just opened. So of all cycles at most one has a standing, and that one is counted in
    `unit_id`. `reason` and `reason_label` keep why it must be done.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("learner_key", "course_id", "cycle"),
        Index(
            "uq_enrolment_counted",
            "learner_key",
            "course_id",
            unique=True,
            sqlite_where=text("standing IS NOT NULL"),
            postgresql_where=text("standing IS NOT NULL"),
        ),
        Index(None, "unit_id", "standing", "late_from"),
        Index(None, "assignment_id", "standing"),
        Index(None, "standing", "late_from", "id"),
        Index(None, "standing", "expires_on", "id"),
        Index(None, "course_id", "standing", "unit_id"),
        Index(
            "ix_enrolment_open_due",
            "due_on",
            "id",
            sqlite_where=text(OPEN_DUTY),
            postgresql_where=text(OPEN_DUTY),
        ),
        Index(
            "ix_enrolment_course_overdue",
            "course_id",
            "late_from",
            "id",
            sqlite_where=text("standing = 'overdue'"),
            postgresql_where=text("standing = 'overdue'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    cycle: Mapped[int]
    enrolled_at: Mapped[datetime]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    late_from: Mapped[date | None]
    expires_on: Mapped[date | None]
    is_required: Mapped[bool]
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignment.id"))
    reason: Mapped[str] = mapped_column(String(20))
    reason_label: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"))
    standing: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[datetime | None]
    completion: Mapped[str] = mapped_column(String(20))
    success: Mapped[str] = mapped_column(String(20))
    completed_at: Mapped[datetime | None]
    completed_revision_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    receipt_number: Mapped[str | None] = mapped_column(String(20), unique=True)


class UnitStatus(Base):
    """Completion and success of one unit for one enrolment, written at the click."""

    __tablename__ = "unit_status"
    __table_args__ = (
        Index(None, "revision_id", "completion"),
        Index(
            "ix_unit_status_completed",
            "completed_at",
            "enrolment_id",
            "document_id",
            sqlite_where=text("completed_at IS NOT NULL"),
            postgresql_where=text("completed_at IS NOT NULL"),
        ),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    completion: Mapped[str] = mapped_column(String(20))
    success: Mapped[str] = mapped_column(String(20))
    completed_at: Mapped[datetime | None]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit status with the kind and slug of its document."""

    enrolment_id: UUID
    document_id: UUID
    kind: str
    slug: str
    completion: str
    success: str
    completed_at: datetime | None
    revision_id: UUID


def list_enrolments(session: Session, learner_key: UUID) -> list[Enrolment]:
    """List the latest cycle of each course that a learner is in."""
    query = select(Enrolment).where(Enrolment.learner_key == learner_key)
    latest = {row.course_id: row for row in session.scalars(query.order_by(Enrolment.cycle))}
    return list(latest.values())


def list_cycles(session: Session, learner_key: UUID, course_id: UUID) -> list[Enrolment]:
    """List all cycles of a learner in a course, the first one first."""
    return list_cycles_of(session, [learner_key], [course_id])[learner_key, course_id]


def list_cycles_of(
    session: Session, learner_keys: Collection[UUID], course_ids: Collection[UUID] | None = None
) -> dict[tuple[UUID, UUID], list[Enrolment]]:
    """Group all cycles of these learners by learner and course, the first one first."""
    return _by_course(session.scalars(_cycles(learner_keys, course_ids)))


def lock_cycles(session: Session, learner_key: UUID, course_id: UUID) -> list[Enrolment]:
    """Fetch all cycles of a learner in a course to write to: see `lock_cycles_of`."""
    return lock_cycles_of(session, [learner_key], [course_id])[learner_key, course_id]


def lock_cycles_of(
    session: Session, learner_keys: Collection[UUID], course_ids: Collection[UUID] | None = None
) -> dict[tuple[UUID, UUID], list[Enrolment]]:
    """Fetch all cycles of these learners to write to, by learner and course, the first one first.

    What another transaction wrote to them meanwhile is read anew: a count that is taken off where
    somebody no longer stands would never come right again.
    """
    session.flush()
    query = _cycles(learner_keys, course_ids).with_for_update()
    return _by_course(session.scalars(query.execution_options(populate_existing=True)))


def _cycles(
    learner_keys: Collection[UUID], course_ids: Collection[UUID] | None
) -> Select[Enrolment]:
    query = select(Enrolment).where(Enrolment.learner_key.in_(learner_keys))
    if course_ids is not None:
        query = query.where(Enrolment.course_id.in_(course_ids))
    return query.order_by(Enrolment.cycle)


def _by_course(rows: Iterable[Enrolment]) -> dict[tuple[UUID, UUID], list[Enrolment]]:
    found: defaultdict[tuple[UUID, UUID], list[Enrolment]] = defaultdict(list)
    for row in rows:
        found[row.learner_key, row.course_id].append(row)
    return found


def list_begun(session: Session, after: UUID | None, limit: int) -> list[Enrolment]:
    """List enrolments that were begun and not completed, in order of id, from after one of them."""
    query = select(Enrolment).where(Enrolment.completion == CompletionStatus.IN_PROGRESS)
    if after:
        query = query.where(Enrolment.id > after)
    return list(session.scalars(query.order_by(Enrolment.id).limit(limit)))


def find_enrolment(session: Session, learner_key: UUID, course_id: UUID) -> Enrolment | None:
    """Find the latest cycle of a learner in a course."""
    query = select(Enrolment).where(
        Enrolment.learner_key == learner_key, Enrolment.course_id == course_id
    )
    return session.scalars(query.order_by(Enrolment.cycle.desc()).limit(1)).one_or_none()


def list_unit_facts(session: Session, enrolment_ids: list[UUID]) -> list[UnitFact]:
    """List the unit statuses of enrolments, in one statement."""
    if not enrolment_ids:
        return []
    query = (
        select(
            UnitStatus.enrolment_id,
            UnitStatus.document_id,
            Document.kind,
            Document.slug,
            UnitStatus.completion,
            UnitStatus.success,
            UnitStatus.completed_at,
            UnitStatus.revision_id,
        )
        .join(Document, Document.id == UnitStatus.document_id)
        .where(UnitStatus.enrolment_id.in_(enrolment_ids))
    )
    return [UnitFact(*row) for row in session.execute(query)]


def find_unit_status(session: Session, enrolment_id: UUID, document_id: UUID) -> UnitStatus | None:
    """Find the status of one unit."""
    return session.get(UnitStatus, (enrolment_id, document_id))
