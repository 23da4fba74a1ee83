"""Units as learners completed them, in the order of time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from training.domain.progress import CompletionStatus
from training.store.enrolment import Enrolment, UnitStatus
from training.store.library import Document

_ORDER = (UnitStatus.completed_at, UnitStatus.enrolment_id, UnitStatus.document_id)


@dataclass(frozen=True, slots=True)
class Completed:
    """One unit that somebody completed, in the revision that it had."""

    completed_at: datetime
    enrolment_id: UUID
    document_id: UUID
    revision_id: UUID
    kind: str
    learner_key: UUID


def list_completed(
    session: Session, since: datetime, after: tuple[datetime, UUID, UUID] | None, limit: int
) -> list[Completed]:
    """List units completed since a moment, from after one of them."""
    query = (
        select(
            UnitStatus.completed_at,
            UnitStatus.enrolment_id,
            UnitStatus.document_id,
            UnitStatus.revision_id,
            Document.kind,
            Enrolment.learner_key,
        )
        .join(Enrolment, Enrolment.id == UnitStatus.enrolment_id)
        .join(Document, Document.id == UnitStatus.document_id)
        .where(
            UnitStatus.completed_at >= since, UnitStatus.completion == CompletionStatus.COMPLETED
        )
    )
    if after:
        query = query.where(tuple_(*_ORDER) > after)
    rows = session.execute(query.order_by(*_ORDER).limit(limit))
    return [
        Completed(moment, enrolment_id, document_id, revision_id, kind, key)
        for moment, enrolment_id, document_id, revision_id, kind, key in rows
        if moment
    ]
