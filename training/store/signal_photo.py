"""Photos that came with a signal: kept with who sent it, and gone with it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class SignalPhoto(Base):
    """A photo, drawn anew: nothing of the camera or the place came along."""

    __tablename__ = "signal_photo"
    __table_args__ = (Index(None, "signal_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str] = mapped_column(String(50))
    width: Mapped[int]
    height: Mapped[int]


@dataclass(frozen=True, slots=True)
class Size:
    """A photo as a page needs it: which, and how large, without its bytes."""

    id: UUID
    width: int
    height: int


def list_photos(session: Session, signal_id: UUID) -> tuple[Size, ...]:
    """List the photos of a signal, in the order in which they came."""
    query = select(SignalPhoto.id, SignalPhoto.width, SignalPhoto.height)
    rows = session.execute(query.where(SignalPhoto.signal_id == signal_id).order_by(SignalPhoto.id))
    return tuple(Size(*row) for row in rows)


def find_photo(session: Session, signal_id: UUID, photo_id: UUID) -> SignalPhoto | None:
    """Find a photo of a signal."""
    query = select(SignalPhoto).where(SignalPhoto.id == photo_id)
    return session.scalar(query.where(SignalPhoto.signal_id == signal_id))


def forget_photos(session: Session, signal_id: UUID) -> None:
    """Delete the photos of a signal."""
    session.execute(delete(SignalPhoto).where(SignalPhoto.signal_id == signal_id))
