"""What a sender sees and may do with the code of a signal; nothing of it needs a name."""

from dataclasses import dataclass
from datetime import date, datetime

from training.domain.disclosure import Shown
from training.domain.signal import (
    ENDED,
    TOLD_ALREADY,
    Consent,
    Legal,
    State,
    due_days,
    label_of,
    may_reopen,
)
from training.services import audit, signal_lessons
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.signals.arriving import add_step
from training.services.signals.office import Office, code_digest
from training.store import signal as store
from training.store.people import list_names
from training.store.signal import Signal, SignalContact

MOST_USEFUL = 5
SILENT = frozenset({"consent", "useful", "masked", "coded"})
"""Steps that a sender need not read about: they are the sender's own, or say nothing new."""


@dataclass(frozen=True, slots=True)
class Message:
    """What was done on a day, and what the handler wrote with it."""

    on: date
    step: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A signal as its sender sees it: the dates, what was written, and what can be done.

    `learners` is how many colleagues take a course that holds the lesson; hidden when few.
    """

    label: str
    state: str
    handler: str
    received_on: date
    seen_on: date | None
    contact_on: date | None
    answer_on: date | None
    told_on: date | None
    closed_on: date | None
    seen_due: date
    contact_due: date | None
    answer_due: date
    outcome_due: date
    messages: tuple[Message, ...]
    consent: str
    wanted_kind: str
    legal_kind: str
    legal_received_on: date | None
    lesson: str
    lesson_reason: str
    published_on: date | None
    learners: Shown[int]
    useful: int | None
    may_withdraw_consent: bool
    may_give_consent: bool
    may_reopen: bool
    may_rate: bool
    may_convert: bool
    may_withdraw: bool


def show(library: Library, office: Office, code: str, *, today: date) -> Progress:
    """Show a signal to who has its code; raises `NotFound`."""
    signal = store.find_by_code(library.session, code_digest(office, code))
    if signal is None:
        raise NotFound("signal-code")
    return _progress(library, signal, today)


def set_consent(
    library: Library, office: Office, code: str, *, is_given: bool, at: datetime
) -> None:
    """Give consent, or withdraw it: then no lesson is made of it; raises `Conflict` if one is.

    Once is enough: what was said before is refused too, and changes nothing.
    """
    signal = _lock(library, office, code)
    if signal.state == State.WITHDRAWN:
        raise Conflict("signal-withdrawn")
    if is_given and signal.consent == Consent.YES:
        raise Conflict("signal-consented")
    if not is_given and signal.consent in {Consent.NO, Consent.WITHDRAWN}:
        raise Conflict("signal-unconsented")
    if not is_given and signal_lessons.is_published(library.session, signal.id):
        raise Conflict("signal-published")
    if not is_given:
        signal_lessons.unlink(library.session, signal.id)
    signal.consent = Consent.YES if is_given else Consent.WITHDRAWN
    signal.consent_at = at
    add_step(library, signal.id, "consent", None, at=at)
    _note(library, signal, "signal-consent", at)


def reopen(library: Library, office: Office, code: str, *, today: date, at: datetime) -> None:
    """Open a closed signal again; what is promised begins anew. Raises `Conflict` when too late."""
    signal = _lock(library, office, code)
    if not may_reopen(State(signal.state), signal.closed_on, today):
        raise Conflict("signal-open" if State(signal.state) not in ENDED else "signal-late")
    contact = library.session.get(SignalContact, signal.id)
    due = due_days(
        today,
        office.country,
        office.terms,
        is_urgent=signal.is_urgent,
        has_contact=bool(contact and contact.reach),
    )
    signal.state, signal.state_at = State.SEEN, at
    signal.reopened += 1
    signal.contact_on = signal.answer_on = signal.told_on = signal.closed_on = None
    signal.contact_due, signal.answer_due = due.contact, due.answer
    signal.outcome_due, signal.useful, signal.asked_at = due.outcome, None, None
    store.forget_alerts(library.session, signal.id)
    add_step(library, signal.id, "reopened", None, at=at)
    _note(library, signal, "signal-reopened", at)


def rate(library: Library, office: Office, code: str, *, useful: int, at: datetime) -> None:
    """Say once whether it was of use, 1 to 5; raises `Conflict` before the outcome was told."""
    signal = _lock(library, office, code)
    if not 1 <= useful <= MOST_USEFUL:
        raise Invalid("signal-useful")
    if signal.asked_at is None:
        raise Conflict("signal-untold")
    if signal.useful is not None:
        raise Conflict("signal-rated")
    signal.useful = useful
    add_step(library, signal.id, "useful", None, at=at)


def want(library: Library, office: Office, code: str, *, kind: str, at: datetime) -> None:
    """Ask for a complaint or objection after all; its terms begin on the day it came in."""
    signal = _lock(library, office, code)
    if kind not in set(Legal):
        raise Invalid("signal-kind")
    if State(signal.state) in ENDED or signal.legal_kind:
        raise Conflict("signal-closed")
    if signal.wanted_kind == kind:
        raise Conflict("signal-asked")
    signal.wanted_kind, signal.conversion_checked_at = kind, None
    add_step(library, signal.id, "wanted", None, at=at)
    _note(library, signal, "signal-wanted", at)


def withdraw(library: Library, office: Office, code: str, *, today: date, at: datetime) -> None:
    """Take a signal back before its outcome was told; nothing more is done with it."""
    signal = _lock(library, office, code)
    if signal.state == State.WITHDRAWN:
        raise Conflict("signal-withdrawn")
    if State(signal.state) in TOLD_ALREADY:
        raise Conflict("signal-closed")
    if signal_lessons.is_published(library.session, signal.id):
        raise Conflict("signal-published")
    signal_lessons.unlink(library.session, signal.id)
    signal.state, signal.state_at, signal.closed_on = State.WITHDRAWN, at, today
    signal.consent, signal.consent_at = Consent.WITHDRAWN, at
    add_step(library, signal.id, State.WITHDRAWN, None, at=at)
    _note(library, signal, "signal-withdrawn", at)


def _lock(library: Library, office: Office, code: str) -> Signal:
    signal = store.lock_by_code(library.session, code_digest(office, code))
    if signal is None:
        raise NotFound("signal-code")
    return signal


def _note(library: Library, signal: Signal, action: str, at: datetime) -> None:
    audit.note(library.session, Actor(), action, f"signal:{signal.id}", "ok", at=at)


def _progress(library: Library, signal: Signal, today: date) -> Progress:
    state = State(signal.state)
    found = signal_lessons.lesson_of(library, signal.id)
    published_on = found.published_on if found else None
    is_given = signal.consent in {Consent.YES, Consent.LATER}
    return Progress(
        label=label_of(signal.year, signal.number),
        state=state,
        handler=_name(library, signal),
        received_on=signal.received_on,
        seen_on=signal.seen_on,
        contact_on=signal.contact_on,
        answer_on=signal.answer_on,
        told_on=signal.told_on,
        closed_on=signal.closed_on,
        seen_due=signal.seen_due,
        contact_due=signal.contact_due,
        answer_due=signal.answer_due,
        outcome_due=signal.outcome_due,
        messages=_messages(library, signal),
        consent=signal.consent,
        wanted_kind=signal.wanted_kind,
        legal_kind=signal.legal_kind,
        legal_received_on=signal.legal_received_on,
        lesson=signal.lesson,
        lesson_reason=signal.lesson_reason,
        published_on=published_on,
        learners=signal_lessons.shown_reach(library, signal.id),
        useful=signal.useful,
        may_withdraw_consent=is_given and published_on is None,
        may_give_consent=signal.consent != Consent.YES and state is not State.WITHDRAWN,
        may_reopen=may_reopen(state, signal.closed_on, today),
        may_rate=signal.asked_at is not None and signal.useful is None,
        may_convert=state not in ENDED and not signal.legal_kind,
        may_withdraw=state not in TOLD_ALREADY and published_on is None,
    )


def _messages(library: Library, signal: Signal) -> tuple[Message, ...]:
    rows = store.list_steps(library.session, signal.id)
    return tuple(
        Message(library.day_of(row.at), row.step, row.message)
        for row in reversed(rows)
        if row.step not in SILENT
    )


def _name(library: Library, signal: Signal) -> str:
    """Give the name of the one who handles it: somebody with a plan has a person to ask for."""
    names = list_names(library.session, {signal.handler_id} if signal.handler_id else set())
    return next(iter(names.values()), "")
