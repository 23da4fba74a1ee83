"""Mail: queued in the transaction that causes it, sent afterwards, tried again on failure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy.orm import Session

from training.store import mail as store
from training.store.base import new_id
from training.store.mail import Mail

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)

Transport = Callable[[EmailMessage], None]
"""Hands a message over; raises `OSError` (all of smtplib's errors are) when that fails."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, to whom."""

    recipient: str
    subject: str
    body: str


def queue(session: Session, letter: Letter, *, at: datetime) -> None:
    """Put a mail in the outbox; it leaves after this transaction has been committed."""
    session.add(
        Mail(
            id=new_id(at),
            recipient=letter.recipient,
            subject=letter.subject,
            body=letter.body,
            queued_at=at,
            due_at=at,
            tries=0,
        )
    )


def send_next(session: Session, transport: Transport, sender: str, *, at: datetime) -> bool:
    """Send the mail that is due longest; tells whether there was one.

    The Message-ID follows from the row: a mail that was handed over twice because the process
    died in between is recognised as one by the receiving side. A sent mail forgets its text,
    because a reset link is a secret.
    """
    mail = store.claim_due(session, at)
    if mail is None:
        return False
    mail.tries += 1
    try:
        transport(_message(mail, sender))
    except OSError:
        waits = dict(enumerate(RETRY_AFTER, start=1))
        wait = waits.get(mail.tries)
        mail.due_at = at + wait if wait else None
    else:
        mail.sent_at, mail.due_at, mail.body = at, None, ""
    session.flush()
    return True


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.queued_at)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message.set_content(mail.body)
    return message
