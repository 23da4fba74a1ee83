"""A form at once, no feedback at the baseline, and nobody the same form twice."""

from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.domain.by_hand import imbalance
from tests.services.learner import Learner
from tests.services.measuring.waves import Waves, form_text, with_forms
from training.domain.document import Kind
from training.domain.measuring import Wave
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.measuring import planning, taking
from training.services.measuring.inviting import hand_out
from training.store.answer import Answer
from training.store.attempts import Attempt
from training.store.measurement import Invited, Participation, turnout


def answers(waves: Waves) -> Counter[tuple[str, int]]:
    with waves.world.transaction() as library:
        query = select(Answer.occasion, Answer.occasion_id)
        return Counter((row[0], row[1]) for row in library.session.execute(query))


def invitations(waves: Waves, key: UUID) -> tuple[taking.Invitation, ...]:
    with waves.world.transaction() as library:
        return taking.list_invitations(library, key, waves.world.clock().date())


def test_everyone_gets_a_form_and_the_units_are_in_balance(waves: Waves) -> None:
    for unit, count in (("Balie", 7), ("Vergunningen", 4), ("Raad", 5)):
        waves.staff(unit, count)
    number = waves.open()
    forms: dict[UUID, list[str]] = {}
    for part in waves.parts(number):
        forms.setdefault(part.unit_id, []).append(part.form)
    assert len(forms[waves.organisation.units["Balie"]]) == 7
    assert {imbalance(found) for found in forms.values()} <= {0, 1}


def test_a_baseline_tells_nothing_and_its_answers_count_once(waves: Waves) -> None:
    key = waves.staff("Balie", 1)[0]
    number = waves.open()
    attempt_id = waves.take(number, key, 0, 1, 2, 3)
    page = waves.page(attempt_id, key)
    assert page.result
    assert (page.items, page.result.items, page.result.is_scored) == ((), (), False)
    assert answers(waves) == {("measurement", number): 4}
    assert waves.take(number, key, 3) == attempt_id
    assert answers(waves) == {("measurement", number): 4}
    assert invitations(waves, key) == ()
    with waves.world.transaction() as library:
        assert turnout(library.session, number).finished == 1


def test_a_later_measurement_explains_at_its_end_and_has_the_other_form(waves: Waves) -> None:
    keys = waves.staff("Balie", 4)
    first = waves.open()
    for key in keys:
        waves.take(first, key, 1)
    waves.close(first)
    second = waves.open(Wave.AFTER, before=first)
    before = {part.learner_key: part.form for part in waves.parts(first)}
    after = {part.learner_key: part.form for part in waves.parts(second)}
    assert all({before[key], after[key]} == {"A", "B"} for key in keys)
    page = waves.page(waves.take(second, keys[0], 3), keys[0])
    assert page.result
    assert [item.explanation for item in page.result.items if item.explanation]


def test_who_met_both_forms_is_told_and_is_counted_apart(waves: Waves) -> None:
    key = waves.staff("Balie", 1)[0]
    for wave in (Wave.BASELINE, Wave.AFTER):
        number = waves.open(wave)
        waves.take(number, key, 2)
        waves.close(number)
    third = waves.open(Wave.LATER)
    assert invitations(waves, key) == ()
    with pytest.raises(Conflict):
        waves.begin(third, key)
    with waves.world.transaction() as library:
        today = waves.world.clock().date()
        assert taking.read(library, third, key, today).has_met_both
        assert turnout(library.session, third).excluded == 1


def test_who_met_a_form_in_a_course_gets_the_other_even_after_the_opening(waves: Waves) -> None:
    number = waves.open()
    lena = Learner(waves.world)
    part = next(part for part in waves.parts(number) if part.learner_key == lena.key)
    slug = f"kern-{part.form.lower()}"
    course = with_forms()["content/courses/proef.md"].decode().replace("vragen.md", f"{slug}.md")
    waves.world.load(with_forms(**{"content/courses/proef.md": course.encode()}))
    lena.start(Kind.QUIZ, slug)
    waves.begin(number, lena.key)
    changed = next(part for part in waves.parts(number) if part.learner_key == lena.key)
    assert {part.form, changed.form} == {"A", "B"}


