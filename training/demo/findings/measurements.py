"""Plants two measurements: planned, opened and closed by the same use cases as real ones."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from training.demo import bulk
from training.demo.bulk import Row
from training.demo.chance import Chance
from training.demo.findings.answers import COLUMNS
from training.demo.findings.colleagues import MOST, list_colleagues, number_respondents
from training.demo.findings.drawing import AFTER, AWAY, BEFORE, Drawer, Question, with_numbers
from training.domain.measuring import Wave
from training.domain.quiz import Quiz
from training.services import answers
from training.services.answers import Occasion
from training.services.audit import Actor
from training.services.library import Library
from training.services.measuring import planning
from training.services.measuring.planning import USUAL_FORMS, NewMeasurement
from training.store import measurement as store
from training.store.answer import Answer
from training.store.measurement import Measurement, Participation
from training.store.people import count_people

DAYS_AGO = {Wave.BASELINE: 160, Wave.AFTER: 50}
OPEN_FOR = timedelta(days=14)
TITLES = {Wave.BASELINE: "Nulmeting", Wave.AFTER: "Na de training"}
SKIPPED = 15
"""One in so many does not take part."""

ALL, FEW = 100, 25


def has_forms(library: Library) -> bool:
    """Tell whether the library has the two forms of the common core."""
    return {form.slug for form in planning.list_forms(library)} >= set(USUAL_FORMS)


def open_(library: Library, wave: Wave, actor: Actor, *, seed: int, at: datetime) -> None:
    """Plan a measurement of some weeks ago and open it: a job then hands out its forms."""
    then = at - timedelta(days=DAYS_AGO[wave])
    earlier = store.list_all(library.session)
    day = library.day_of(then)
    new = NewMeasurement(
        wave,
        TITLES[wave],
        day,
        day + OPEN_FOR,
        ALL if count_people(library.session) <= MOST else FEW,
        *USUAL_FORMS,
        before=earlier[0].id if earlier else 0,
    )
    number = planning.plan(library, new, seed=seed, actor=actor, today=day, at=then)
    planning.open_(library, number, actor=actor, at=then)


def answer_and_close(
    library: Library, wave: Wave, actor: Actor, chance: Chance, *, at: datetime
) -> None:
    """Let nearly all fill in the form that they were given, and close: a job makes the report."""
    session = library.session
    measurement = next(one for one in store.list_all(session) if one.kind == wave)
    day = measurement.opens_on + OPEN_FOR / 2
    query = (
        select(Participation.learner_key, Participation.form, Participation.id)
        .where(Participation.measurement_id == measurement.id)
        .order_by(Participation.id)
    )
    forms = {row[0].hex: (row[1], row[2]) for row in session.execute(query) if row[0]}
    if measurement.before_id:
        forms |= _other_forms(library, measurement.before_id, forms)
    questions = _questions(library, measurement)
    colleagues = [one for one in list_colleagues(session) if forms.get(one.key, ("",))[0]]
    numbers = number_respondents(session, colleagues, [day])
    drawer, rows, taken = Drawer(chance), list[Row](), list[dict[str, object]]()
    for place, one in enumerate(colleagues):
        if place % SKIPPED == SKIPPED - 1:
            continue
        form, part = forms[one.key]
        taken.append({"id": part, "form": form, "started_on": day, "finished_on": day})
        usual = BEFORE if wave is Wave.BASELINE else AFTER
        for question in questions[form]:
            option = drawer.draw(question.levels, AWAY if one.is_uninviting else usual)
            who, level = numbers[one.key, day.year], question.levels[option]
            occasion = (Occasion.MEASUREMENT.value, measurement.id)
            rows.append((who, question.number, *occasion, option, level, day.isoformat()))
    session.execute(update(Participation), taken)
    bulk.insert(session, Answer, COLUMNS, rows)
    then = at - timedelta(days=DAYS_AGO[wave]) + OPEN_FOR
    planning.close(library, measurement.id, actor=actor, at=then)


def _other_forms(
    library: Library, before_id: int, forms: Mapping[str, tuple[str, int]]
) -> dict[str, tuple[str, int]]:
    """Give who filled in a form before the other one: there is no attempt to see it by."""
    query = select(Participation.learner_key, Participation.form).where(
        Participation.measurement_id == before_id, Participation.finished_on.is_not(None)
    )
    return {
        key.hex: ("B" if form == "A" else "A", forms[key.hex][1])
        for key, form in library.session.execute(query)
        if key and key.hex in forms
    }


def _questions(library: Library, measurement: Measurement) -> dict[str, Sequence[Question]]:
    found: dict[str, Sequence[Question]] = {}
    texts = {
        "A": (measurement.form_a_id, measurement.text_a_id),
        "B": (measurement.form_b_id, measurement.text_b_id),
    }
    for form, (document_id, revision_id) in texts.items():
        if revision_id:
            quiz = library.take(revision_id, Quiz)
            asked = list(answers.asked_in(document_id, revision_id, quiz).values())
            numbers = [answers.number_of(library, one) for one in asked]
            found[form] = with_numbers(asked, numbers)
    return found
