"""The outbox: mails are rows of the transaction that causes them, and are sent afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class Mail(Base):
    """One mail; `due_at` moves on after a failure and is empty once there is nothing to do.

    `person_id` is whose mail it is: nothing is sent to somebody who left. A mail that `is_quiet`
    is sent in office hours only. `outcome` tells what became of it, `failure` what the server said.
    """

    __tablename__ = "mail"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    is_quiet: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(20))
    failure: Mapped[str] = mapped_column(String(300))


def claim_due(session: Session, at: datetime) -> Mail | None:
    """Lock the next mail that is due; other workers skip what one of them has locked."""
    query = select(Mail).where(Mail.due_at <= at).order_by(Mail.due_at).limit(1)
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
