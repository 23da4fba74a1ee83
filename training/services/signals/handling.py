"""The steps of a signal, taken by who handles it; each asks what the domain says, and no less."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.signal import (
    NEXT,
    Case,
    Consent,
    Legal,
    State,
    label_of,
    missing_for,
    numbers_of,
)
from training.services import audit
from training.services.audit import About, Actor
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.services.mail import Letter, queue
from training.services.signals.arriving import MAIL_KIND, add_step
from training.services.signals.office import Write
from training.services.signals.told import is_mail
from training.store import signal as store
from training.store.people import Person, find_by_email
from training.store.signal import Reader, Signal, SignalContact

LONGEST_MESSAGE = 2000
LONGEST_REASON = 500
OF_HANDLER = frozenset({State.IN_CONTACT, State.SOUGHT, State.TOLD, State.ANONYMOUS})
"""Steps of the one who handles it: a coordinator does not tell in somebody else's place."""
LESSON, NO_LESSON = "lesson", "none"


@dataclass(frozen=True, slots=True)
class Order:
    """A step that somebody wants to take; `message` is for the sender, `note` for colleagues."""

    target: State
    message: str = ""
    note: str = ""
    is_conversion_checked: bool = False
    legal_kind: str = ""
    legal_received_on: date | None = None
    lesson: str = ""
    lesson_reason: str = ""
    merge_into: str = ""


def lock(library: Library, reader: Reader, signal_id: UUID) -> Signal:
    """Fetch a signal to write to; raises `NotFound` for one that the reader may not see."""
    signal = store.lock_signal(library.session, signal_id, reader)
    if signal is None:
        raise NotFound("signal")
    return signal


def is_handler(signal: Signal, person_id: UUID) -> bool:
    """Tell whether somebody handles a signal, or stands in."""
    return person_id in {signal.handler_id, signal.standin_id}


def refuse(*missing: str) -> Invalid:
    """Make the refusal that names what a step still asks."""
    return Invalid("signal-step", {"missing": " ".join(missing)})


def case_of(library: Library, signal: Signal, order: Order) -> Case:
    """Give the facts that a step looks at, with what is ordered along with it."""
    people = {signal.handler_id, signal.standin_id}
    codes = store.list_codes(library.session, signal.id)
    return Case(
        state=State(signal.state),
        has_handler=signal.handler_id is not None,
        has_standin=signal.standin_id is not None,
        is_subject_involved=signal.subject_id is not None and signal.subject_id in people,
        is_conversion_checked=order.is_conversion_checked or bool(signal.conversion_checked_at),
        has_contact=signal.has_contact,
        has_legal_kind=order.legal_kind in set(Legal),
        has_original_date=(order.legal_received_on or signal.received_on) <= signal.received_on,
        is_plan_given=bool(order.message),
        is_outcome_given=bool(order.message),
        is_masking_checked=signal.masked_at is not None,
        is_coded=bool(codes.keys() & {"handler", "second"}),
        has_lesson=bool(signal.lesson) or _is_lesson(order),
        is_usefulness_asked=signal.asked_at is not None,
        is_merged_elsewhere=order.merge_into != "",
    )


def take(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    order: Order,
    actor: Actor,
    *,
    at: datetime,
    write: Write,
) -> None:
    """Take a step; raises `Invalid` with what it still asks, and then nothing was changed."""
    take_locked(library, reader, lock(library, reader, signal_id), order, actor, at=at, write=write)


def take_locked(
    library: Library,
    reader: Reader,
    signal: Signal,
    order: Order,
    actor: Actor,
    *,
    at: datetime,
    write: Write,
) -> None:
    """Take a step in a signal that was fetched to write to."""
    order = _cleaned(order)
    _check_hand(signal, reader, order)
    missing = missing_for(case_of(library, signal, order), order.target)
    if missing:
        raise refuse(*missing)
    if order.target is State.MERGED:
        signal.merged_into_id = _other(library, reader, signal, order.merge_into)
    _apply(signal, order, library.day_of(at), at)
    _write_down(library, signal, order, actor, at, write)


def say(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    message: str,
    actor: Actor,
    *,
    at: datetime,
    write: Write,
) -> None:
    """Write to the sender without taking a step: no news yet, and nothing is forgotten."""
    signal = lock(library, reader, signal_id)
    order = _cleaned(Order(State(signal.state), message=message))
    if not is_handler(signal, reader.person_id):
        raise refuse("handler-only")
    if not order.message:
        raise refuse("message")
    steps = store.list_steps(library.session, signal.id)
    if steps and steps[-1].message == order.message:
        raise refuse("message-sent")
    add_step(library, signal.id, "message", actor.person_id, at=at, message=order.message)
    _mail_sender(library, signal, order.message, write, at)


