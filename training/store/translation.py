"""What the studio asks of revisions to see how far translations are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.store.library import Document, Revision


@dataclass(frozen=True, slots=True)
class Published:
    """When a text of an original was put in force."""

    revision_id: UUID
    document_id: UUID
    number: int
    published_at: datetime


def list_originals(session: Session, document_ids: Collection[UUID]) -> list[Published]:
    """List every text that originals have had, oldest first."""
    query = (
        select(Revision.id, Revision.document_id, Revision.number, Revision.published_at)
        .join(Document)
        .where(Revision.language == Document.language, Document.id.in_(document_ids))
        .order_by(Revision.number)
    )
    return [
        Published(row.id, row.document_id, row.number, row.published_at)
        for row in session.execute(query)
    ]


def list_moments(session: Session, revision_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Map revisions to when they were put in force."""
    query = select(Revision.id, Revision.published_at).where(Revision.id.in_(revision_ids))
    return {row.id: row.published_at for row in session.execute(query)}
