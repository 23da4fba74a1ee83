"""A change of meaning asks the changed parts of who completed the text; a slip asks nothing."""

from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.services.learner import Learner
from tests.services.revisiting.looking import (
    BANK,
    LESSON,
    PLAN,
    QUESTION,
    QUIZ,
    change,
    look,
    reply,
    unit,
)
from tests.services.statements import counted
from tests.services.together import at_once
from tests.world import LIBRARY, World
from training.domain.document import Kind
from training.domain.judgement import Level
from training.domain.sitting import Posted
from training.services.errors import Conflict, Invalid, NotFound
from training.store.enrolment import Enrolment
from training.store.library import Revision
from training.store.revisit import Revisit


@pytest.fixture
def lena(world: World) -> Learner:
    learner = Learner(world)
    learner.complete()
    return learner


def waiting(learner: Learner) -> list[tuple[str, int]]:
    return [(unit.title, unit.questions) for unit in learner.home().renewed]


def kept(world: World) -> list[tuple[str, list[int]]]:
    with world.session() as session:
        return [(row.part, row.answer) for row in session.scalars(select(Revisit))]


def test_a_slip_that_was_mended_asks_nothing(lena: Learner, world: World) -> None:
    change(world, BANK, dict([PLAN]))
    assert waiting(lena) == []
    assert not look(lena, unit(world, Kind.SCENARIO, "bank")).part


def test_a_change_of_meaning_asks_the_changed_scene_with_its_feedback(
    lena: Learner, world: World
) -> None:
    change(world, BANK, dict([PLAN]), meaning=2)
    assert waiting(lena) == [("De bank", 1)]
    page = look(lena, unit(world, Kind.SCENARIO, "bank"))
    assert (page.part, page.left, page.role) == ("het-plan", 1, "baliemedewerker")
    assert "zijn moeder" in page.body
    asked = next(choice for choice in page.choices if choice.text.startswith("Ik vraag het na"))
    reply(lena, page, position=asked.position)
    done = look(lena, page.document_id, page.part)
    assert done.is_answered
    assert done.feedback
    assert done.feedback.level is Level.INVITING
    assert waiting(lena) == []
    assert lena.states()["bank"] == "done"
    assert kept(world) == [("het-plan", [1])]


def test_a_second_click_keeps_the_first_answer(lena: Learner, world: World) -> None:
    change(world, BANK, dict([PLAN]), meaning=2)
    page = look(lena, unit(world, Kind.SCENARIO, "bank"))
    at_once([partial(reply, lena, page, position=1), partial(reply, lena, page, position=2)])
    first = kept(world)
    reply(lena, page, position=2)
    assert len(first) == 1
    assert kept(world) == first


def test_a_question_and_a_page_are_asked_too(lena: Learner, world: World) -> None:
    change(world, QUIZ, {"Kies het lichtste dat helpt.": "Kies wat helpt."}, meaning=2)
    change(world, LESSON, {"En hier nog iets.": "Iets heel anders."}, meaning=2)
    assert waiting(lena) == [("Lezen", 1), ("Vragen", 1)]
    page = look(lena, unit(world, Kind.LESSON, "lezen"))
    assert (page.choices, page.item) == ((), None)
    reply(lena, page)
    page = look(lena, unit(world, Kind.QUIZ, "vragen"))
    assert page.item
    right = [o.position for o in page.item.options if "reglement" not in o.text]
    with pytest.raises(Invalid, match="answer-multiple"):
        reply(lena, page, posted=Posted())
    reply(lena, page, posted=Posted(tuple(right)))
    answered = look(lena, page.document_id, page.part).item
    assert answered
    assert answered.is_right
    assert "Kies wat helpt" in answered.explanation
    assert waiting(lena) == []


def test_several_versions_are_asked_at_once_and_never_twice(lena: Learner, world: World) -> None:
    bank = unit(world, Kind.SCENARIO, "bank")
    change(world, BANK, dict([PLAN]), meaning=2)
    reply(lena, look(lena, bank), position=1)
    change(world, BANK, {"zijn moeder": "zijn oude moeder"}, meaning=2)
    assert waiting(lena) == []
    change(world, BANK, dict([QUESTION]), meaning=3)
    assert waiting(lena) == [("De bank", 1)]
    otto = Learner(world, "otto")
    otto.complete()
    assert waiting(otto) == []
    assert look(lena, bank).part == "de-vraag"


def test_who_does_the_new_text_again_has_seen_what_changed(lena: Learner, world: World) -> None:
    change(world, BANK, dict([PLAN]), meaning=2)
    change(world, QUIZ, {"Kies het lichtste dat helpt.": "Kies wat helpt."}, meaning=2)
    change(world, LESSON, {"En hier nog iets.": "Iets heel anders."}, meaning=2)
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    lena.pick(attempt_id, "Ik vraag wat")
    assert len(waiting(lena)) == 3  # half of it is not all of it
    lena.pick(attempt_id, "Ik vraag het na")
    assert waiting(lena) == [("Lezen", 1), ("Vragen", 1)]
    assert not look(lena, unit(world, Kind.SCENARIO, "bank")).part
    lena.read_lesson()
    lena.take_quiz()
    assert waiting(lena) == []
    change(world, BANK, {"zijn moeder": "zijn oude moeder"}, meaning=3)
    assert waiting(lena) == [("De bank", 1)]


