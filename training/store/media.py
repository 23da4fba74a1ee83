"""Images and sound that lessons and scenarios use: contents by their digest, and their names."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from training.store.attempts import Attempt
from training.store.audit import AuditEvent
from training.store.base import Base
from training.store.draft import Draft
from training.store.library import Document, Revision
from training.store.origin import Origin

REMOVED = "media-removed"
"""The act on the trail; its details hold the digest, so that the name is kept for it."""


class MediaContent(Base):
    """Bytes as they are served, found by their SHA-256; the same bytes are kept once."""

    __tablename__ = "media_content"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]


class MediaFile(Base):
    """A name below `content/media` and what it stands for; a name never gets other contents.

    `description` is the alternative text of an image, or the transcript of a sound, that the
    studio puts in with it.
    """

    __tablename__ = "media_file"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("media_content.digest"), index=True)
    description: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def find_media(session: Session, name: str) -> MediaFile | None:
    """Find a file by its name below `content/media`."""
    return session.get(MediaFile, name)


def list_media(session: Session) -> list[MediaFile]:
    """List all names."""
    return list(session.scalars(select(MediaFile).order_by(MediaFile.name)))


def find_bytes(session: Session, digest: str) -> bytes:
    """Find contents by their digest."""
    query = select(MediaContent.content).where(MediaContent.digest == digest)
    return session.scalars(query).one()


def find_content(session: Session, digest: str) -> MediaContent | None:
    """Find contents by their digest, without their bytes."""
    return session.get(MediaContent, digest)


def find_served(session: Session, name: str) -> tuple[str, str, int] | None:
    """Find the digest, type and size of what a name stands for."""
    query = (
        select(MediaContent.digest, MediaContent.media_type, MediaContent.size)
        .join(MediaFile, MediaFile.digest == MediaContent.digest)
        .where(MediaFile.name == name)
    )
    row = session.execute(query).one_or_none()
    return (row.digest, row.media_type, row.size) if row else None


def find_piece(session: Session, digest: str, start: int, length: int) -> bytes:
    """Find so many bytes of contents, from a place counted from 0."""
    piece = func.substr(MediaContent.content, start + 1, length)
    return bytes(session.scalars(select(piece).where(MediaContent.digest == digest)).one())


def list_with_contents(session: Session) -> list[tuple[MediaFile, MediaContent]]:
    """List all names with what they stand for, the newest first."""
    query = select(MediaFile, MediaContent).join(
        MediaContent, MediaContent.digest == MediaFile.digest
    )
    ordered = query.order_by(MediaFile.added_at.desc(), MediaFile.name)
    return [(file, content) for file, content in session.execute(ordered)]


def list_texts(session: Session) -> dict[str, str]:
    """Map paths to the texts that may use an image or sound: in force, being written, waiting."""
    in_force = (
        select(Revision.path, Revision.source)
        .join(Document, Document.id == Revision.document_id)
        .where(Revision.is_current, Document.retired_at.is_(None))
    )
    texts: dict[str, str] = {}
    waiting = select(Origin.path, Origin.offered).where(Origin.offered.is_not(None))
    for query in (in_force, select(Draft.path, Draft.source), waiting):
        for path, source in session.execute(query):
            texts[path] = f"{texts.get(path, '')}\n{source or ''}"
    return texts


def list_texts_of_running(session: Session) -> dict[str, str]:
    """Map paths to what running attempts may be shown: every text of the meaning that they are on.

    Of what is in force, or was in the same meaning, a slip may be mended under way.
    """
    pinned = aliased(Revision)
    running = (
        select(pinned.document_id, pinned.meaning)
        .join(Attempt, Attempt.revision_id == pinned.id)
        .where(Attempt.open_slot.is_not(None))
        .distinct()
        .subquery()
    )
    query = select(Revision.path, Revision.source).join(
        running,
        (running.c.document_id == Revision.document_id) & (running.c.meaning == Revision.meaning),
    )
    texts: dict[str, str] = {}
    for path, source in session.execute(query):
        texts[path] = f"{texts.get(path, '')}\n{source}"
    return texts


def list_removed(session: Session, name: str) -> list[str]:
    """List the digests of what a name stood for before it was taken off, as the trail tells."""
    query = select(AuditEvent.details).where(
        AuditEvent.action == REMOVED, AuditEvent.object == f"media:{name}"
    )
    return [details.get("digest", "") for details in session.scalars(query)]


def drop_unnamed(session: Session, digest: str) -> None:
    """Drop contents that no name stands for any more."""
    if session.scalars(select(MediaFile).where(MediaFile.digest == digest)).first() is None:
        session.execute(delete(MediaContent).where(MediaContent.digest == digest))
