"""Hands out the forms of a measurement: as many of each in every unit, and never one met before."""

from datetime import datetime
from uuid import UUID

from training.domain.forms import Form, assign, is_drawn
from training.services.errors import NotFound
from training.services.jobs import Stage, Task
from training.services.library import Library
from training.services.measuring.planning import get_locked
from training.services.measuring.telling import tell_at_once
from training.store import measurement as store
from training.store.measurement import Invited, Measurement, Participation

AT_ONCE = 500
UNITS_AT_ONCE = 50
LAST = UUID(int=2**128 - 1)
"""Behind every learner of a unit."""


def step(library: Library, task: Task, at: datetime) -> Stage:
    """Hand out the next forms, unit by unit; when all have one, the measurement can be taken."""
    measurement = get_locked(library, int(task.payload["measurement"]))
    unit_id, after = _place(task.stage.cursor)
    units = store.list_peopled(library.session, measurement.id)
    done = task.stage.done
    for unit in [unit for unit in units if unit_id is None or unit >= unit_id][:UNITS_AT_ONCE]:
        behind = after if unit == unit_id else None
        people = store.list_invited(library.session, unit, behind, AT_ONCE)
        hand_out(library, measurement, people)
        done += len(people)
        last = people[-1].learner_key if people else LAST
        if len(people) == AT_ONCE or done - task.stage.done >= AT_ONCE:
            return Stage(f"{unit} {last}", done, done)
    if any(other > unit for other in units):
        return Stage(f"{unit} {LAST}", done, done)
    measurement.prepared_at = at
    tell_at_once(library.session, measurement.id, at=at)
    return Stage("", done, done, is_finished=True)


def hand_out(library: Library, measurement: Measurement, people: list[Invited]) -> None:
    """Give these people a form, those who are drawn and have none yet; by unit, by chance."""
    # Who moves while forms are handed out is met again in the other unit.
    present = store.list_present(
        library.session, measurement.id, [person.learner_key for person in people]
    )
    by_unit: dict[UUID, list[Invited]] = {}
    for person in people:
        is_here = person.learner_key in present
        if not is_here and is_drawn(measurement.seed, person.learner_key.hex, measurement.percent):
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


def _place(cursor: str) -> tuple[UUID | None, UUID | None]:
    unit_id, _, learner_key = cursor.partition(" ")
    return (UUID(unit_id), UUID(learner_key)) if learner_key else (None, None)
