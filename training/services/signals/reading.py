"""Signals as colleagues see them: lists with what is due, and one signal with all that is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.masking import Piece, candidates
from training.domain.signal import (
    ENDED,
    MASK_WITHIN,
    NEXT,
    State,
    is_missed,
    label_of,
)
from training.domain.workdays import count_workdays
from training.services import audit
from training.services.audit import Actor
from training.services.errors import NotFound
from training.services.library import Library
from training.services.signals.checking import typed
from training.services.signals.handling import OF_HANDLER, is_handler, note
from training.services.signals.office import Office
from training.services.signals.photos import contact_of, may_see
from training.services.signals.promises import kept_days
from training.services.signals.told import Contact
from training.store import signal as store
from training.store.people import Person, list_names
from training.store.signal import Reader as Reader
from training.store.signal import Signal, SignalLesson
from training.store.signal_photo import Size, list_photos

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Row:
    """A signal in a list: where it stands, who has it, and what is due or was missed."""

    id: UUID
    label: str
    state: str
    goal: str
    received_on: date
    handler: str
    is_handler_gone: bool
    is_urgent: bool
    is_staff: bool
    wanted_kind: str
    missed: tuple[str, ...]
    next_pledge: str
    next_due: date | None
    is_masking_late: bool
    is_mine_to_confirm: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """A list of signals, those with something missed first, and how the week went."""

    open: tuple[Row, ...]
    ended: tuple[Row, ...]
    overdue: int
    received_this_week: int
    told_this_week: int


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken."""

    at: datetime
    step: str
    by: str
    other: str
    message: str
    note: str


@dataclass(frozen=True, slots=True)
class SignalPage:
    """A signal as its handler or a coordinator sees it.

    `contact` is none for who does not have to reach the sender. `typed` is the text as it was
    typed, cut where something was masked, and `candidates` words that may still be a name; both are
    empty once somebody checked the masking.
    """

    row: Row
    channel: str
    language: str
    goal: str
    story: str
    typed: tuple[tuple[Piece, ...], ...]
    candidates: tuple[str, ...]
    found: Mapping[str, int]
    wish: str
    duration: str
    contacted: tuple[str, ...]
    phase: str
    subject_area: str
    area: str
    consent: str
    legal_kind: str
    legal_received_on: date | None
    contact: Contact | None
    photos: tuple[Size, ...]
    has_contact: bool
    codes: Mapping[str, tuple[str, ...]]
    pledges: Mapping[str, tuple[date | None, date | None]]
    handler_email: str
    standin_email: str
    subject_email: str
    standin: str
    next_handler: str
    steps: tuple[Done, ...]
    next_steps: tuple[str, ...]
    is_handler: bool
    is_coordinator: bool
    may_confirm: bool
    lesson: str
    lesson_reason: str
    lesson_path: str
    useful: int | None


def desk(library: Library, office: Office, reader: Reader, *, today: date) -> Desk:
    """List the signals that a reader may see; colleagues and citizens together."""
    rows = _rows(library, office, reader, store.list_signals(library.session, reader), today)
    found = sorted(rows, key=lambda pair: (not pair[1].missed, pair[1].next_due or date.max))
    open_ = tuple(row for _, row in found if State(row.state) not in ENDED)
    ended = tuple(row for _, row in reversed(found) if State(row.state) in ENDED)
    return Desk(
        open_,
        ended,
        sum(bool(row.missed) for row in open_),
        sum(signal.received_on > today - WEEK for signal, _ in found),
        sum(bool(signal.told_on and signal.told_on > today - WEEK) for signal, _ in found),
    )


def all_signals(
    library: Library, office: Office, reader: Reader, actor: Actor, *, today: date, at: datetime
) -> Desk:
    """List all signals for a coordinator, and put on the trail that the list was read."""
    audit.note(library.session, actor, "signal-list", "signal:all", "ok", at=at)
    return desk(library, office, reader, today=today)


def open_signal(
    library: Library, office: Office, reader: Reader, signal_id: UUID, actor: Actor, *, at: datetime
) -> SignalPage:
    """Show a signal, and put on the trail that it was read; raises `NotFound`."""
    signal = store.find_signal(library.session, signal_id, reader)
    if signal is None:
        raise NotFound("signal")
    note(library, signal, "signal-read", actor, at)
    return _page(library, office, reader, signal, library.day_of(at))


