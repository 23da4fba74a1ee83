"""What a learner sees of courses: three lists, a path with the next step, a receipt."""

from datetime import date, timedelta

import pytest

from tests.services.learner import Learner
from tests.world import World, read_files
from training.domain.document import Kind
from training.domain.progress import DueState
from training.services import courses, scenario_text
from training.services.enrolment import duty_by, enrol
from training.services.errors import NotFound

COURSE, COURSE_EN = "content/courses/proef.md", "content/courses/proef.en.md"
BANK, BANK_EN = "content/scenarios/bank.md", "content/scenarios/bank.en.md"
TODAY = date(2026, 11, 23)


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def second_course(world: World, *slugs: str) -> None:
    files = read_files()
    for slug in slugs:
        copy = files[COURSE].replace(b"id: proef", f"id: {slug}".encode())
        files[f"content/courses/{slug}.md"] = copy.replace(b"titel: Proef", b"titel: Tweede")
    assert not world.load(files).refused


def assign(
    learner: Learner, slug: str = "proef", *, starts: date | None = None, due: date | None = None
) -> None:
    with learner.world.transaction() as library:
        enrol(
            library,
            learner_key=learner.key,
            course_slug=slug,
            at=learner.world.clock(),
            duty=duty_by(due, starts),
        )


def test_home_sorts_courses_into_now_later_and_done(lena: Learner) -> None:
    second_course(lena.world, "later", "nu")
    assign(lena, "later", starts=TODAY + timedelta(days=1))
    assign(lena, "nu", starts=TODAY, due=TODAY + timedelta(days=30))
    home = lena.home()
    assert [card.slug for card in home.todo] == ["nu"]
    assert [card.slug for card in home.planned] == ["later"]
    assert [card.slug for card in home.others] == ["proef"]
    assert home.done == ()
    lena.complete()
    home = lena.home()
    assert [card.slug for card in home.done] == ["later", "nu", "proef"]
    assert (home.todo, home.planned, home.others) == ((), (), ())


def test_a_course_is_offered_until_one_begins_and_then_it_is_to_do(lena: Learner) -> None:
    assert lena.home().todo == ()
    (card,) = lena.home().others
    assert (card.units_done, card.units_total, card.is_started) == (0, 3, False)
    assert (card.minutes, card.minutes_left, card.due, card.is_overdue) == (
        10,
        10,
        DueState.NONE,
        False,
    )
    assert card.next_unit
    assert card.next_unit.slug == "lezen"
    lena.read_lesson()
    (card,) = lena.home().todo
    assert (card.units_done, card.minutes_left, card.is_started) == (1, 8, True)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, "overdue"), (0, "due-soon"), (7, "due-soon"), (8, "on-time")],
)
def test_a_due_date_is_on_time_then_near_then_past(
    small_world: World, days: int, state: str
) -> None:
    lena = Learner(small_world)
    assign(lena, due=TODAY + timedelta(days=days))
    (card,) = lena.home().todo
    assert card.due == state
    assert card.is_overdue is (state == "overdue")


def test_a_course_done_late_is_not_overdue(small_world: World) -> None:
    lena = Learner(small_world)
    assign(lena, due=TODAY - timedelta(days=9))
    lena.complete()
    (card,) = lena.home().done
    assert not card.is_overdue


def test_the_path_shows_rules_states_and_the_next_step(lena: Learner) -> None:
    first, second = lena.course_page().modules
    units = [*first.units, *second.units]
    assert [unit.slug for unit in units] == ["lezen", "bank", "vragen"]
    assert [unit.rule for unit in units] == ["pages", "ending", "passed"]
    assert [unit.mastery_percentage for unit in units] == [0, 0, 80]
    assert [unit.is_next for unit in units] == [True, False, False]
    assert {unit.attempt_id for unit in units} == {None}
    attempt_id = lena.read_lesson()
    lena.start(Kind.QUIZ, "vragen")
    lesson, scenario, quiz = (u for module in lena.course_page().modules for u in module.units)
    assert (lesson.state, scenario.state, quiz.state) == ("done", "not-started", "in-progress")
    assert (lesson.attempt_id, lesson.completed_at) == (attempt_id, lena.world.clock())
    # Where one was comes before what comes next in the list.
    assert (lesson.is_next, scenario.is_next, quiz.is_next) == (False, False, True)


@pytest.mark.parametrize(
    ("title", "rule"), [("voltooid", "answered"), ("niet nodig", "not-applicable")]
)
def test_the_path_says_each_rule_of_a_quiz(small_world: World, title: str, rule: str) -> None:
    files = read_files()
    files[COURSE] = files[COURSE].replace(b"geslaagd", title.encode())
    small_world.load({path: data for path, data in files.items() if path != COURSE_EN})
    quiz = Learner(small_world).course_page().modules[1].units[1]
    assert quiz.rule == rule


def test_a_retired_unit_is_left_out_of_the_path(small_world: World) -> None:
    small_world.load({p: d for p, d in read_files().items() if p not in (BANK, BANK_EN)})
    page = Learner(small_world).course_page()
    assert [unit.slug for module in page.modules for unit in module.units] == ["lezen", "vragen"]


