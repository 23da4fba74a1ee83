"""What came from the folder of files: the text as it was taken over, and one that waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class Origin(Base):
    """A file of the folder that the library is loaded from, as it was when it was last taken over.

    `source` is the base of a three-way comparison: ours is the revision in force, theirs the text
    that was `offered` since and waits for a trainer because ours was changed here. An offered file
    that is gone from the folder has `offered` empty and `is_withdrawn`. A text that somebody
    offered by hand (`is_loaded`) waits whatever the folder says. What was never taken over has an
    empty `digest`. An image or sound has no `source`; its `digest` is that of the file as it came.
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
    is_loaded: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class OriginState:
    """What is known of a file of the folder, without its texts."""

    digest: str
    offered_digest: str | None
    is_withdrawn: bool
    is_loaded: bool

    @property
    def is_waiting(self) -> bool:
        """Tell whether something waits for a trainer."""
        return self.is_withdrawn or self.offered_digest is not None


def list_states(session: Session) -> dict[str, OriginState]:
    """Map the paths of all files that came from the folder to what is known of them."""
    query = select(
        Origin.path, Origin.digest, Origin.offered_digest, Origin.is_withdrawn, Origin.is_loaded
    )
    return {
        path: OriginState(digest, offered, is_withdrawn, is_loaded)
        for path, digest, offered, is_withdrawn, is_loaded in session.execute(query)
    }


def list_waiting(session: Session) -> list[Origin]:
    """List what waits for a trainer, by path."""
    query = select(Origin).where(Origin.is_withdrawn | Origin.offered_digest.is_not(None))
    return list(session.scalars(query.order_by(Origin.path)))


def find_origin(session: Session, path: str) -> Origin | None:
    """Find what is known of a file of the folder."""
    return session.get(Origin, path)


def lock_origin(session: Session, path: str) -> Origin | None:
    """Fetch what is known of a file to decide on it; others who decide wait here."""
    query = select(Origin).where(Origin.path == path).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()
