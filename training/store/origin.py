"""What came from the folder of files: the text as it was taken over, and one that waits."""

from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class Origin(Base):
    """A file of the folder that the library is loaded from, as it was when it was last taken over.

    `source` is the base of a three-way comparison: ours is the revision in force, theirs the text
    that was `offered` since and waits for a trainer because ours was changed here. An offered file
    that is gone from the folder has `offered` empty and `is_withdrawn`.
    """

    __tablename__ = "origin"

    path: Mapped[str] = mapped_column(String(500), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[datetime]
    offered: Mapped[str | None] = mapped_column(Text)
    offered_digest: Mapped[str | None] = mapped_column(String(64))
    offered_at: Mapped[datetime | None]
    is_withdrawn: Mapped[bool]


def list_origins(session: Session) -> dict[str, Origin]:
    """Map the paths of all files that came from the folder to what is known of them."""
    return {origin.path: origin for origin in session.scalars(select(Origin))}


def find_origin(session: Session, path: str) -> Origin | None:
    """Find what is known of a file of the folder."""
    return session.get(Origin, path)
