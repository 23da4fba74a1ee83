"""Hands out the forms of a measurement: as many of each in every unit, and never one met before."""

from datetime import datetime
from uuid import UUID

from training.domain.forms import Form, assign, is_drawn
from training.services.errors import NotFound
from training.services.jobs import Stage, Task
from training.services.library import Library
from training.services.measuring.planning import get_locked
from training.store import measurement as store
from training.store.measurement import Invited, Measurement, Participation

AT_ONCE = 500


def step(library: Library, task: Task, at: datetime) -> Stage:
    """Hand out the next forms; when all have one, the measurement can be taken."""
    measurement = get_locked(library, int(task.payload["measurement"]))
    after = _place(task.stage.cursor)
    people = store.list_invited(library.session, after, AT_ONCE)
    hand_out(library, measurement, people)
    done = task.stage.done + len(people)
    if len(people) == AT_ONCE:
        last = people[-1]
        return Stage(f"{last.unit_id} {last.learner_key}", done, done)
    measurement.prepared_at = at
    return Stage("", done, done, is_finished=True)


def hand_out(library: Library, measurement: Measurement, people: list[Invited]) -> None:
    """Give these people a form, those who are drawn and have none yet; by unit, by chance."""
    by_unit: dict[UUID, list[Invited]] = {}
    for person in people:
        if is_drawn(measurement.seed, person.learner_key.hex, measurement.percent):
            by_unit.setdefault(person.unit_id, []).append(person)
    keys = [person.learner_key for unit in by_unit.values() for person in unit]
    letters = {measurement.form_a_id: "A", measurement.form_b_id: "B"}
    met = store.forms_met(library.session, keys, letters)
    taken = store.count_forms(library.session, measurement.id, by_unit)
    for unit_id, unit in by_unit.items():
        forms = assign(
            [(person.learner_key.hex, met.get(person.learner_key, frozenset())) for person in unit],
            taken.get(unit_id, {}),
            seed=measurement.seed,
            salt=unit_id.hex,
        )
        library.session.add_all(
            _part(measurement, person, forms[person.learner_key.hex]) for person in unit
        )
    library.session.flush()


def invite_newcomer(library: Library, number: int, learner_key: UUID) -> Participation:
    """Give somebody who came after the opening a form; raises `NotFound` for who is not drawn."""
    measurement = get_locked(library, number)  # two newcomers of a unit wait for each other
    found = store.find_part(library.session, number, learner_key)
    if found:
        return found
    person = store.find_invited(library.session, learner_key)
    if person is None or not is_drawn(measurement.seed, learner_key.hex, measurement.percent):
        raise NotFound("measurement")
    hand_out(library, measurement, [person])
    made = store.find_part(library.session, number, learner_key)
    if made is None:
        raise NotFound("measurement")
    return made


def _part(measurement: Measurement, person: Invited, form: Form) -> Participation:
    return Participation(
        measurement_id=measurement.id,
        learner_key=person.learner_key,
        unit_id=person.unit_id,
        layer=person.layer,
        form=form,
    )


def _place(cursor: str) -> tuple[UUID, UUID] | None:
    unit_id, _, learner_key = cursor.partition(" ")
    return (UUID(unit_id), UUID(learner_key)) if learner_key else None
