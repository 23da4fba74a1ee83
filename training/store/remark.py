"""What learners remark about a scene or a question, such as that it does not go like this here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, case, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.library import Document, Revision


class Remark(Base):
    """One remark on one part of one revision; whoever reads it never gets the learner key.

    `part` is the name of the scene, page or question; empty for the text as a whole.
    """

    __tablename__ = "remark"
    __table_args__ = (Index(None, "document_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"), index=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    part: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark without whose it is."""

    id: UUID
    kind: str
    path: str
    title: str
    number: int
    language: str
    revision_id: UUID
    part: str
    text: str
    made_at: datetime
    settled_at: datetime | None


_ROWS = (
    select(
        Remark.id,
        Document.kind,
        Revision.path,
        Revision.title,
        Revision.number,
        Revision.language,
        Remark.revision_id,
        Remark.part,
        Remark.text,
        Remark.made_at,
        Remark.settled_at,
    )
    .join(Revision, Revision.id == Remark.revision_id)
    .join(Document, Document.id == Remark.document_id)
)


def list_own(session: Session, learner_key: UUID, limit: int) -> list[RemarkRow]:
    """List what a learner remarked, the newest first."""
    query = _ROWS.where(Remark.learner_key == learner_key)
    query = query.order_by(Remark.made_at.desc()).limit(limit)
    return [RemarkRow(*row) for row in session.execute(query)]


def list_remarks(
    session: Session, document_id: UUID | None, *, is_settled: bool, limit: int
) -> list[RemarkRow]:
    """List what was remarked, of one text or of all, the newest first."""
    settled = Remark.settled_at.is_not(None) if is_settled else Remark.settled_at.is_(None)
    query = _ROWS.where(settled)
    if document_id:
        query = query.where(Remark.document_id == document_id)
    query = query.order_by(Remark.made_at.desc()).limit(limit)
    return [RemarkRow(*row) for row in session.execute(query)]


def count_since(session: Session, learner_key: UUID, since: datetime) -> int:
    """Count what a learner remarked since a moment."""
    query = select(func.count()).where(Remark.learner_key == learner_key, Remark.made_at > since)
    return session.scalars(query).one()


def toggle_settled(session: Session, remark_id: UUID, by: UUID, at: datetime) -> bool:
    """Mark a remark as dealt with, or as open where it was; tells whether there is one."""
    # Without reading the row: nobody who deals with it needs to know whose it is.
    is_open = Remark.settled_at.is_(None)
    chosen = update(Remark).where(Remark.id == remark_id)
    values = {"settled_at": case((is_open, at)), "settled_by": case((is_open, by))}
    chosen = chosen.values(values).returning(Remark.id)
    return session.execute(chosen).one_or_none() is not None
