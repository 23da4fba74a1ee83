"""The outbox: mails are rows of the transaction that causes them, and are sent afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class Mail(Base):
    """One mail; `due_at` moves on after a failure and is empty once there is nothing to do."""

    __tablename__ = "mail"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]


def claim_due(session: Session, at: datetime) -> Mail | None:
    """Lock the next mail that is due; other workers skip what one of them has locked."""
    query = select(Mail).where(Mail.due_at <= at).order_by(Mail.due_at).limit(1)
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
