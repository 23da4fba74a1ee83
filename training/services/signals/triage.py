"""What a coordinator does first: who handles it, is it something else, and what it is about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.signal import CARDS, State
from training.services.audit import Actor
from training.services.errors import Forbidden
from training.services.library import Library
from training.services.signals import handling
from training.services.signals.arriving import add_step
from training.services.signals.handling import Order, is_handler, lock, note, refuse
from training.services.signals.office import Write
from training.store import signal as store
from training.store.people import Person
from training.store.signal import Reader, Signal


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who handles a signal and who stands in, by mail address; whom it is about, if anybody.

    `is_conversion_checked`: somebody looked whether it is a complaint, an objection or urgent.
    """

    handler: str
    standin: str
    subject: str = ""
    is_conversion_checked: bool = False


def appoint(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    wanted: Appointment,
    actor: Actor,
    *,
    at: datetime,
    write: Write,
) -> None:
    """Appoint a handler and a stand-in, and mark a new signal as seen, in one go.

    Whom it is about is neither of them, and sees nothing of it, a coordinator included.
    """
    if not reader.is_coordinator:
        raise Forbidden("permission")
    signal = lock(library, reader, signal_id)
    handler = _assign(library, signal, wanted)
    if handler:
        add_step(library, signal.id, "appointed", actor.person_id, at=at).other_id = handler.id
        handling.tell_colleague(library, signal, handler, "signal_appointed", write, at)
    to = {"to": str(signal.handler_id), "stand-in": str(signal.standin_id)}
    note(library, signal, "signal-appointed", actor, at, to)
    if State(signal.state) is State.RECEIVED:
        order = Order(State.SEEN, is_conversion_checked=wanted.is_conversion_checked)
        handling.take_locked(library, reader, signal, order, actor, at=at, write=write)


def _assign(library: Library, signal: Signal, wanted: Appointment) -> Person | None:
    """Write down who is appointed; give the handler when that is another one than before."""
    if not wanted.standin.strip():
        raise refuse("stand-in")
    handler = handling.find_colleague(library, wanted.handler)
    standin = handling.find_colleague(library, wanted.standin)
    subject = handling.find_colleague(library, wanted.subject) if wanted.subject.strip() else None
    if handler.id == standin.id:
        raise refuse("stand-in")
    if subject and subject.id in {handler.id, standin.id}:
        raise refuse("subject")
    is_new = signal.handler_id != handler.id
    signal.handler_id, signal.standin_id, signal.next_handler_id = handler.id, standin.id, None
    signal.subject_id = subject.id if subject else None
    library.session.flush()
    return handler if is_new else None


def code(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    codes: frozenset[str],
    actor: Actor,
    *,
    at: datetime,
) -> None:
    """Say what a signal is about: the handler for one, a coordinator who is not it for a second."""
    signal = lock_own(library, reader, signal_id)
    if not codes or not codes <= set(CARDS):
        raise refuse("codes")
    hand = "handler" if is_handler(signal, reader.person_id) else "second"
    store.replace_codes(library.session, signal.id, hand, codes)
    add_step(library, signal.id, "coded", actor.person_id, at=at)
    note(library, signal, "signal-coded", actor, at)


def lock_own(library: Library, reader: Reader, signal_id: UUID) -> Signal:
    """Fetch a signal of which the reader is coordinator, handler or stand-in."""
    signal = lock(library, reader, signal_id)
    if not (reader.is_coordinator or is_handler(signal, reader.person_id)):
        raise refuse("handler-only")
    return signal
