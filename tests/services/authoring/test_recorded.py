"""What only the database knows: answers that would be lost, translations that lag behind."""

import pytest

from tests.services.authoring.desk import save
from tests.services.learner import Learner
from tests.services.questions import GOAL
from tests.services.revisiting.looking import BANK, PLAN, QUESTION, QUIZ, change
from tests.world import LIBRARY, World, read_files
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind
from training.services.authoring.checking import Checker
from training.services.authoring.translated_parts import State
from training.services.translating.side_by_side import side_by_side

ENGLISH = "content/scenarios/bank.en.md"
COURSE, COURSE_ENGLISH = "content/courses/proef.md", "content/courses/proef.en.md"
GONE = {"## Het plan": "## De afspraak", "(#het-plan": "(#de-afspraak"}
EXPECTED = {
    "renamed": Diagnostic(
        "E33",
        1,
        values={"name": "het-plan", "key": "hernoemd", "suggestion": "de-afspraak"},
        variant="suggestion",
    ),
    "two": Diagnostic("E33", 4, values={"name": GOAL, "key": "hernoemd"}),
    "part": Diagnostic("W30", 34, values={"name": "The plan", "path": BANK}, variant="part"),
    "text": Diagnostic("W30", 1, values={"path": COURSE}, variant="text"),
}
checker = Checker()


def check(world: World, path: str, source: str) -> list[Diagnostic]:
    with world.transaction() as library:
        found = checker.check(library, path, source, today=world.clock().date())
    return [each for each in found.diagnostics if each.code in {"E33", "W30"}]


def text(path: str, edits: dict[str, str]) -> str:
    source = (LIBRARY / path).read_text()
    for old, new in edits.items():
        source = source.replace(old, new)
    return source


@pytest.fixture
def played(world: World) -> World:
    Learner(world).complete()
    return world


def test_a_scene_with_answers_that_is_gone_asks_for_its_new_name(played: World) -> None:
    assert check(played, BANK, text(BANK, GONE)) == [EXPECTED["renamed"]]


@pytest.mark.parametrize("new", ["het-plan -> de-afspraak", "het-plan -> -"])
def test_a_scene_that_was_renamed_or_given_up_is_no_mistake(played: World, new: str) -> None:
    named = {**GONE, "id: bank": f"id: bank\nhernoemd: {new}"}
    assert check(played, BANK, text(BANK, named)) == []


def test_a_name_is_followed_through_every_version(world: World) -> None:
    lena = Learner(world)
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    plan = {"## Het plan": "## Plan", "(#het-plan": "(#plan"}
    named = {**plan, "id: bank": "id: bank\nhernoemd: het-plan -> plan"}
    change(world, BANK, named, without=ENGLISH)
    change(world, BANK, {"hernoemd: het-plan -> plan\n": ""})  # nobody answered there yet
    lena.pick(attempt_id, "Ik vraag wat", "Ik vraag het na")  # half-way, on the oldest text
    assert check(world, BANK, text(BANK, {**plan, "Meneer Claes staat": "Meneer Claes zit"})) == []
    [found] = check(world, BANK, text(BANK, GONE))
    assert (found.code, found.values["name"]) == ("E33", "plan")
    told = {**GONE, "id: bank": "id: bank\nhernoemd: plan -> de-afspraak"}
    assert check(world, BANK, text(BANK, told)) == []


def test_a_scene_without_answers_may_go(world: World) -> None:
    assert check(world, BANK, text(BANK, GONE)) == []


def test_a_question_with_answers_that_is_gone_is_named_at_the_header_line(played: World) -> None:
    other = {"## 1.1 Wat is het doel?": "## Zomaar", "## 2.1 Hoe": "## Ander\n\n## 2.1 Hoe"}
    source = text(QUIZ, {**other, "id: vragen": "id: vragen\nhernoemd: x -> zomaar"})
    assert check(played, QUIZ, source) == [EXPECTED["two"]]


def test_a_load_refuses_a_text_that_would_lose_answers(played: World) -> None:
    files = {**read_files(), BANK: text(BANK, GONE).encode()}
    del files[ENGLISH]
    report = played.load(files)
    assert [each.code for each in report.refused[BANK]] == ["E33"]
    files[BANK] = files[BANK].replace(b"id: bank", b"id: bank\nhernoemd: het-plan -> de-afspraak")
    assert played.load(files).published == (BANK,)


def test_a_part_of_a_translation_is_outdated_until_it_is_touched(world: World) -> None:
    english = text(ENGLISH, {})
    assert check(world, ENGLISH, english) == []
    world.clock.advance(days=1)
    change(world, BANK, dict([PLAN]), meaning=2)
    assert check(world, ENGLISH, english) == [EXPECTED["part"]]
    touched = {"He tells about older walkers.": "He tells about his mother."}
    assert check(world, ENGLISH, text(ENGLISH, touched)) == []
    change(world, ENGLISH, touched)
    assert check(world, ENGLISH, text(ENGLISH, touched)) == []


def test_a_translation_is_outdated_as_a_whole_where_no_part_changed(world: World) -> None:
    world.clock.advance(days=1)
    change(world, COURSE, {"Een korte cursus": "Een heel andere cursus"}, meaning=2)
    assert check(world, COURSE_ENGLISH, text(COURSE_ENGLISH, {})) == [EXPECTED["text"]]
    other = text(COURSE_ENGLISH, {"A short course": "Quite another course"})
    assert check(world, COURSE_ENGLISH, other) == []


def test_a_slip_that_was_mended_in_the_original_leaves_no_translation_behind(world: World) -> None:
    world.clock.advance(days=1)
    change(world, BANK, dict([PLAN]))
    assert check(world, ENGLISH, text(ENGLISH, {})) == []


def test_the_check_and_the_page_of_a_translation_say_the_same(world: World) -> None:
    world.clock.advance(days=1)
    change(world, BANK, dict([PLAN, QUESTION]), meaning=2)
    for edits in ({}, {"He tells about older walkers.": "He tells about his mother."}):
        source = text(ENGLISH, edits)
        save(world, ENGLISH, source, 0)
        with world.transaction() as library:
            parts = side_by_side(library, ENGLISH).parts
        open_ = [part.translation for part in parts if part.state is State.OUTDATED]
        assert [each.line for each in check(world, ENGLISH, source)] == [
            part.line for part in open_ if part
        ]
