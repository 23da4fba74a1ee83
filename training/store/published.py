"""Who put the texts in force there, and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.store.library import Revision


@dataclass(frozen=True, slots=True)
class Publication:
    """Who put a revision in force, and when; nobody for what came from a folder."""

    at: datetime
    by: UUID | None


def list_publications(session: Session) -> dict[UUID, Publication]:
    """Map every revision in force to who published it."""
    query = select(Revision.id, Revision.published_at, Revision.author_id)
    rows = session.execute(query.where(Revision.is_current))
    return {row.id: Publication(row.published_at, row.author_id) for row in rows}
