"""A signal changes hands: a colleague is asked, and it is theirs once they confirm."""

from datetime import datetime
from uuid import UUID

from training.services.audit import Actor
from training.services.errors import NotFound
from training.services.library import Library
from training.services.signals.arriving import add_step
from training.services.signals.handling import (
    find_colleague,
    is_handler,
    lock,
    note,
    refuse,
    tell_colleague,
)
from training.services.signals.office import Write
from training.store.signal import Reader


def hand_over(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    address: str,
    actor: Actor,
    *,
    at: datetime,
    write: Write,
) -> None:
    """Ask a colleague to take a signal over; until that is confirmed nothing changes hands."""
    signal = lock(library, reader, signal_id)
    person = find_colleague(library, address)
    if not (reader.is_coordinator or is_handler(signal, reader.person_id)):
        raise refuse("handler-only")
    if not signal.handler_id or person.id == signal.handler_id:
        raise refuse("handler")
    if person.id == signal.subject_id:
        raise refuse("subject")
    if person.id == signal.next_handler_id:
        raise refuse("asked")
    signal.next_handler_id = person.id
    step = add_step(library, signal.id, "handing-over", actor.person_id, at=at)
    step.other_id = person.id
    note(library, signal, "signal-handed-over", actor, at, {"to": str(person.id)})
    tell_colleague(library, signal, person, "signal_handed_over", write, at)


def confirm(
    library: Library, reader: Reader, signal_id: UUID, actor: Actor, *, at: datetime
) -> None:
    """Take a signal over; raises `NotFound` where nobody asked."""
    signal = lock(library, reader, signal_id)
    if signal.next_handler_id != reader.person_id:
        raise NotFound("signal")
    if signal.standin_id == reader.person_id:
        signal.standin_id = signal.handler_id
    signal.handler_id, signal.next_handler_id = reader.person_id, None
    step = add_step(library, signal.id, "handed-over", actor.person_id, at=at)
    step.other_id = reader.person_id
    note(library, signal, "signal-confirmed", actor, at)
