"""Images and sound that lessons and scenarios use: contents by their digest, and their names."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


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
