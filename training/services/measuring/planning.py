"""Plans a measurement, freezes what it asks and of whom when it opens, and closes it."""

from dataclasses import dataclass
from datetime import date, datetime

from training.domain.document import Kind
from training.domain.forms import are_parallel, design_of
from training.domain.measuring import State, Wave
from training.domain.quiz import Quiz
from training.services.aligning.asking import enqueue_for_measurement
from training.services.audit import SYSTEM, Actor, note
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import NewJob, enqueue
from training.services.library import Library
from training.store import measurement as store
from training.store import organisation
from training.store.library import Entry
from training.store.measurement import Measurement, MeasurementUnit
from training.store.people import count_by_unit

INVITE, REPORT = "measurement-forms", "measurement-report"
LONGEST_TITLE = 200
PERCENTS = (100, 50, 33, 25)
USUAL_FORMS = ("kern-a", "kern-b")


@dataclass(frozen=True, slots=True)
class NewMeasurement:
    """What HR fills in; `before` is the number of the measurement to compare with, 0 for none."""

    wave: Wave
    title: str
    opens_on: date
    closes_on: date
    percent: int
    form_a: str
    form_b: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A quiz that can be a form of a measurement."""

    slug: str
    title: str
    letter: str


def list_forms(library: Library) -> tuple[FormChoice, ...]:
    """List the quizzes that say that they are a form."""
    found = []
    for entry in library.catalogue.entries:
        if entry.kind == Kind.QUIZ and entry.language == entry.original:
            letter = library.take(entry.revision_id, Quiz).form
            if letter:
                found.append(FormChoice(entry.slug, entry.title, letter))
    return tuple(sorted(found, key=lambda form: (form.slug not in USUAL_FORMS, form.title)))


def plan(
    library: Library, new: NewMeasurement, *, seed: int, actor: Actor, today: date, at: datetime
) -> int:
    """Plan a measurement and give its number; raises `Invalid` with the code of what is wrong."""
    title = " ".join(new.title.replace("\0", "").split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid("measurement-title")
    if new.closes_on < new.opens_on or new.closes_on < today:
        raise Invalid("measurement-days")
    if new.percent not in PERCENTS:
        raise Invalid("measurement-percent")
    if new.before and store.find(library.session, new.before) is None:
        raise Invalid("measurement-before")
    form_a, form_b = _forms(library, new.form_a, new.form_b)
    measurement = Measurement(
        kind=new.wave.value,
        title=title,
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        percent=new.percent,
        seed=seed,
        before_id=new.before or None,
        form_a_id=form_a.document_id,
        form_b_id=form_b.document_id,
    )
    library.session.add(measurement)
    library.session.flush()
    _note(library, measurement, "measurement-planned", actor, at)
    return measurement.id


def withdraw(library: Library, number: int, *, actor: Actor, at: datetime) -> None:
    """Take a plan away that was never opened; raises `NotFound`, `Conflict`."""
    measurement = get_locked(library, number)
    if measurement.frozen_at:
        raise Conflict("measurement-opened")
    for later in store.list_all(library.session):
        if later.before_id == number:
            later.before_id = None
    library.session.flush()
    library.session.delete(measurement)
    _note(library, measurement, "measurement-withdrawn", actor, at)


def open_(library: Library, number: int, *, actor: Actor, at: datetime) -> None:
    """Freeze the texts and the units of this moment, and begin to hand out forms.

    Opening twice does nothing. Raises `NotFound`; `Conflict` for forms that are gone or are not
    parallel any more.
    """
    measurement = get_locked(library, number)
    if measurement.frozen_at:
        return
    entries = {
        entry.document_id: entry
        for entry in library.catalogue.entries
        if entry.language == entry.original
    }
    form_a, form_b = entries.get(measurement.form_a_id), entries.get(measurement.form_b_id)
    if form_a is None or form_b is None or not _are_forms(library, form_a, form_b):
        raise Conflict("measurement-forms")
    framework = library.catalogue.framework()
    measurement.text_a_id, measurement.text_b_id = form_a.revision_id, form_b.revision_id
    measurement.framework_id = framework.revision_id if framework else None
    measurement.frozen_at = at
    _freeze_units(library, measurement)
    library.session.flush()
    job = NewJob(INVITE, {"measurement": str(number)}, key=f"{INVITE}:{number}")
    enqueue(library.session, job, at=at, by=actor.person_id)
    _note(library, measurement, "measurement-opened", actor, at)


def close(library: Library, number: int, *, actor: Actor, at: datetime) -> None:
    """Take no more answers, and begin to make the report; closing twice does nothing.

    Raises `NotFound`, `Conflict` for one that does not run yet.
    """
    measurement = get_locked(library, number)
    if measurement.closed_at:
        return
    if measurement.prepared_at is None:
        raise Conflict("measurement-not-open")
    measurement.closed_at = at
    library.session.flush()
    job = NewJob(REPORT, {"measurement": str(number)}, key=f"{REPORT}:{number}")
    enqueue(library.session, job, at=at, by=actor.person_id)
    enqueue_for_measurement(library.session, number, at)
    _note(library, measurement, "measurement-closed", actor, at)


def keep_calendar(library: Library, *, today: date, at: datetime) -> int:
    """Open and close what the calendar says; gives how many. What cannot open waits for HR."""
    count = 0
    for found in store.list_all(library.session):
        state = state_of(found, has_report=False)
        if state is State.PLANNED and found.opens_on <= today <= found.closes_on:
            try:
                open_(library, found.id, actor=SYSTEM, at=at)
            except Conflict:
                continue
            count += 1
        elif state is State.OPEN and found.closes_on < today:
            close(library, found.id, actor=SYSTEM, at=at)
            count += 1
    return count


def state_of(measurement: Measurement, *, has_report: bool) -> State:
    """Tell how far a measurement is."""
    if measurement.closed_at:
        return State.READY if has_report else State.CLOSED
    if measurement.prepared_at:
        return State.OPEN
    return State.PREPARING if measurement.frozen_at else State.PLANNED


def get(library: Library, number: int) -> Measurement:
    """Find a measurement; raises `NotFound`."""
    found = store.find(library.session, number)
    if found is None:
        raise NotFound("measurement")
    return found


def get_locked(library: Library, number: int) -> Measurement:
    """Find a measurement to write to; raises `NotFound`."""
    found = store.lock(library.session, number)
    if found is None:
        raise NotFound("measurement")
    return found


def _forms(library: Library, slug_a: str, slug_b: str) -> tuple[Entry, Entry]:
    form_a = library.catalogue.original(Kind.QUIZ, slug_a)
    form_b = library.catalogue.original(Kind.QUIZ, slug_b)
    if form_a is None or form_b is None or not _are_forms(library, form_a, form_b):
        raise Invalid("measurement-forms")
    return form_a, form_b


def _are_forms(library: Library, form_a: Entry, form_b: Entry) -> bool:
    one, other = library.take(form_a.revision_id, Quiz), library.take(form_b.revision_id, Quiz)
    return (one.form, other.form) == ("A", "B") and are_parallel(design_of(one), design_of(other))


def _freeze_units(library: Library, measurement: Measurement) -> None:
    people = count_by_unit(library.session)
    library.session.add_all(
        MeasurementUnit(
            measurement_id=measurement.id,
            unit_id=unit.id,
            parent_id=unit.parent_id,
            name=unit.name,
            layer=unit.layer,
            headcount=people.get(unit.id, 0),
        )
        for unit in organisation.list_units(library.session)
    )


def _note(
    library: Library, measurement: Measurement, action: str, actor: Actor, at: datetime
) -> None:
    note(library.session, actor, action, f"measurement:{measurement.id}", "ok", at=at)