def test_pages_are_in_the_readers_language_where_there_is_one(lena: Learner) -> None:
    english = Learner(lena.world, "lena", "en")
    assert english.course_page().title == "Trial course"
    assert english.home().others[0].title == "Trial course"
    titles = [unit.title for module in english.course_page().modules for unit in module.units]
    assert titles == ["Lezen", "The bench", "Questions"]


def test_a_course_that_is_not_there_has_no_page_and_no_receipt(lena: Learner) -> None:
    for look in (lena.course_page, lena.receipt):
        with pytest.raises(NotFound):
            look("bestaat-niet")


def test_a_receipt_comes_with_completion_and_not_before(lena: Learner) -> None:
    with pytest.raises(NotFound):
        lena.receipt()
    lena.read_lesson()
    with pytest.raises(NotFound):
        lena.receipt()
    lena.complete()
    receipt = lena.receipt()
    assert receipt.person_name == "Lena de Wit"
    assert receipt.completed_at == lena.world.clock()
    assert [(unit.title, unit.version) for unit in receipt.units] == [
        ("Lezen", 1),
        ("De bank", 1),
        ("Vragen", 1),
    ]
    assert receipt.number.startswith("2026-")
    assert len(receipt.number) == len("2026-7F3K-9QXM")
    assert not set(receipt.number[5:]) & set("0O1ILU")
    with pytest.raises(NotFound):
        Learner(lena.world, "otto").receipt()


def test_a_receipt_names_the_versions_that_were_done(lena: Learner) -> None:
    files = read_files()
    files[BANK] = files[BANK].replace(b"Een buurman", b"Een buurvrouw")
    files[COURSE] = files[COURSE].replace(b"Een korte", b"Een heel korte")
    lena.world.load(files)
    lena.complete()
    lena.world.load(read_files())
    receipt = lena.receipt()
    assert receipt.course_version == 2
    assert [unit.version for unit in receipt.units] == [1, 2, 1]


def test_a_receipt_outlives_its_course_and_its_units(lena: Learner) -> None:
    lena.complete()
    before, files = lena.receipt(), read_files()
    files[COURSE] = files[COURSE].replace(b"1. [De bank](../scenarios/bank.md)\n2.", b"1.")
    del files[COURSE_EN], files[BANK], files[BANK_EN]
    assert not lena.world.load(files).refused
    after = lena.receipt()
    assert (after.number, after.units) == (before.number, before.units)
    del files[COURSE]
    lena.world.load(files)
    assert lena.receipt().units == before.units
    assert lena.receipt().course_title == before.course_title


def test_a_receipt_points_to_the_next_course(lena: Learner) -> None:
    # Both hold the same units, so what is assigned afterwards must have one more to do.
    lena.complete()
    assert lena.receipt_page().next_course is None
    files = read_files()
    extra = b"\n1. [Nog eens](../lessons/nog-eens.md)\n"
    files["content/lessons/nog-eens.md"] = files["content/lessons/lezen.md"].replace(
        b"id: lezen", b"id: nog-eens"
    )
    copy = files[COURSE].replace(b"id: proef", b"id: nog-een")
    files["content/courses/nog-een.md"] = copy + b"\n## Meer\n" + extra
    assert not lena.world.load(files).refused
    assign(lena, "nog-een")
    following = lena.receipt_page().next_course
    assert following
    assert following.slug == "nog-een"


def test_a_link_to_a_unit_finds_a_course_that_holds_it(small_world: World) -> None:
    with small_world.transaction() as library:
        assert courses.holding(library, Kind.SCENARIO, "bank") == "proef"
        with pytest.raises(NotFound):
            courses.holding(library, Kind.LESSON, "bank")


def test_a_finished_scenario_can_be_read_as_a_whole(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    with lena.world.transaction() as library, pytest.raises(NotFound):
        scenario_text.read(library, attempt_id=attempt_id, learner_key=lena.key, language="nl")
    lena.pick(attempt_id, "Ik geef hem", "Ik beloof")
    with lena.world.transaction() as library:
        text = scenario_text.read(
            library, attempt_id=attempt_id, learner_key=lena.key, language="en"
        )
    assert [scene.title for scene in text.scenes][:2] == ["The question", "The plan"]
    chosen = [choice for scene in text.scenes for choice in scene.choices if choice.was_chosen]
    assert [choice.target_title for choice in chosen] == ["The plan", "Ending: a bench"]
    assert chosen[1].feedback
    assert chosen[1].feedback.limit_code == "L3"
    assert [scene.is_ending for scene in text.scenes] == [False, False, True, True]


def test_a_translation_that_lags_behind_hides_no_unit(small_world: World) -> None:
    files = read_files()
    files["content/lessons/nog-eens.md"] = files["content/lessons/lezen.md"].replace(
        b"id: lezen", b"id: nog-eens"
    )
    files[COURSE] += b"\n## Meer\n\n1. [Nog eens](../lessons/nog-eens.md)\n"
    assert COURSE_EN in small_world.load(files).refused
    english = Learner(small_world, "lena", "en").course_page()
    assert len([unit for module in english.modules for unit in module.units]) == 4
    assert english.card.units_total == 4
