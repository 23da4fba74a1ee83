"""The day by which a course must be done, as an entry for the learner's own calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vUri

from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.library import Library
from training.store.enrolment import find_enrolment
from training.store.library import find_document

PRODUCT = "-//Uitnodigend//Training//NL"
WEEK_BEFORE = -timedelta(days=6, hours=15)
"""From midnight on the day itself: nine in the morning, seven days earlier."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """By when a course must be done; `id` is that of the enrolment, so a moved day is an update."""

    id: UUID
    course_title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of the entry, and the page that it leads to."""

    summary: str
    description: str
    address: str
    host: str


def find_due(library: Library, learner_key: UUID, slug: str, *, language: str) -> DueDate:
    """Find by when a learner must do a course; raises `NotFound` without a day or when done."""
    document = find_document(library.session, Kind.COURSE, slug)
    entry = library.catalogue.translated(Kind.COURSE, slug, language)
    enrolment = find_enrolment(library.session, learner_key, document.id) if document else None
    if entry is None or enrolment is None or enrolment.due_on is None or enrolment.completed_at:
        raise NotFound("due-date")
    return DueDate(enrolment.id, entry.title, enrolment.due_on)


def write(due: DueDate, entry: Entry, *, at: datetime) -> bytes:
    """Write the file: an event of the whole day, with a reminder a week before."""
    event = Event()
    event.add("uid", f"{due.id}@{entry.host}")
    event.add("dtstamp", at)
    # Calendars take the entry with the higher number when the same one comes again.
    event.add("sequence", int(at.timestamp()) // 60)
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("summary", _plain(entry.summary))
    event.add("description", _plain(entry.description))
    event.add("url", vUri(entry.address))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _plain(entry.summary))
    alarm.add("trigger", WEEK_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _plain(text: str) -> str:
    """Leave out control characters, which no calendar may hold."""
    return "".join(c for c in text if c.isprintable() or c == "\n")
