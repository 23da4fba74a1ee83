"""Texts that are being written: drafts, what was saved of them, and remarks of a reviewer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from training.store.base import Base
from training.store.signal import SignalLesson


class Draft(Base):
    """The text of a file that is being written, valid or not; a file has one.

    `version` counts its saves: who saves on another version than the last has not seen what
    somebody else wrote. `base_id` is the revision that it was begun from, none for a new file.
    `hands` are the people who wrote in it since, also in between or beside it, each once.
    `state` is writing, asked (for a review) or approved; what was approved has `approved_digest`.
    """

    __tablename__ = "draft"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(500), unique=True)
    source: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    state: Mapped[str] = mapped_column(String(20))
    state_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    approved_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    hands: Mapped[list[str]] = mapped_column(JSON)


class DraftCopy(Base):
    """What somebody wrote while another person, or another window, saved first: both texts stay.

    `base_version` is the version of the draft that the writer had seen.
    """

    __tablename__ = "draft_copy"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    base_version: Mapped[int]
    saved_at: Mapped[datetime]


class DraftSave(Base):
    """An earlier text of a file that was never published: what was thrown away or written over."""

    __tablename__ = "draft_save"
    __table_args__ = (Index(None, "path", "saved_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(500))
    source: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(20))
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ReviewRemark(Base):
    """What a second trainer says of a line of a draft; `quote` is that line as it was then."""

    __tablename__ = "review_remark"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(500), index=True)
    line: Mapped[int]
    quote: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def find_draft(session: Session, path: str) -> Draft | None:
    """Find the draft of a file."""
    return session.scalars(select(Draft).where(Draft.path == path)).one_or_none()


def lock_draft(session: Session, path: str) -> Draft | None:
    """Fetch the draft of a file to write to; others who save it wait here."""
    query = select(Draft).where(Draft.path == path).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_drafts(session: Session) -> list[Draft]:
    """List every draft by its path; the texts stay where they are until somebody asks for one."""
    query = select(Draft).options(defer(Draft.source)).order_by(Draft.path)
    return list(session.scalars(query))


def list_heads(session: Session, length: int) -> dict[str, str]:
    """Map every draft of a file that was never in force to how its text begins."""
    head = func.substr(Draft.source, 1, length)
    rows = session.execute(select(Draft.path, head).where(Draft.base_id.is_(None)))
    return {row[0]: row[1] for row in rows}


def find_copy(session: Session, draft_id: UUID, person_id: UUID) -> DraftCopy | None:
    """Find what a person wrote beside a draft."""
    return session.get(DraftCopy, (draft_id, person_id))


def list_copies(session: Session, draft_id: UUID) -> list[DraftCopy]:
    """List what was written beside a draft, the newest last."""
    query = select(DraftCopy).where(DraftCopy.draft_id == draft_id)
    return list(session.scalars(query.order_by(DraftCopy.saved_at)))


def list_saves(session: Session, path: str, limit: int) -> list[DraftSave]:
    """List earlier texts of a file that were kept, the newest first."""
    query = select(DraftSave).where(DraftSave.path == path)
    return list(session.scalars(query.order_by(DraftSave.saved_at.desc()).limit(limit)))


def list_review_remarks(session: Session, path: str) -> list[ReviewRemark]:
    """List what reviewers said of a file, by line."""
    query = select(ReviewRemark).where(ReviewRemark.path == path)
    return list(session.scalars(query.order_by(ReviewRemark.line, ReviewRemark.id)))


def move(session: Session, before: str, path: str) -> None:
    """Let all that is kept beside a file go on under its other name; a draft there stays first."""
    draft = lock_draft(session, before)
    if draft and find_draft(session, path) is None:
        draft.path = path
        session.flush()
    for table in (DraftSave, ReviewRemark, SignalLesson):
        session.execute(update(table).where(table.path == before).values(path=path))