def test_what_another_did_again_is_not_seen_by_everybody(lena: Learner, world: World) -> None:
    otto = Learner(world, "otto")
    otto.complete()
    change(world, BANK, dict([PLAN]), meaning=2)
    otto.play("Ik vraag wat", "Ik vraag het na")
    assert (waiting(otto), waiting(lena)) == ([], [("De bank", 1)])


def test_who_is_half_way_finishes_on_the_old_text(world: World) -> None:
    lena = Learner(world)
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    lena.pick(attempt_id, "Ik vraag wat")
    change(world, BANK, dict([PLAN]), meaning=2)
    assert "oudere wandelaars" in lena.scene(attempt_id).body
    lena.pick(attempt_id, "Ik vraag het na")
    assert lena.scene(attempt_id).recap
    assert waiting(lena) == [("De bank", 1)]


def test_who_is_half_way_sees_a_slip_mended(world: World) -> None:
    lena = Learner(world)
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    lena.pick(attempt_id, "Ik vraag wat")
    change(world, BANK, dict([PLAN]))
    assert "zijn moeder" in lena.scene(attempt_id).body


def test_who_stands_in_a_scene_that_is_gone_can_finish(world: World) -> None:
    lena = Learner(world)
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    lena.pick(attempt_id, "Ik vraag wat")
    text = (LIBRARY / BANK).read_text()
    scene = text[text.index("## Het plan") : text.index("## Einde: een bank")]
    change(
        world,
        BANK,
        {
            scene: "",
            "(#het-plan": "(#einde-een-bank",
            "id: bank": "id: bank\nhernoemd: het-plan -> -",
        },
        meaning=2,
        without="content/scenarios/bank.en.md",
    )
    lena.pick(attempt_id, "Ik vraag het na")
    assert lena.scene(attempt_id).recap
    assert waiting(lena) == []


def test_a_change_while_the_page_was_open_shows_the_page_anew(lena: Learner, world: World) -> None:
    change(world, BANK, dict([PLAN]), meaning=2)
    page = look(lena, unit(world, Kind.SCENARIO, "bank"))
    change(world, BANK, {"zijn moeder": "zijn oude moeder"}, meaning=3)
    with pytest.raises(Conflict):
        reply(lena, page, position=1)
    assert kept(world) == []


def test_what_is_not_ones_own_or_not_asked_is_not_found(lena: Learner, world: World) -> None:
    bank = unit(world, Kind.SCENARIO, "bank")
    with pytest.raises(NotFound):
        look(Learner(world, "otto"), bank)
    with pytest.raises(NotFound):
        look(lena, unit(world, Kind.COURSE, "proef"))
    change(world, BANK, dict([PLAN]), meaning=2)
    page = look(lena, bank)
    with pytest.raises(Invalid):
        reply(lena, page, position=99)
    elsewhere = type(page)(bank, page.revision_id, "", "de-vraag", 1)
    with pytest.raises(NotFound):
        reply(lena, elsewhere, position=1)


def test_a_reader_of_english_gets_the_original_until_the_translation_follows(
    lena: Learner, world: World
) -> None:
    change(world, BANK, dict([PLAN]), meaning=2)
    page = look(Learner(world, "lena", "en"), unit(world, Kind.SCENARIO, "bank"))
    assert "zijn moeder" in page.body
    change(world, "content/scenarios/bank.en.md", {"older walkers": "his mother"})
    page = look(Learner(world, "lena", "en"), page.document_id)
    assert "his mother" in page.body


def test_only_the_present_cycle_counts(lena: Learner, world: World) -> None:
    change(world, BANK, dict([PLAN]), meaning=2)
    with world.session() as session:
        row = session.scalars(select(Enrolment)).one()
        values = {c.key: getattr(row, c.key) for c in Enrolment.__table__.columns}
        again = {**values, "id": uuid4(), "cycle": 2}
        session.add(Enrolment(**again | {"receipt_number": None, "standing": None}))
    assert waiting(lena) == []


def test_the_home_page_asks_one_thing_more_after_a_slip_and_nothing_before(
    lena: Learner, world: World
) -> None:
    def cost() -> int:
        with counted(world) as statements:
            lena.home()
        return len([text for text in statements if "person.email" not in text])

    lena.home()
    before = cost()
    change(world, BANK, dict([PLAN]))
    lena.home()
    with world.session() as session:
        session.execute(update(Revision).where(~Revision.is_current).values(source="kapot"))
    world.shelf = type(world.shelf)()
    lena.course_page()
    lena.home()
    assert (before, cost()) == (3, 4)