def _page(
    library: Library, office: Office, reader: Reader, signal: Signal, today: date
) -> SignalPage:
    session = library.session
    ((_, row),) = _rows(library, office, reader, [signal], today)
    is_own = is_handler(signal, reader.person_id)
    may_reach = may_see(signal, reader)
    may_work = is_own or reader.is_coordinator
    found = typed(library, signal) if may_work else ()
    lesson = session.get(SignalLesson, signal.id)
    people = _people(library, [signal])
    return SignalPage(
        row=row,
        channel=signal.channel,
        language=signal.language,
        goal=signal.goal,
        story=signal.story,
        typed=found,
        candidates=candidates(f"{signal.goal} {signal.story}") if found else (),
        found=signal.found,
        wish=signal.wish,
        duration=signal.duration,
        contacted=tuple(signal.contacted),
        phase=signal.phase,
        subject_area=signal.subject_area,
        area=signal.area,
        consent=signal.consent,
        legal_kind=signal.legal_kind,
        legal_received_on=signal.legal_received_on,
        contact=contact_of(library, signal.id) if may_reach else None,
        photos=list_photos(session, signal.id) if may_reach else (),
        has_contact=signal.has_contact,
        codes=store.list_codes(session, signal.id),
        pledges={pledge.value: days for pledge, days in kept_days(signal).items()},
        handler_email=_email(people, signal.handler_id),
        standin_email=_email(people, signal.standin_id),
        subject_email=_email(people, signal.subject_id) if reader.is_coordinator else "",
        standin=_name(people, signal.standin_id),
        next_handler=_name(people, signal.next_handler_id),
        steps=_steps(library, signal),
        next_steps=_next_steps(signal, reader) if may_work else (),
        is_handler=is_own,
        is_coordinator=reader.is_coordinator,
        may_confirm=signal.next_handler_id == reader.person_id,
        lesson=signal.lesson,
        lesson_reason=signal.lesson_reason,
        lesson_path=lesson.path if lesson else "",
        useful=signal.useful,
    )


def _rows(
    library: Library, office: Office, reader: Reader, signals: list[Signal], today: date
) -> list[tuple[Signal, Row]]:
    people = _people(library, signals)
    return [(signal, _row(signal, office, reader, people, today)) for signal in signals]


def _row(
    signal: Signal, office: Office, reader: Reader, people: Mapping[UUID, Person], today: date
) -> Row:
    is_open = State(signal.state) not in ENDED
    days = {key: pair for key, pair in kept_days(signal).items() if pair[0] and is_open}
    missed = tuple(
        key.value for key, (due, kept) in days.items() if not kept and is_missed(due, kept, today)
    )
    waiting = sorted((due, key.value) for key, (due, kept) in days.items() if due and not kept)
    since = count_workdays(office.country, signal.arrived_at.date(), today)
    handler = people.get(signal.handler_id) if signal.handler_id else None
    return Row(
        id=signal.id,
        label=label_of(signal.year, signal.number),
        state=signal.state,
        goal=signal.goal,
        received_on=signal.received_on,
        handler=_name(people, signal.handler_id),
        is_handler_gone=handler is not None and not handler.is_active,
        is_urgent=signal.is_urgent,
        is_staff=signal.is_staff,
        wanted_kind="" if signal.legal_kind else signal.wanted_kind,
        missed=missed,
        next_pledge=waiting[0][1] if waiting else "",
        next_due=waiting[0][0] if waiting else None,
        is_masking_late=signal.masked_at is None and since > MASK_WITHIN,
        is_mine_to_confirm=signal.next_handler_id == reader.person_id,
    )


def _next_steps(signal: Signal, reader: Reader) -> tuple[str, ...]:
    """List the steps that can come next and that are the reader's to take; the usual one first."""
    is_own = is_handler(signal, reader.person_id)
    return tuple(
        state.value
        for state in sorted(State, key=lambda state: state is State.CONVERTED)
        if state in NEXT[State(signal.state)]
        and (is_own or state not in OF_HANDLER)
        and not (state is State.ANONYMOUS and signal.has_contact)
    )


def _steps(library: Library, signal: Signal) -> tuple[Done, ...]:
    rows = store.list_steps(library.session, signal.id)
    ids = {row.by_id for row in rows if row.by_id} | {row.other_id for row in rows if row.other_id}
    names = list_names(library.session, ids)
    return tuple(
        Done(
            row.at,
            row.step,
            names.get(row.by_id, "") if row.by_id else "",
            names.get(row.other_id, "") if row.other_id else "",
            row.message,
            row.note,
        )
        for row in reversed(rows)
    )


def _people(library: Library, signals: Iterable[Signal]) -> dict[UUID, Person]:
    ids = {
        person_id
        for signal in signals
        for person_id in (
            signal.handler_id,
            signal.standin_id,
            signal.next_handler_id,
            signal.subject_id,
        )
        if person_id
    }
    return store.map_people(library.session, ids)


def _name(people: Mapping[UUID, Person], person_id: UUID | None) -> str:
    return people[person_id].name if person_id and person_id in people else ""


def _email(people: Mapping[UUID, Person], person_id: UUID | None) -> str:
    return people[person_id].email if person_id and person_id in people else ""