def test_newcomers_get_a_form_that_keeps_the_balance(waves: Waves) -> None:
    waves.staff("Balie", 3)
    number = waves.open()
    for newcomer in (waves.organisation.person(f"Nieuw {n}", "Balie") for n in range(5)):
        assert invitations(waves, newcomer)
        waves.begin(number, newcomer)
    unit = waves.organisation.units["Balie"]
    forms = [part.form for part in waves.parts(number) if part.unit_id == unit]
    assert (len(forms), imbalance(forms)) == (8, 0)


def test_who_moves_while_forms_are_handed_out_gets_one(waves: Waves) -> None:
    key = waves.staff("Balie", 3)[0]
    number = waves.open()
    with waves.world.transaction() as library:
        measurement = planning.get(library, number)
        unit = waves.organisation.units["Vergunningen"]
        hand_out(library, measurement, [Invited(key, unit, "officials")])
    assert [part.learner_key for part in waves.parts(number)].count(key) == 1


def test_a_lot_decides_whom_half_a_measurement_asks(waves: Waves) -> None:
    keys = waves.staff("Balie", 20)
    number = waves.open(percent=50)
    asked = {part.learner_key for part in waves.parts(number)}
    assert 4 <= len(asked & set(keys)) <= 16
    other = next(key for key in keys if key not in asked)
    assert invitations(waves, other) == ()
    with pytest.raises(NotFound):
        waves.begin(number, other)


def test_the_texts_and_units_are_those_of_the_opening(waves: Waves) -> None:
    key = waves.staff("Balie", 1)[0]
    number = waves.open()
    waves.world.load(with_forms(**{"quizzes/kern-a.md": form_text("A", codes=("1.1",) * 1)}))
    attempt_id = waves.begin(number, key)
    assert waves.page(attempt_id, key).total == 4
    with waves.world.transaction() as library:
        attempt = library.session.get_one(Attempt, attempt_id)
        assert (attempt.course_id, attempt.is_practice, attempt.open_slot) == (None, False, None)


def test_a_closed_measurement_takes_no_answer(waves: Waves) -> None:
    key = waves.staff("Balie", 1)[0]
    number = waves.open()
    attempt_id = waves.begin(number, key)
    waves.close(number)
    with pytest.raises(NotFound):
        waves.page(attempt_id, key)
    with pytest.raises(NotFound):
        waves.begin(number, key)
    assert not answers(waves)


def test_another_persons_part_is_not_found(waves: Waves) -> None:
    key, other = waves.staff("Balie", 2)
    attempt_id = waves.begin(waves.open(), key)
    with pytest.raises(NotFound):
        waves.page(attempt_id, other)


def test_forms_that_are_not_parallel_are_refused(waves: Waves) -> None:
    planned = waves.plan()
    waves.world.load(with_forms(**{"quizzes/kern-b.md": form_text("B", codes=("1.1", "1.2"))}))
    with pytest.raises(Invalid):
        waves.plan()
    with pytest.raises(Conflict), waves.world.transaction() as library:
        planning.open_(library, planned, actor=Actor(), at=waves.world.clock())


def test_the_calendar_opens_and_closes(waves: Waves) -> None:
    number = waves.plan()
    clock = waves.world.clock
    for days in (0, 20):
        clock.advance(days=days)
        with waves.world.transaction() as library:
            assert planning.keep_calendar(library, today=clock().date(), at=clock()) == 1
        waves.work()
    with waves.world.transaction() as library:
        assert planning.get(library, number).closed_at
        assert not library.session.scalars(select(Participation.started_on)).first()
