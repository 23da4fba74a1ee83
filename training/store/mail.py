"""The outbox: mails are rows of the transaction that causes them, and are sent afterwards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.people import Person

TROUBLE = "outcome IN ('failed', 'bounced')"
"""What did not arrive, as an index and its queries spell it: to the letter the same."""


class Mail(Base):
    """One mail; `due_at` moves on after a failure and is empty once there is nothing to do.

    `person_id` is whose mail it is: nothing is sent to somebody who left. A mail that `is_quiet`
    is sent in office hours only. `outcome` tells what became of it, `failure` what the server said.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index(None, "is_quiet", "due_at"),
        Index(
            "ix_mail_trouble",
            "queued_at",
            sqlite_where=text(TROUBLE),
            postgresql_where=text(TROUBLE),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    is_quiet: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(20))
    failure: Mapped[str] = mapped_column(String(300))


@dataclass(frozen=True, slots=True)
class Backlog:
    """Mails of one sort that could be on their way already, and since when the oldest could."""

    count: int
    since: datetime | None


def claim_due(session: Session, at: datetime, *, is_open: bool = True) -> Mail | None:
    """Lock the next mail that is due; other workers skip what one of them has locked.

    What cannot wait goes first, and of that the mail about an account: somebody stands before the
    door. A quiet mail is for the hours that are open.
    """
    for is_quiet in (False, True) if is_open else (False,):
        query = (
            select(Mail)
            .where(Mail.is_quiet.is_(is_quiet), Mail.due_at <= at)
            .order_by(*() if is_quiet else (Mail.kind != "account",), Mail.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = session.scalars(query).one_or_none()
        if found:
            return found
    return None


def has_left(session: Session, person_id: UUID) -> bool:
    """Tell whether somebody left since a mail was put in the outbox."""
    query = select(Person.is_active).where(Person.id == person_id)
    return session.scalars(query).one_or_none() is False


def backlog(session: Session, at: datetime, *, is_quiet: bool) -> Backlog:
    """Count the mails that are due, and give the moment since which the oldest of them is."""
    query = select(func.count(), func.min(Mail.due_at)).where(
        Mail.is_quiet.is_(is_quiet), Mail.due_at <= at
    )
    return Backlog(*session.execute(query).one())
