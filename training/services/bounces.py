"""Tells why a mail did not arrive: what a server refused, or what it reported afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

LONGEST = 300
PERMANENT = 500
OWN_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail could not be handed over; what `is_final` will not go better next time."""

    is_final: bool
    words: str


@dataclass(frozen=True, slots=True)
class Notification:
    """A report about one of our mails: which one, and what the server said about it."""

    mail_id: UUID
    words: str


def one_line(text: str) -> str:
    """Lay text from outside on one line, without anything that does not print."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(seen.split())


def trouble_of(error: Exception) -> Trouble:
    """Read a failure: a server that refuses this recipient or this mail does so for good."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        is_final = bool(answers) and all(code >= PERMANENT for code, _ in answers)
        return Trouble(is_final, "; ".join(_words(code, text) for code, text in answers)[:LONGEST])
    if isinstance(error, SMTPResponseException):
        is_final = isinstance(error, SMTPDataError) and error.smtp_code >= PERMANENT
        return Trouble(is_final, _words(error.smtp_code, error.smtp_error))
    return Trouble(is_final=False, words=type(error).__name__[:LONGEST])


def _words(code: int, answer: bytes | str) -> str:
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {one_line(said)}"[:LONGEST]


def read_notification(source: bytes) -> Notification | None:
    """Read a delivery status notification (RFC 3464); none when it reports no failure of ours.

    A delay is no failure. Only who got the mail knows its Message-ID, so nobody else can report.
    """
    try:
        parts = list(message_from_bytes(source, policy=policy.compat32).walk())
        failures = [block for block in _blocks(parts) if _field(block, "Action") == "failed"]
        found = OWN_ID.search(" ".join(_message_ids(parts)))
    except (RecursionError, LookupError, ValueError):  # made to be unreadable
        return None
    if not failures or not found:
        return None
    said = _field(failures[0], "Diagnostic-Code") or _field(failures[0], "Status")
    return Notification(UUID(found.group(1)), one_line(said)[:LONGEST])


def _blocks(parts: list[Message]) -> Iterator[Message]:
    """Give the fields per recipient of every delivery status."""
    for part in parts:
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (block for block in part.get_payload() if isinstance(block, Message))


def _message_ids(parts: list[Message]) -> Iterator[str]:
    """Give the Message-ID of the mail that came back, whole or as its head alone."""
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            yield from _ids_in(message_from_bytes(payload)) if isinstance(payload, bytes) else ()
        elif part is not parts[0]:
            yield from _ids_in(part)
    # Some servers only say what they answer to.
    yield str(parts[0].get("In-Reply-To", ""))
    yield str(parts[0].get("References", ""))


def _ids_in(message: Message) -> Iterator[str]:
    yield from map(str, message.get_all("Message-ID", []))


def _field(block: Message, name: str) -> str:
    value = str(block.get(name, "")).strip()
    return value.lower() if name == "Action" else value
