"""How a quiz is shown: as a measurement, on one page, or drawn from a larger set."""

from uuid import UUID

import pytest

from tests.answering import right_for, wrong_for
from tests.services.learner import Learner
from tests.services.questions import GOAL, HELP, NAMES, PATH, PLAN, SCORED, WHO
from tests.world import World, read_files
from training.domain.document import Kind
from training.domain.sitting import Posted
from training.services.errors import NotFound
from training.services.quiz_page import Wish


def begin(learner: Learner) -> UUID:
    return learner.start(Kind.QUIZ, "vragen")


def with_setting(world: World, line: str) -> None:
    """Put one more line in the header of the quiz, and of no translation."""
    files = read_files()
    del files["quizzes/vragen.en.md"]
    files[PATH] = files[PATH].replace(b"slaaggrens: 80", f"slaaggrens: 80\n{line}".encode())
    assert not world.load(files).refused


@pytest.mark.parametrize("display", ["per vraag", "alles"])
def test_a_measurement_tells_nothing_before_its_end(small_world: World, display: str) -> None:
    with_setting(small_world, f"vorm: A\nweergave: {display}")
    lena = Learner(small_world)
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    for name in NAMES[:-1]:
        lena.respond(attempt_id, name, wrong_for(sitting, sitting.quiz.item(name)))
        page = lena.quiz(attempt_id, Wish(name))
        assert page.is_test
        assert page.result is None
        for item in page.items:
            assert (item.is_right, item.explanation) == (None, "")
            assert {option.is_key for option in item.options} <= {None}
        assert not page.is_whole or len(page.items) == len(NAMES)
    lena.respond(attempt_id, PLAN, Posted(text="Als, dan"))
    result = lena.quiz(attempt_id, Wish(PLAN)).result
    assert result
    assert [item.is_right for item in result.items if item.name in SCORED] == [False] * 5


def test_a_measurement_goes_on_to_the_next_question_by_itself(small_world: World) -> None:
    with_setting(small_world, "vorm: B")
    lena = Learner(small_world)
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    lena.respond(attempt_id, GOAL, right_for(sitting, sitting.quiz.item(GOAL)))
    page = lena.quiz(attempt_id, Wish(GOAL))
    assert [item.name for item in page.items] == [HELP]
    assert (page.number, page.answered) == (2, 1)


def test_a_whole_page_shows_all_items_and_opens_each_when_it_is_answered(
    small_world: World,
) -> None:
    with_setting(small_world, "weergave: alles")
    lena = Learner(small_world)
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    assert [item.name for item in lena.quiz(attempt_id).items] == list(NAMES)
    lena.respond(attempt_id, WHO, right_for(sitting, sitting.quiz.item(WHO)))
    page = lena.quiz(attempt_id, Wish(WHO))
    assert page.is_whole
    assert [item.name for item in page.items if item.is_answered] == [WHO]


def test_a_draw_asks_the_drawn_items_only(small_world: World) -> None:
    with_setting(small_world, "vragen: 3")
    lena = Learner(small_world)
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    drawn = [item.name for item in sitting.drawn]
    assert len(drawn) == lena.quiz(attempt_id).total == 3
    left_out = next(name for name in NAMES if name not in drawn)
    with pytest.raises(NotFound):
        lena.respond(attempt_id, left_out, right_for(sitting, sitting.quiz.item(left_out)))
    lena.answer(attempt_id)
    result = lena.quiz(attempt_id).result
    assert result
    assert [item.name for item in result.items] == drawn
