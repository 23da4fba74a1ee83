"""Units that courses share: what was done counts in each of them, whenever it came there."""

import pytest

from tests.services.learner import Learner
from tests.services.test_progress import enrolment, with_course
from tests.world import World, read_files
from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.progress import settle_begun

LESSON_LINK = "1. [Lezen](../lessons/lezen.md)"
QUIZ_LINK = '2. [Vragen](../../quizzes/vragen.md "geslaagd")'


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def test_a_lesson_that_came_into_a_course_after_it_was_read_can_be_done_there(
    lena: Learner,
) -> None:
    without = (LESSON_LINK, "1. [Vragen](../../quizzes/vragen.md)")
    with_course(lena.world, without, (QUIZ_LINK, ""), slug="tweede")
    enrolment(lena, "tweede")
    attempt_id = lena.read_lesson()
    with_course(lena.world, slug="tweede")
    assert lena.states("tweede")["lezen"] == "not-started"
    assert lena.start(Kind.LESSON, "lezen", "tweede") == attempt_id
    assert lena.states("tweede")["lezen"] == "done"


def test_what_stood_still_in_a_retired_course_does_not_hide_what_was_done(lena: Learner) -> None:
    enrolment(lena)
    with_course(lena.world, slug="tweede")
    enrolment(lena, "tweede")
    attempt_id = lena.start(Kind.LESSON, "lezen")
    lena.world.load(read_files())
    lena.confirm(attempt_id, 1, 2)
    with_course(lena.world, slug="derde")
    enrolment(lena, "derde")
    assert lena.states("derde")["lezen"] == "done"


def test_a_retired_course_is_not_linked_to(lena: Learner) -> None:
    with_course(lena.world, slug="tweede")
    attempt_id = lena.start(Kind.LESSON, "lezen", "tweede")
    assert lena.page(attempt_id).course
    lena.world.load(read_files())
    assert lena.page(attempt_id).course is None


def test_a_receipt_names_only_what_was_done(lena: Learner) -> None:
    with_course(lena.world, ("geslaagd", "niet nodig"))
    lena.start(Kind.QUIZ, "vragen")
    lena.read_lesson()
    lena.play("Ik vraag wat", "Ik vraag het na")
    units = lena.receipt().units
    assert [(unit.title, unit.completed_at is None) for unit in units] == [
        ("Lezen", False),
        ("De bank", False),
    ]


def test_no_page_promises_a_proof_that_is_not_there(lena: Learner) -> None:
    lena.read_lesson()
    attempt_id = lena.play("Ik vraag wat", "Ik vraag het na")
    files = read_files()
    quizzes = [path for path in files if path.startswith("quizzes/")]
    lena.world.load({path: data for path, data in files.items() if path not in quizzes})
    recap = lena.scene(attempt_id).recap
    assert recap
    assert not recap.is_course_done
    with pytest.raises(NotFound):
        lena.receipt()


def test_who_only_waited_for_a_unit_that_was_retired_is_done(lena: Learner) -> None:
    lena.read_lesson()
    lena.play("Ik vraag wat", "Ik vraag het na")
    otto = Learner(lena.world, "otto")
    otto.read_lesson()
    files = read_files()
    quizzes = [path for path in files if path.startswith("quizzes/")]
    lena.world.load({path: data for path, data in files.items() if path not in quizzes})
    last = None
    with lena.world.transaction() as library:
        for _ in range(2):
            last = settle_begun(library, last, limit=1, at=lena.world.clock())
            assert last
        assert settle_begun(library, last, limit=1, at=lena.world.clock()) is None
    assert lena.receipt().number
    assert [card.slug for card in otto.home().todo] == ["proef"]


def test_a_course_keeps_a_unit_whose_file_got_another_id(world: World) -> None:
    files = read_files()
    lesson = "content/lessons/lezen.md"
    files[lesson] = files[lesson].replace(b"id: lezen", b"id: aanvang")
    world.clock.advance(days=1)
    assert not world.load(files).refused
    elsewhere = Learner(World(world.database))
    assert set(elsewhere.states()) == {"aanvang", "bank", "vragen"}
