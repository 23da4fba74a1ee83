"""Mail: queued in the transaction that causes it, sent afterwards, tried again on failure."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.store import mail as store
from training.store.base import new_id
from training.store.mail import Mail

log = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)

CLAIM = timedelta(minutes=10)
"""Longer than the slowest server may take; nobody else touches a mail in this time."""

WAITING, SENT, FAILED = "waiting", "sent", "failed"

Transactions = Callable[[], AbstractContextManager[Session]]
"""Opens a transaction that commits at its end."""

Transport = Callable[[EmailMessage], None]
"""Hands a message over; raises `OSError` (all of smtplib's errors are) when that fails."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, to whom; for `person_id` and `is_quiet` see the table."""

    recipient: str
    subject: str
    body: str
    kind: str = "account"
    person_id: UUID | None = None
    is_quiet: bool = False


def queue(session: Session, letter: Letter, *, at: datetime) -> UUID:
    """Put a mail in the outbox and give its id; it leaves after this transaction is committed."""
    mail_id = new_id(at)
    session.add(
        Mail(
            id=mail_id,
            recipient=letter.recipient,
            subject=letter.subject,
            body=letter.body,
            queued_at=at,
            due_at=at,
            tries=0,
            kind=letter.kind,
            person_id=letter.person_id,
            is_quiet=letter.is_quiet,
            outcome=WAITING,
            failure="",
        )
    )
    session.flush()
    return mail_id


def send_next(
    transactions: Transactions, transport: Transport, sender: str, *, at: datetime
) -> bool:
    """Send the mail that is due longest; tells whether there was one.

    A mail is claimed in one transaction and settled in another: while a slow server takes it, no
    transaction is open for others to wait for. What a process that died had claimed is due again
    after a while. The Message-ID follows from the row, so that a mail that was handed over twice
    is recognised as one by the receiving side.
    """
    with transactions() as session:
        mail = _claim(session, at)
    if mail is None:
        return False
    is_sent = _hand_over(mail, transport, sender)
    with transactions() as session:
        _settle(session.get_one(Mail, mail.id), is_sent, at)
    return True


def _claim(session: Session, at: datetime) -> Mail | None:
    mail = store.claim_due(session, at)
    if mail:
        mail.tries += 1
        mail.due_at = at + CLAIM
    return mail


def _hand_over(mail: Mail, transport: Transport, sender: str) -> bool:
    try:
        transport(_message(mail, sender))
    except (OSError, ValueError):  # a server that refuses, an address that cannot be written
        log.warning("mail %s could not be sent, try %s", mail.id, mail.tries)
        return False
    return True


def _settle(mail: Mail, is_sent: bool, at: datetime) -> None:
    """Note what became of a mail; one that is done with forgets its text: a link is a secret."""
    wait = dict(enumerate(RETRY_AFTER, start=1)).get(mail.tries)
    mail.due_at = None if is_sent or wait is None else at + wait
    mail.sent_at = at if is_sent else None
    if mail.due_at is None:
        mail.body = ""
        mail.outcome = SENT if is_sent else FAILED


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.queued_at)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message.set_content(mail.body)
    return message
