"""Completion: written at the click, by each unit's rule, and never taken away again."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.learner import Learner
from tests.world import World, read_files
from training.domain.document import Kind
from training.services.enrolment import enrol
from training.services.errors import NotFound
from training.store.attempts import Attempt
from training.store.enrolment import Enrolment, UnitStatus

COURSE, COURSE_EN = "content/courses/proef.md", "content/courses/proef.en.md"
BANK, BANK_EN = "content/scenarios/bank.md", "content/scenarios/bank.en.md"
QUIZ_LINK = '[Vragen](../../quizzes/vragen.md "geslaagd")'
BANK_LINK = "[De bank](../scenarios/bank.md)"


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def with_course(world: World, *changes: tuple[str, str], slug: str = "proef") -> None:
    """Load the trial course with changes, or a second course like it."""
    files = read_files()
    source = files[COURSE].decode().replace("id: proef", f"id: {slug}")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    if slug == "proef":
        del files[COURSE_EN]
    files[f"content/courses/{slug}.md"] = source.encode()
    assert not world.load(files).refused


def enrolment(learner: Learner, slug: str = "proef") -> Enrolment:
    with learner.world.transaction() as library:
        return enrol(library, learner_key=learner.key, course_slug=slug, at=learner.world.clock())


def status_row(learner: Learner, slug: str, course: str = "proef") -> UnitStatus:
    row, kinds = enrolment(learner, course), {"bank": Kind.SCENARIO, "vragen": Kind.QUIZ}
    with learner.world.transaction() as library:
        entry = library.catalogue.original(kinds[slug], slug)
        assert entry
        found = library.session.get(UnitStatus, (row.id, entry.document_id))
        assert found
        return found


def test_a_course_is_completed_at_the_last_click_and_not_before(lena: Learner) -> None:
    lena.read_lesson()
    lena.play("Ik vraag wat", "Ik vraag het na")
    assert (enrolment(lena).completion, enrolment(lena).receipt_number) == ("in-progress", None)
    lena.world.clock.advance(hours=1)
    lena.take_quiz()
    row = enrolment(lena)
    assert (row.completion, row.success) == ("completed", "passed")
    assert row.completed_at == lena.world.clock()
    assert row.receipt_number


def test_practice_never_takes_anything_away(lena: Learner) -> None:
    lena.complete()
    before, states = enrolment(lena), lena.states()
    receipt = lena.receipt()
    lena.world.clock.advance(days=40)
    lena.play("Ik zeg dat het nooit")
    lena.take_quiz(wrong=("11-wat-is-het-doel", "12-wat-helpt", "22-wat-doet-u"))
    after = enrolment(lena)
    assert (after.completed_at, after.success) == (before.completed_at, "passed")
    assert after.receipt_number == before.receipt_number
    assert lena.states() == states
    assert lena.receipt() == receipt


def test_a_passed_rule_on_a_scenario_waits_for_a_good_enough_path(lena: Learner) -> None:
    with_course(lena.world, (BANK_LINK, '[De bank](../scenarios/bank.md "geslaagd")'))
    lena.play("Ik zeg dat het nooit")
    assert lena.states()["bank"] == "in-progress"
    assert status_row(lena, "bank").success == "failed"
    lena.play("Ik vraag wat", "Ik vraag het na")
    assert lena.states()["bank"] == "done"


@pytest.mark.parametrize(
    ("rule", "after_failing", "after_passing"),
    [
        ("voltooid", "done", "done"),
        ("geslaagd", "in-progress", "done"),
        ("voltooid en geslaagd", "in-progress", "done"),
        ("voltooid of geslaagd", "done", "done"),
        ("niet nodig", "done", "done"),
    ],
)
def test_each_rule_decides_when_a_quiz_is_done(
    small_world: World, rule: str, after_failing: str, after_passing: str
) -> None:
    with_course(small_world, ("geslaagd", rule))
    lena, wrong = Learner(small_world), ("11-wat-is-het-doel", "12-wat-helpt")
    attempt_id = lena.take_quiz(wrong=wrong)
    assert lena.states()["vragen"] == after_failing
    lena.retake(attempt_id)
    lena.answer(attempt_id, round_=2)
    assert lena.states()["vragen"] == after_passing


def test_a_unit_that_is_not_needed_does_not_hold_a_course_up(lena: Learner) -> None:
    with_course(lena.world, ("geslaagd", "niet nodig"))
    lena.read_lesson()
    assert enrolment(lena).completion == "in-progress"
    lena.play("Ik vraag wat", "Ik vraag het na")
    assert enrolment(lena).completion == "completed"


def test_a_failed_measurement_does_not_make_a_passed_course(lena: Learner) -> None:
    with_course(lena.world, ("geslaagd", "voltooid"))
    lena.read_lesson()
    lena.play("Ik vraag wat", "Ik vraag het na")
    attempt_id = lena.take_quiz(wrong=("11-wat-is-het-doel", "12-wat-helpt"))
    assert (enrolment(lena).completion, enrolment(lena).success) == ("completed", "failed")
    before, done = enrolment(lena), status_row(lena, "vragen")
    lena.world.clock.advance(days=2)
    lena.retake(attempt_id)
    lena.answer(attempt_id, round_=2)
    after = enrolment(lena)
    assert (after.success, after.completed_at) == ("passed", before.completed_at)
    assert status_row(lena, "vragen").completed_at == done.completed_at


def test_a_better_score_on_a_later_version_leaves_the_proof_as_it_was(lena: Learner) -> None:
    lena.read_lesson()
    lena.play("Ik zeg dat het nooit")
    lena.take_quiz()
    before = lena.receipt()
    files = read_files()
    files[BANK] = files[BANK].replace(b"Een buurman", b"Een buurvrouw")
    lena.world.load(files)
    lena.world.clock.advance(days=2)
    lena.play("Ik vraag wat", "Ik vraag het na")
    assert lena.receipt() == before
    assert status_row(lena, "bank").success == "passed"


def test_a_unit_that_was_retired_does_not_hold_a_course_up(lena: Learner) -> None:
    lena.read_lesson()
    lena.world.load({p: d for p, d in read_files().items() if p not in (BANK, BANK_EN)})
    page = lena.course_page()
    assert (page.card.units_done, page.card.units_total) == (1, 2)
    attempt_id = lena.take_quiz()
    assert enrolment(lena).completion == "completed"
    result = lena.quiz(attempt_id).result
    assert result
    assert result.is_course_done


def test_two_courses_that_share_a_unit_both_move_on(lena: Learner) -> None:
    with_course(lena.world, slug="tweede")
    enrolment(lena, "tweede")
    lena.play("Ik vraag wat", "Ik vraag het na")
    assert lena.states("tweede")["bank"] == lena.states("proef")["bank"] == "done"


def test_enrolling_is_done_once_and_carries_over_what_was_done(lena: Learner) -> None:
    lena.complete()
    done = status_row(lena, "bank")
    with_course(lena.world, slug="tweede")
    lena.world.clock.advance(days=5)
    row = enrolment(lena, "tweede")
    assert (row.completion, row.completed_at) == ("completed", lena.world.clock())
    assert status_row(lena, "bank", "tweede").completed_at == done.completed_at
    lena.world.clock.advance(days=5)
    assert enrolment(lena, "tweede").id == row.id
    assert enrolment(lena, "tweede").enrolled_at == row.enrolled_at
    assert {lena.receipt("tweede").number, lena.receipt("proef").number} != {row.receipt_number}


def test_carried_over_scores_are_held_against_the_new_courses_own_bar(lena: Learner) -> None:
    with_course(lena.world, ("duur: 10", "duur: 10\nslaaggrens: 50"))
    lena.play("Ik geef hem", "Ik vraag het na")
    assert status_row(lena, "bank").success == "passed"
    strict = (BANK_LINK, '[De bank](../scenarios/bank.md "geslaagd")')
    with_course(lena.world, ("duur: 10", "duur: 10\nslaaggrens: 90"), strict, slug="streng")
    enrolment(lena, "streng")
    assert lena.states("streng")["bank"] == "in-progress"


def test_a_course_that_is_not_there_cannot_be_joined(lena: Learner) -> None:
    with pytest.raises(NotFound):
        enrolment(lena, "bestaat-niet")


def test_an_attempt_stays_on_its_revision_and_holds_its_one_open_place(lena: Learner) -> None:
    first = lena.start(Kind.SCENARIO, "bank")
    files = read_files()
    files[BANK] = files[BANK].replace(b"Een buurman", b"Een buurvrouw")
    lena.world.load(files)
    assert lena.start(Kind.SCENARIO, "bank") == first
    lena.pick(first, "Ik zeg dat het nooit")
    second = lena.start(Kind.SCENARIO, "bank")
    rows = attempts_of(lena)
    assert rows[first].revision_id != rows[second].revision_id
    assert (rows[first].open_slot, rows[first].is_practice) == (None, False)
    assert rows[second].open_slot
    assert rows[second].is_practice


def attempts_of(learner: Learner) -> dict[UUID, Attempt]:
    with learner.world.transaction() as library:
        rows = library.session.scalars(select(Attempt).where(Attempt.learner_key == learner.key))
        return {row.id: row for row in rows}


def test_a_course_that_was_retired_stands_still_and_its_attempts_end_well(lena: Learner) -> None:
    files = read_files()
    scenario, quiz = lena.start(Kind.SCENARIO, "bank"), lena.start(Kind.QUIZ, "vragen")
    lesson = lena.start(Kind.LESSON, "lezen")
    del files[COURSE], files[COURSE_EN]
    lena.world.load(files)
    lena.pick(scenario, "Ik zeg dat het nooit")
    lena.answer(quiz)
    lena.confirm(lesson, 1, 2)
    recap, result = lena.scene(scenario).recap, lena.quiz(quiz).result
    assert recap
    assert result
    assert (recap.next_unit, recap.is_course_done) == (None, False)
    assert (result.next_unit, result.is_course_done) == (None, False)
    assert lena.page(lesson).next_unit is None


def test_a_course_without_the_unit_is_left_alone(lena: Learner) -> None:
    link = "1. [Lezen](../lessons/lezen.md)"
    with_course(
        lena.world,
        (link, "1. [Vragen](../../quizzes/vragen.md)"),
        (f"2. {QUIZ_LINK}", ""),
        slug="zonder",
    )
    enrolment(lena, "zonder")
    lena.read_lesson()
    assert set(lena.states("zonder").values()) == {"not-started"}


def test_play_and_quiz_go_on_without_a_framework(lena: Learner) -> None:
    files = {path: data for path, data in read_files().items() if "competenc" not in path}
    lena.world.load(files)
    attempt_id = lena.play("Ik geef hem", "Ik beloof")
    page = lena.scene(attempt_id)
    assert page.feedback
    assert (page.feedback.competency_name, page.feedback.limit_code) == ("", "L3")
    assert page.feedback.limit_name == ""
    assert page.recap
    assert {point.name for point in page.recap.practised} == {""}
    assert lena.quiz(lena.take_quiz()).result