def note_consent(
    library: Library, reader: Reader, signal_id: UUID, actor: Actor, *, at: datetime
) -> None:
    """Write down that the sender said yes when asked; a no, or one withdrawn, is the sender's."""
    signal = lock(library, reader, signal_id)
    if not is_handler(signal, reader.person_id):
        raise refuse("handler-only")
    if signal.consent != Consent.LATER:
        raise refuse("consent-known" if signal.consent == Consent.YES else "consent")
    signal.consent, signal.consent_at = Consent.YES, at
    add_step(library, signal.id, "consent", actor.person_id, at=at)
    note(library, signal, "signal-consent", actor, at)


def find_colleague(library: Library, address: str) -> Person:
    """Find an active colleague by mail address; raises `Invalid`."""
    person = find_by_email(library.session, address)
    if person is None or not person.is_active:
        raise Invalid("signal-colleague")
    return person


def tell_colleague(
    library: Library, signal: Signal, person: Person, template: str, write: Write, at: datetime
) -> None:
    """Write to a colleague about a signal; its story is not in the mail."""
    label = label_of(signal.year, signal.number)
    subject, body = write(
        template, person.language, name=person.name, label=label, signal_id=signal.id
    )
    letter = Letter(person.email, subject, body, kind=MAIL_KIND, person_id=person.id)
    queue(library.session, letter, at=at)


def note(
    library: Library,
    signal: Signal,
    action: str,
    actor: Actor,
    at: datetime,
    details: Mapping[str, str] | None = None,
) -> None:
    """Put what was done on the trail, without a word of the story."""
    about = About(None, details or {})
    audit.note(library.session, actor, action, f"signal:{signal.id}", "ok", at=at, about=about)


def _cleaned(order: Order) -> Order:
    message, remark = _text(order.message), _text(order.note)
    reason = " ".join(order.lesson_reason.replace("\x00", "").split())
    if max(len(message), len(remark)) > LONGEST_MESSAGE or len(reason) > LONGEST_REASON:
        raise Invalid("signal-long")
    return Order(
        order.target,
        message,
        remark,
        order.is_conversion_checked,
        order.legal_kind,
        order.legal_received_on,
        order.lesson,
        reason,
        order.merge_into.strip(),
    )


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _is_lesson(order: Order) -> bool:
    """A lesson is chosen, or there is a reason that the sender can read why there is none."""
    return order.lesson == LESSON or (order.lesson == NO_LESSON and bool(order.lesson_reason))


def _check_hand(signal: Signal, reader: Reader, order: Order) -> None:
    """Refuse who only was asked to take over, and who tells in the place of the handler."""
    is_own = is_handler(signal, reader.person_id)
    is_possible = order.target in NEXT[State(signal.state)]
    if is_possible and not is_own and (order.target in OF_HANDLER or not reader.is_coordinator):
        raise refuse("handler-only")


def _other(library: Library, reader: Reader, signal: Signal, label: str) -> UUID:
    """Find the signal to merge with, by what people call it; never itself or a merged one."""
    numbers = numbers_of(f"signal {label}")
    other = store.find_by_number(library.session, *numbers) if numbers else None
    found = other and store.find_signal(library.session, other.id, reader)
    if not found or found.id == signal.id or found.merged_into_id:
        raise refuse("other")
    return found.id


def _apply(signal: Signal, order: Order, today: date, at: datetime) -> None:
    signal.state, signal.state_at = order.target, at
    if order.target is State.SEEN:
        signal.seen_on = signal.seen_on or today
        signal.conversion_checked_at = signal.conversion_checked_at or at
    elif order.target is State.CONVERTED:
        signal.legal_kind = order.legal_kind
        signal.legal_received_on = order.legal_received_on or signal.received_on
    elif order.target is State.IN_CONTACT:
        signal.contact_on = signal.contact_on or today
    elif order.target is State.SOUGHT:
        signal.answer_on = signal.answer_on or today
    elif order.target in {State.TOLD, State.ANONYMOUS}:
        signal.answer_on = signal.answer_on or today
        signal.told_on, signal.asked_at = today, at
    elif order.target is State.LESSON:
        signal.lesson, signal.lesson_reason = order.lesson or signal.lesson, order.lesson_reason
    else:
        signal.closed_on = today


def _write_down(
    library: Library, signal: Signal, order: Order, actor: Actor, at: datetime, write: Write
) -> None:
    step = add_step(library, signal.id, order.target, actor.person_id, at=at)
    step.message, step.note = order.message, order.note
    note(library, signal, "signal-step", actor, at, {"to": order.target})
    if order.message:
        _mail_sender(library, signal, order.message, write, at)
    library.session.flush()


def _mail_sender(
    library: Library, signal: Signal, message: str, write: Write, at: datetime
) -> None:
    """Send the sender what was written, where there is a mail address."""
    contact = library.session.get(SignalContact, signal.id)
    if contact and is_mail(contact.reach):
        label = label_of(signal.year, signal.number)
        is_asked = signal.asked_at is not None
        subject, body = write(
            "signal_message", signal.language, label=label, message=message, is_asked=is_asked
        )
        queue(library.session, Letter(contact.reach, subject, body, kind=MAIL_KIND), at=at)
