"""Four times a day: missed promises, lessons in force, periods to count, and what is deleted."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from training.domain.organisation import ROOT_ID
from training.domain.signal import (
    CONTACT_KEPT,
    ENDED,
    TEXT_KEPT,
    Pledge,
    State,
    is_missed,
    label_of,
)
from training.services import signal_lessons
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.services.signals.arriving import COORDINATORS, MAIL_KIND
from training.services.signals.office import Office, Write
from training.services.signals.promises import kept_days
from training.services.signals.reports import make_next
from training.services.signals.told import is_mail
from training.store import signal_upkeep as upkeep
from training.store.people import Person, find_person, list_active_with
from training.store.signal import Signal, SignalAlert, SignalContact
from training.store.signal_lesson import list_untold
from training.store.signal_photo import forget_photos

KIND = "signals"
HOURS = 6
AT_ONCE = 100
PARTS = ("alerts", "lessons", "reports", "contacts", "texts")


def due_job(local_now: datetime) -> NewJob:
    """Give the job of this quarter of the day; each has one, by its key."""
    part = local_now.hour // HOURS
    key = f"{KIND}:{local_now.date().isoformat()}:{part}"
    return NewJob(KIND, {"day": local_now.date().isoformat()}, key=key)


def step_with(write: Write, office: Office) -> Step:
    """Make the step that does the next part."""
    acts: dict[str, Callable[[Library, datetime], int]] = {
        "alerts": lambda library, at: tell_missed(library, write, at=at),
        "lessons": lambda library, at: tell_lessons(library, write, at=at),
        "reports": lambda library, at: make_next(library, office, at=at),
        "contacts": lambda library, at: forget_contacts(library, at=at),
        "texts": lambda library, at: forget_texts(library, at=at),
    }

    def step(library: Library, task: Task, at: datetime) -> Stage:
        place = PARTS.index(task.stage.cursor) if task.stage.cursor in PARTS else 0
        count = acts[PARTS[place]](library, at)
        done = task.stage.done + count
        has_more = count > 0 if PARTS[place] == "reports" else count == AT_ONCE
        if not has_more:
            place += 1
        if place == len(PARTS):
            return Stage("", done, done, is_finished=True)
        return Stage(PARTS[place], done, done)

    return step


def tell_missed(library: Library, write: Write, *, at: datetime) -> int:
    """Tell once of each promise that was missed; of another one to somebody further up."""
    today, count = library.day_of(at), 0
    told = upkeep.list_alerts(library.session)
    for signal in upkeep.list_open(library.session, [state.value for state in ENDED]):
        for pledge in _missed(signal, today):
            if (signal.id, pledge.value) in told or count == AT_ONCE:
                continue
            library.session.add(SignalAlert(signal_id=signal.id, pledge=pledge, at=at))
            _tell(library, signal, pledge, write, at)
            count += 1
    library.session.flush()
    return count


def tell_lessons(library: Library, write: Write, *, at: datetime) -> int:
    """Tell senders who can still be reached that their signal became a lesson."""
    rows = list_untold(library.session)[:AT_ONCE]
    letters = []
    for row in rows:
        row.sender_told_at = at
        signal = library.session.get_one(Signal, row.signal_id)
        contact = library.session.get(SignalContact, row.signal_id)
        if contact and is_mail(contact.reach):
            label = label_of(signal.year, signal.number)
            reach = signal_lessons.shown_reach(library, row.signal_id)
            subject, body = write(
                "signal_lesson", signal.language, label=label, learners=reach.value
            )
            letters.append(Letter(contact.reach, subject, body, kind=MAIL_KIND))
    queue_all(library.session, letters, at=at)
    return len(rows)


def forget_contacts(library: Library, *, at: datetime) -> int:
    """Delete who sent a signal, the photos, and whom it was about, six weeks after closing."""
    before = library.day_of(at) - CONTACT_KEPT
    rows = upkeep.list_forgettable(library.session, before, AT_ONCE)
    for signal in rows:
        contact = library.session.get(SignalContact, signal.id)
        if contact:
            upkeep.blank_mails(library.session, MAIL_KIND, contact.reach)
            library.session.delete(contact)
        forget_photos(library.session, signal.id)
        signal.has_contact, signal.subject_id = False, None
    library.session.flush()
    return len(rows)


def forget_texts(library: Library, *, at: datetime) -> int:
    """Delete what was told and written two years after it came in; dates and codes stay."""
    before = library.day_of(at) - TEXT_KEPT
    rows = upkeep.list_old(library.session, before, AT_ONCE)
    for signal in rows:
        signal.goal = signal.story = signal.area = signal.lesson_reason = ""
        signal.original_goal = signal.original_story = None
        upkeep.blank_steps(library.session, signal.id)
    library.session.flush()
    return len(rows)


def _missed(signal: Signal, today: date) -> Iterable[Pledge]:
    for pledge, (due, kept_on) in kept_days(signal).items():
        if not kept_on and is_missed(due, kept_on, today):
            yield pledge


def _tell(library: Library, signal: Signal, pledge: Pledge, write: Write, at: datetime) -> None:
    label = label_of(signal.year, signal.number)
    letters = []
    for person in _whom(library, signal, pledge):
        subject, body = write(
            "signal_missed",
            person.language,
            name=person.name,
            label=label,
            pledge=pledge.value,
            state=State(signal.state).value,
        )
        letters.append(Letter(person.email, subject, body, kind=MAIL_KIND, person_id=person.id))
    queue_all(library.session, letters, at=at)


def _whom(library: Library, signal: Signal, pledge: Pledge) -> list[Person]:
    """Choose who is told: the coordinators, the leads of the handler's unit, or those of all.

    Nobody is told of a signal about themselves; where nobody leads, the coordinators are told.
    """
    leads: list[Person] = []
    if pledge is Pledge.CONTACT:
        leads = _leads_of(library, signal.handler_id)
    elif pledge is Pledge.ANSWER:
        leads = upkeep.list_leads(library.session, ROOT_ID)
    found = leads or list_active_with(library.session, COORDINATORS)
    return [person for person in found if person.id != signal.subject_id]


def _leads_of(library: Library, person_id: UUID | None) -> list[Person]:
    person = find_person(library.session, person_id) if person_id else None
    return upkeep.list_leads(library.session, person.unit_id) if person else []
