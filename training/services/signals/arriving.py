"""A signal comes in: masked at once, with its promises, and once for each form."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.access import PERMISSIONS, Permission, Role
from training.domain.masking import mask
from training.domain.signal import URGENT_CARD, Channel, State, due_days, label_of
from training.services import audit
from training.services.audit import Actor
from training.services.errors import Invalid
from training.services.library import Library
from training.services.mail import Letter, queue, queue_all
from training.services.media.pictures import TYPES
from training.services.signals.office import Office, Write, code_digest, code_of
from training.services.signals.told import LONGEST_AREA, Contact, Told, check, cleaned, is_mail
from training.store import signal as store
from training.store.base import new_id
from training.store.people import list_active_with
from training.store.signal import Signal, SignalContact, SignalStep
from training.store.signal_photo import SignalPhoto

MAIL_KIND = "signal"
COORDINATORS = frozenset(
    role for role in Role if Permission.COORDINATE_SIGNALS in PERMISSIONS[role]
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How it came in: over which way, on which day, in which language, typed by whom."""

    channel: Channel
    received_on: date
    language: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender gets: a number to name it by, and the code to follow it, which is not kept."""

    label: str
    code: str
    seen_due: date
    contact_due: date | None
    answer_due: date
    outcome_due: date
    is_urgent: bool
    wanted_kind: str


def submit(
    library: Library,
    office: Office,
    told: Told,
    arrival: Arrival,
    *,
    form: str,
    at: datetime,
    write: Write,
) -> Receipt:
    """Take a signal in, once for each form; raises `Invalid` for what cannot be taken."""
    told = cleaned(told)
    check(told)
    if arrival.received_on > library.day_of(at):
        raise Invalid("signal-day")
    # Another text in a form that was sent before, as on the screen of a desk, is another signal.
    code = code_of(office, f"{form} {told.goal} {told.story}")
    known = store.find_by_code(library.session, code_digest(office, code))
    signal = known or _add(library, office, told, arrival, code, at)
    receipt = Receipt(
        label_of(signal.year, signal.number),
        code,
        signal.seen_due,
        signal.contact_due,
        signal.answer_due,
        signal.outcome_due,
        signal.is_urgent,
        signal.wanted_kind,
    )
    if known is None:
        _tell(library, receipt, told.contact, arrival, write, at)
    return receipt


def _add(
    library: Library, office: Office, told: Told, arrival: Arrival, code: str, at: datetime
) -> Signal:
    session, year = library.session, arrival.received_on.year
    signal = Signal(
        id=new_id(at),
        year=year,
        number=store.next_number(session, year),
        code_digest=code_digest(office, code),
        reopened=0,
        lesson="",
        lesson_reason="",
        legal_kind="",
        **_story(told),
        **_arrival(office, told, arrival, at),
    )
    session.add(signal)
    session.flush()
    store.replace_codes(session, signal.id, "reporter", told.cards)
    if any((told.contact.name, told.contact.reach)):
        contact = told.contact
        session.add(
            SignalContact(
                signal_id=signal.id,
                name=contact.name,
                reach=contact.reach,
                hours=contact.hours,
                interpreter=contact.interpreter,
            )
        )
    for photo in told.photos:
        session.add(
            SignalPhoto(
                id=new_id(at),
                signal_id=signal.id,
                content=photo.content,
                media_type=TYPES[photo.format],
                width=photo.width,
                height=photo.height,
            )
        )
    add_step(library, signal.id, State.RECEIVED, arrival.actor.person_id, at=at)
    actor = arrival.actor
    audit.note(session, actor, "signal-received", f"signal:{signal.id}", "ok", at=at)
    session.flush()
    return signal


def _story(told: Told) -> dict[str, object]:
    own = (told.contact.name, told.contact.reach)
    goal, story = mask(told.goal, own), mask(told.story, own)
    found = {
        kind: goal.counts.get(kind, 0) + story.counts.get(kind, 0)
        for kind in goal.counts.keys() | story.counts.keys()
    }
    return {
        "goal": goal.text[:400],
        "story": story.text,
        "original_goal": told.goal,
        "original_story": told.story,
        "found": found,
        "wish": told.wish,
        "duration": told.duration,
        "contacted": sorted(told.contacted),
        "phase": told.phase,
        "subject_area": told.subject_area,
        "area": mask(told.area).text[:LONGEST_AREA],
        "consent": told.consent,
        "wanted_kind": told.wanted_kind,
    }


def _arrival(office: Office, told: Told, arrival: Arrival, at: datetime) -> dict[str, object]:
    is_urgent, is_reachable = URGENT_CARD in told.cards, bool(told.contact.reach)
    due = due_days(
        arrival.received_on,
        office.country,
        office.terms,
        is_urgent=is_urgent,
        has_contact=is_reachable,
    )
    return {
        "channel": arrival.channel,
        "is_staff": arrival.channel is Channel.STAFF,
        "typed_by": arrival.actor.person_id,
        "language": arrival.language,
        "received_on": arrival.received_on,
        "arrived_at": at,
        "consent_at": at,
        "is_urgent": is_urgent,
        "has_contact": is_reachable,
        "state": State.RECEIVED,
        "state_at": at,
        "seen_due": due.seen,
        "contact_due": due.contact,
        "answer_due": due.answer,
        "outcome_due": due.outcome,
    }


def add_step(
    library: Library,
    signal_id: UUID,
    step: str,
    by: UUID | None,
    *,
    at: datetime,
    message: str = "",
    note: str = "",
) -> SignalStep:
    """Write down what was done; nothing of it is changed later."""
    row = SignalStep(
        id=new_id(at), signal_id=signal_id, at=at, step=step, by_id=by, message=message, note=note
    )
    library.session.add(row)
    return row


def _tell(
    library: Library,
    receipt: Receipt,
    contact: Contact,
    arrival: Arrival,
    write: Write,
    at: datetime,
) -> None:
    """Confirm the receipt to who gave an address, and tell the coordinators what cannot wait."""
    session = library.session
    if is_mail(contact.reach):
        subject, body = write("signal_received", arrival.language, receipt=receipt)
        queue(session, Letter(contact.reach.strip(), subject, body, kind=MAIL_KIND), at=at)
    if receipt.is_urgent:
        letters = []
        for person in list_active_with(session, COORDINATORS):
            subject, body = write("signal_urgent", person.language, label=receipt.label)
            letters.append(Letter(person.email, subject, body, kind=MAIL_KIND, person_id=person.id))
        queue_all(session, letters, at=at)
