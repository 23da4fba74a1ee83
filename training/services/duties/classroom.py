"""Meetings that count as completing a course, for all on a list or, if a line is wrong, nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from training.domain.document import Kind
from training.services.audit import note
from training.services.duties.completion import Done, complete, is_new
from training.services.duties.person_course import Decision
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.store import people
from training.store.base import new_id
from training.store.dispensation import ClassSession, list_sessions
from training.store.enrolment import list_cycles
from training.store.library import list_titles
from training.store.people import Person, address_of, lock_learners

MOST_LINES, MOST_TITLE, MOST_SHOWN = 300, 200, 50


@dataclass(frozen=True, slots=True)
class NewSession:
    """A meeting as HR records it; `people` has a staff number or an address on each line."""

    course_slug: str
    title: str
    held_on: date
    people: str


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with one line of the list: a code, and the line as it was pasted."""

    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SessionReport:
    """What was recorded: nothing at all when there are errors."""

    errors: tuple[LineError, ...] = ()
    recorded: int = 0
    already: int = 0


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A meeting in the list."""

    title: str
    course_title: str
    held_on: date
    people: int


def record(library: Library, new: NewSession, *, decision: Decision) -> SessionReport:
    """Record a meeting; who had completed the course already keeps that.

    The title is the reason on the record. Raises `NotFound`, and `Invalid` for a missing title or
    list, a day to come, or more lines than one meeting has.
    """
    lines = [(n, text.strip()) for n, text in enumerate(new.people.splitlines(), 1) if text.strip()]
    entry = _check(library, new, lines, decision.today)
    found = _find_people(library, [text for _, text in lines])
    errors = _errors(lines, found)
    if errors:
        return SessionReport(errors=errors)
    at, decision = decision.at, replace(decision, reason=new.title)
    meeting = ClassSession(
        id=new_id(at),
        course_id=entry,
        title=new.title.strip(),
        held_on=new.held_on,
        recorded_at=at,
        recorded_by=decision.actor.person_id,
    )
    library.session.add(meeting)
    library.session.flush()
    note(library.session, decision.actor, "class-session", f"session:{meeting.id}", "ok", at=at)
    recorded = 0
    # All at once and in one order: two who record, or the night, would wait for each other.
    lock_learners(library.session, [key for _, key in found.values()])
    for _, text in lines:
        person, key = found[_spelled(text)]
        if is_new(list_cycles(library.session, key, entry), new.held_on, library):
            done = Done(new.held_on, meeting)
            complete(library, person.id, new.course_slug, done=done, decision=decision)
            recorded += 1
    return SessionReport(recorded=recorded, already=len(lines) - recorded)


def list_latest(library: Library) -> tuple[SessionRow, ...]:
    """List the meetings that were recorded last."""
    rows = list_sessions(library.session, MOST_SHOWN)
    titles = list_titles(library.session, {row.course_id for row, _ in rows})
    return tuple(
        SessionRow(row.title, titles.get(row.course_id, ""), row.held_on, people)
        for row, people in rows
    )


def _check(
    library: Library, new: NewSession, lines: Sequence[tuple[int, str]], today: date
) -> UUID:
    entry = library.catalogue.original(Kind.COURSE, new.course_slug)
    if entry is None:
        raise NotFound("course")
    if not new.title.strip() or len(new.title) > MOST_TITLE:
        raise Invalid("title-empty")
    if new.held_on > today:
        raise Invalid("day-future")
    if not lines:
        raise Invalid("people-empty")
    if len(lines) > MOST_LINES:
        raise Invalid("people-many")
    return entry.document_id


def _find_people(library: Library, texts: Sequence[str]) -> Mapping[str, tuple[Person, UUID]]:
    """Map each line, as it is spelled, to the person that it means."""
    emails = [address_of(text) for text in texts if "@" in text]
    numbers = [_spelled(text) for text in texts if "@" not in text]
    found: dict[str, tuple[Person, UUID]] = {}
    for person, key in people.list_by_numbers(library.session, numbers, emails):
        found[person.email] = person, key
        if person.staff_number:
            found[person.staff_number] = person, key
    return found


def _errors(
    lines: Sequence[tuple[int, str]], found: Mapping[str, tuple[Person, UUID]]
) -> tuple[LineError, ...]:
    errors, seen = [], set()
    for number, text in lines:
        known = found.get(_spelled(text))
        code = ""
        if known is None:
            code = "line-unknown"
        elif known[1] in seen:
            code = "line-twice"
        elif not known[0].is_active:
            code = "line-left"
        if known:
            seen.add(known[1])
        if code:
            errors.append(LineError(number, code, text))
    return tuple(errors)


def _spelled(text: str) -> str:
    return address_of(text) if "@" in text else text.replace("\0", "\ufffd")
