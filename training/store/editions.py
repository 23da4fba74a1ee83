"""The revisions of a document as a row of versions, and how often each was completed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session, defer

from training.domain.progress import CompletionStatus
from training.store.attempts import Attempt
from training.store.enrolment import Enrolment, UnitStatus
from training.store.library import Document, Revision


def list_versions(session: Session, document_id: UUID, language: str) -> list[Revision]:
    """List the revisions of a document in a language, the newest first; the texts stay behind."""
    query = select(Revision).options(defer(Revision.source)).order_by(Revision.number.desc())
    chosen = query.where(Revision.document_id == document_id, Revision.language == language)
    return list(session.scalars(chosen))


def list_originals(session: Session, document_ids: Collection[UUID]) -> list[Revision]:
    """List the revisions of these documents in the language of their original, the oldest first."""
    query = (
        select(Revision)
        .join(Document, Document.id == Revision.document_id)
        .options(defer(Revision.source), defer(Revision.borrowed))
        .where(Revision.document_id.in_(document_ids), Revision.language == Document.language)
    )
    return list(session.scalars(query.order_by(Revision.number)))


def list_meanings(session: Session, revision_ids: Collection[UUID]) -> dict[UUID, int]:
    """Map revisions to the number of their meaning."""
    query = select(Revision.id, Revision.meaning).where(Revision.id.in_(revision_ids))
    return {row.id: row.meaning for row in session.execute(query)}


def list_finished_meanings(
    session: Session, learner_key: UUID, document_ids: Collection[UUID]
) -> dict[UUID, int]:
    """Map units that a learner ever did to the end to the newest meaning in which that was."""
    query = (
        select(Attempt.document_id, func.max(Revision.meaning))
        .join(Revision, Revision.id == Attempt.revision_id)
        .where(
            Attempt.learner_key == learner_key,
            Attempt.document_id.in_(document_ids),
            Attempt.finished_at.is_not(None),
        )
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Attempt.document_id))}


def count_units(session: Session, revision_ids: Collection[UUID]) -> dict[UUID, int]:
    """Map revisions of units to how often each was completed; an index alone answers this."""
    query = select(UnitStatus.revision_id, func.count()).where(
        UnitStatus.revision_id.in_(revision_ids),
        UnitStatus.completion == CompletionStatus.COMPLETED,
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(UnitStatus.revision_id))}


def count_courses(session: Session, course_ids: Collection[UUID]) -> dict[UUID | None, int]:
    """Map revisions of courses to how often each was completed."""
    query = select(Enrolment.completed_revision_id, func.count()).where(
        Enrolment.course_id.in_(course_ids), Enrolment.completed_at.is_not(None)
    )
    rows = session.execute(query.group_by(Enrolment.completed_revision_id))
    return {row[0]: row[1] for row in rows}


def count_people(session: Session, document_id: UUID) -> int:
    """Count the people who completed a unit or a course, ever; nobody twice."""
    unit = (
        select(Enrolment.learner_key)
        .join(UnitStatus, UnitStatus.enrolment_id == Enrolment.id)
        .where(
            UnitStatus.document_id == document_id,
            UnitStatus.completion == CompletionStatus.COMPLETED,
        )
    )
    course = select(Enrolment.learner_key).where(
        Enrolment.course_id == document_id, Enrolment.completed_at.is_not(None)
    )
    people = union(unit, course).subquery()
    return session.scalars(select(func.count()).select_from(people)).one()
