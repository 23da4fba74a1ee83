"""Reading a lesson: pages in order, nothing skipped, read again as often as one likes."""

from uuid import uuid4

import pytest

from tests.services.learner import Learner
from tests.world import World
from training.domain.document import Kind
from training.services.errors import Conflict, NotFound


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def test_a_lesson_opens_at_the_first_page_that_was_not_read(lena: Learner) -> None:
    attempt_id = lena.start(Kind.LESSON, "lezen")
    page = lena.page(attempt_id)
    assert (page.number, page.total, page.reached, page.is_last) == (1, 2, 0, False)
    assert (page.page_title, bool(page.introduction)) == ("De eerste pagina", True)
    assert page.titles == ("De eerste pagina", "De tweede pagina")
    lena.confirm(attempt_id, 1)
    page = lena.page(attempt_id)
    assert (page.number, page.is_last, page.introduction, page.next_unit) == (2, True, "", None)


def test_pages_cannot_be_skipped(lena: Learner) -> None:
    attempt_id = lena.start(Kind.LESSON, "lezen")
    for number in (2, 3, 0, -1):
        with pytest.raises(Conflict):
            lena.confirm(attempt_id, number)
    assert lena.page(attempt_id, 2).number == 1
    assert lena.page(attempt_id, 99).number == 1
    assert lena.page(attempt_id, -3).number == 1
    assert lena.states()["lezen"] == "in-progress"


def test_the_last_page_completes_the_lesson_and_names_what_comes_next(lena: Learner) -> None:
    attempt_id = lena.start(Kind.LESSON, "lezen")
    lena.confirm(attempt_id, 1)
    assert lena.states()["lezen"] == "in-progress"
    lena.confirm(attempt_id, 2)
    assert lena.states()["lezen"] == "done"
    page = lena.page(attempt_id)
    assert (page.is_finished, page.is_course_done) == (True, False)
    assert page.next_unit
    assert page.next_unit.slug == "bank"
    with pytest.raises(Conflict):
        lena.confirm(attempt_id, 3)


def test_reading_again_changes_nothing(lena: Learner) -> None:
    attempt_id = lena.read_lesson()
    before = lena.course_page()
    lena.world.clock.advance(days=3)
    assert lena.start(Kind.LESSON, "lezen") == attempt_id
    lena.confirm(attempt_id, 1, 2, 1)
    assert lena.page(attempt_id, 1).number == 1
    assert lena.course_page().modules == before.modules


def test_a_lesson_of_another_person_or_of_another_kind_is_not_found(lena: Learner) -> None:
    attempt_id, otto = lena.start(Kind.LESSON, "lezen"), Learner(lena.world, "otto")
    scenario = lena.start(Kind.SCENARIO, "bank")
    for learner, found in ((otto, attempt_id), (lena, uuid4()), (lena, scenario)):
        with pytest.raises(NotFound):
            learner.page(found)
        with pytest.raises(NotFound):
            learner.confirm(found, 1)
