"""Mail: queued in the transaction that causes it, sent afterwards, tried again on failure."""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.services.bounces import Notification, Trouble, one_line, trouble_of
from training.store import mail as store
from training.store.base import new_id
from training.store.mail import Mail
from training.store.measurement_mail import has_something_to_do
from training.store.reminder import find_policy, is_pointless

log = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)

CLAIM = timedelta(minutes=10)
"""Longer than the slowest server may take; nobody else touches a mail in this time."""

LONGEST_SUBJECT = 300

WAITING, SENT, FAILED = "waiting", "sent", "failed"
BOUNCED, CANCELLED = "bounced", "cancelled"

REMINDERS = ("reminder", "escalation")
"""The kinds that are about duties, and lose their point when those are done."""

MEASUREMENT = "measurement"
"""The kind that asks for a measurement, and has no point for who has finished meanwhile."""

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
    (mail_id,) = queue_all(session, [letter], at=at)
    return mail_id


def queue_all(session: Session, letters: Iterable[Letter], *, at: datetime) -> list[UUID]:
    """Put mails in the outbox and give their ids, in order."""
    mails = {new_id(at): letter for letter in letters}
    if mails:
        session.execute(insert(Mail), [_row(key, letter, at) for key, letter in mails.items()])
    return list(mails)


def _row(mail_id: UUID, letter: Letter, at: datetime) -> dict[str, object]:
    return {
        "id": mail_id,
        "recipient": letter.recipient,
        "subject": one_line(letter.subject)[:LONGEST_SUBJECT],
        "body": letter.body,
        "queued_at": at,
        "due_at": at,
        "tries": 0,
        "kind": letter.kind,
        "person_id": letter.person_id,
        "is_quiet": letter.is_quiet,
        "outcome": WAITING,
        "failure": "",
    }


def send_next(
    transactions: Transactions,
    transport: Transport,
    sender: str,
    *,
    at: datetime,
    zone: tzinfo = UTC,
) -> bool:
    """Send the mail whose turn it is; tells whether there was one.

    A mail is claimed in one transaction and settled in another: while a slow server takes it, no
    transaction is open for others to wait for. What a process that died had claimed is due again
    after a while. The Message-ID follows from the row, so that a mail that was handed over twice
    is recognised as one by the receiving side.
    """
    with transactions() as session:
        mail = _claim(session, at, zone)
    if mail is None:
        return False
    if mail.outcome == CANCELLED:
        return True
    trouble = _hand_over(mail, transport, sender)
    with transactions() as session:
        _settle(session.get_one(Mail, mail.id), trouble, at)
    return True


def note_bounce(session: Session, notification: Notification) -> bool:
    """Mark a mail that came back; tells whether it is one of ours."""
    mail = session.get(Mail, notification.mail_id)
    if mail is None:
        return False
    if mail.outcome in {SENT, WAITING, FAILED}:
        _end(mail, BOUNCED, notification.words)
    return True


def _claim(session: Session, at: datetime, zone: tzinfo) -> Mail | None:
    """Take the next mail; one that has lost its point since it was queued ends here."""
    is_open = find_policy(session).is_open(at.astimezone(zone))
    mail = store.claim_due(session, at, is_open=is_open)
    if mail is None:
        return None
    if _is_cancelled(session, mail, at.astimezone(zone).date()):
        _end(mail, CANCELLED, "")
    else:
        mail.tries += 1
        mail.due_at = at + CLAIM
    return mail


def _is_cancelled(session: Session, mail: Mail, today: date) -> bool:
    if mail.person_id and store.has_left(session, mail.person_id):
        return True
    if mail.kind == MEASUREMENT and mail.person_id:
        return not has_something_to_do(session, mail.person_id, today)
    return mail.kind in REMINDERS and is_pointless(session, mail.id)


def _hand_over(mail: Mail, transport: Transport, sender: str) -> Trouble | None:
    try:
        transport(_message(mail, sender))
    except (OSError, ValueError) as error:  # a server that refuses, an address that is no address
        log.warning("mail %s could not be sent, try %s", mail.id, mail.tries)
        return trouble_of(error)
    return None


def _settle(mail: Mail, trouble: Trouble | None, at: datetime) -> None:
    """Note what became of a mail."""
    if mail.outcome != WAITING:  # it came back before we knew that it had left
        return
    wait = dict(enumerate(RETRY_AFTER, start=1)).get(mail.tries)
    if trouble is None:
        mail.sent_at = at
        _end(mail, SENT, "")
    elif trouble.is_final:
        _end(mail, BOUNCED, trouble.words)
    elif wait is None:
        _end(mail, FAILED, trouble.words)
    else:
        mail.due_at, mail.failure = at + wait, trouble.words


def _end(mail: Mail, outcome: str, failure: str) -> None:
    """Be done with a mail: it forgets its text, for a link is a secret and a reminder personal."""
    mail.due_at, mail.body = None, ""
    mail.outcome, mail.failure = outcome, failure


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.queued_at)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message.set_content(mail.body)
    return message
