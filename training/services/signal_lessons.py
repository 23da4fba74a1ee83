"""A text that says it comes from a signal: whether it may be published, and what then happens."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.course import Course
from training.domain.disclosure import Shown
from training.domain.disclosure_signals import reach
from training.domain.document import Kind
from training.domain.signal import Consent, is_fictional, numbers_of, says_signal
from training.services.library import Library
from training.store import signal as store
from training.store import signal_lesson as lessons
from training.store.signal import Signal, SignalContact, SignalLesson

SHORTEST_NAME = 3
SHORTEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class LessonOf:
    """The lesson of a signal: since when it is in force, and how many people take it."""

    path: str
    published_on: date | None
    learners: int


def refusal(session: Session, path: str, source: str, text: str, *, is_in_force: bool) -> str:
    """Give the code of what stands in the way of a text from a signal; empty where nothing does.

    Asked are consent, enough changed, a second reader of exactly this text who did not write it,
    and that nothing of the sender stands in it. It holds for each signal that was put into the
    text, until it is in force; after that only the sender must stay out of it.
    """
    rows = lessons.list_of_path(session, path)
    if not says_signal(source):
        return "signal-source" if rows else ""
    numbers = numbers_of(source)
    signal = store.find_by_number(session, *numbers) if numbers else None
    if not is_in_force and (signal is None or signal.id not in {row.signal_id for row in rows}):
        return "signal-unknown"
    digest = text_digest(text)
    return next((code for row in rows if (code := _refusal_of(session, row, text, digest))), "")


def text_digest(text: str) -> str:
    """Give the SHA-256 of a text, by which the second reader is held to what was read."""
    return sha256(text.replace("\r\n", "\n").encode("utf-8", "replace")).hexdigest()


def _refusal_of(session: Session, row: SignalLesson, text: str, digest: str) -> str:
    signal = session.get_one(Signal, row.signal_id)
    contact = session.get(SignalContact, row.signal_id)
    if contact and _names(contact, text):
        return "signal-sender"
    if row.published_on is not None:
        return ""
    asked = {
        "signal-consent": signal.consent == Consent.YES,
        "signal-masking": signal.masked_at is not None,
        "signal-fiction": is_fictional(frozenset(row.changed)),
        "signal-reader": row.reader_id not in {None, row.begun_by} and row.read_digest == digest,
    }
    return next((code for code, is_so in asked.items() if not is_so), "")


def _names(contact: SignalContact, text: str) -> bool:
    """Tell whether a text holds something of the sender: name, address or number."""
    words = set(re.findall(r"\w+", text.casefold()))
    parts = [part for part in re.findall(r"\w+", contact.name.casefold()) if part not in _LINKING]
    if any(len(part) >= SHORTEST_NAME and part in words for part in parts[-1:]):
        return True
    digits, in_text = re.sub(r"\D", "", contact.reach), re.sub(r"[\s()./-]", "", text)
    if len(digits) >= SHORTEST_NUMBER and digits in in_text:
        return True
    return "@" in contact.reach and contact.reach.casefold() in text.casefold()


_LINKING = frozenset({"van", "de", "der", "den", "het", "ten", "ter", "te"})


def note_publication(library: Library, path: str, document_id: UUID, today: date) -> None:
    """Tell the signals of a text that it is in force: their senders are told from here."""
    for row in lessons.list_of_path(library.session, path):
        if row.published_on is None:
            row.document_id, row.published_on = document_id, today
            signal = library.session.get_one(Signal, row.signal_id)
            signal.lesson, signal.lesson_reason = "lesson", ""


def is_published(session: Session, signal_id: UUID) -> bool:
    """Tell whether the lesson of a signal is in force."""
    row = session.get(SignalLesson, signal_id)
    return row is not None and row.published_on is not None


def unlink(session: Session, signal_id: UUID) -> None:
    """Take a signal out of the text that is being made of it: that text cannot be published now."""
    row = session.get(SignalLesson, signal_id)
    if row:
        session.delete(row)
        session.flush()


def lesson_of(library: Library, signal_id: UUID) -> LessonOf | None:
    """Give the lesson of a signal, if one is being made."""
    row = library.session.get(SignalLesson, signal_id)
    if row is None:
        return None
    return LessonOf(row.path, row.published_on, _learners(library, row.document_id))


def shown_reach(library: Library, signal_id: UUID) -> Shown[int]:
    """Show how many people take the lesson of a signal; of few only that there are some."""
    found = lesson_of(library, signal_id)
    return reach(found.learners if found and found.published_on else 0)


def _learners(library: Library, document_id: UUID | None) -> int:
    """Count the people in courses that hold a text; each person once."""
    entry = next((one for one in library.catalogue.entries if one.document_id == document_id), None)
    if entry is None:
        return 0
    courses = [
        course.document_id
        for course in library.catalogue.entries
        if course.kind == Kind.COURSE
        and course.language == course.original
        and library.take(course.revision_id, Course).holds(Kind(entry.kind), entry.slug)
    ]
    return lessons.count_learners(library.session, courses)
