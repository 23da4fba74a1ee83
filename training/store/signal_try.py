"""Where forms and codes came from, against floods: a keyed digest, for an hour."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class SignalTry(Base):
    """A form that was sent or a code that was tried, by the digest of where from; for an hour."""

    __tablename__ = "signal_try"
    __table_args__ = (Index(None, "origin_digest", "tried_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    origin_digest: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]


def count_tries(session: Session, origin_digest: str, since: datetime) -> int:
    """Count what came from one place since a moment."""
    query = select(func.count()).where(
        SignalTry.origin_digest == origin_digest, SignalTry.tried_at > since
    )
    return session.scalars(query).one()


def forget_tries(session: Session, before: datetime) -> None:
    """Forget where forms and codes came from."""
    session.execute(delete(SignalTry).where(SignalTry.tried_at < before))
