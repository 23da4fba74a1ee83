"""A learner says that it does not go like this here; trainers read it and not whose it is."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.services.authoring import desk
from tests.services.learner import Learner
from tests.services.questions import GOAL
from tests.services.statements import asked
from tests.world import World
from training.domain.document import Kind
from training.services.errors import Invalid, NotFound, TooMany
from training.services.improving import remarks
from training.services.improving.remarks import A_DAY, LONGEST, ShownRemark, Spot, Writer

SCENARIO = "content/scenarios/bank.md"
WORDS = "Bij ons belt niemand terug."


def leave(
    world: World, attempt_id: UUID, spot: Spot, text: str = WORDS, *, by: str = "lena"
) -> None:
    writer = Writer(world.learner(by), "nl")
    with world.transaction() as library:
        remarks.leave(
            library, writer, attempt_id=attempt_id, spot=spot, text=text, at=world.clock()
        )


def to_read(world: World, path: str = "", *, is_settled: bool = False) -> list[ShownRemark]:
    with world.transaction() as library:
        return list(remarks.to_read(library, path, is_settled=is_settled))


def test_remark_belongs_to_the_scene_and_version_that_was_read(world: World) -> None:
    lena = Learner(world)
    attempt_id = lena.play("Ik vraag wat")
    leave(world, attempt_id, Spot(step=1))
    (found,) = to_read(world)
    assert (found.part, found.text, found.number) == ("Het plan", WORDS, 1)
    assert found.path == SCENARIO
    assert found.week == date(2026, 11, 23)


def test_remark_can_be_on_what_was_chosen_before_or_on_the_whole(world: World) -> None:
    attempt_id = Learner(world).play("Ik vraag wat")
    leave(world, attempt_id, Spot(step=0))
    leave(world, attempt_id, Spot())
    assert {found.part for found in to_read(world)} == {"De vraag", ""}


def test_questions_and_pages_have_remarks(world: World) -> None:
    lena = Learner(world)
    leave(world, lena.start(Kind.QUIZ, "vragen"), Spot(item=GOAL))
    leave(world, lena.start(Kind.LESSON, "lezen"), Spot(page=1))
    parts = {found.path: found.part for found in to_read(world)}
    assert parts["quizzes/vragen.md"] == "Wat is het doel?"
    assert parts["content/lessons/lezen.md"]
    assert len(to_read(world, "quizzes/vragen.md")) == 1
    assert to_read(world, SCENARIO) == []


@pytest.mark.parametrize("spot", [Spot(step=9), Spot(step=-1)])
def test_a_scene_that_was_not_reached_has_no_remark(world: World, spot: Spot) -> None:
    with pytest.raises(NotFound):
        leave(world, Learner(world).play("Ik vraag wat"), spot)


def test_a_part_that_a_text_does_not_have_is_not_found(world: World) -> None:
    lena = Learner(world)
    with pytest.raises(NotFound):
        leave(world, lena.start(Kind.QUIZ, "vragen"), Spot(item="x"))
    with pytest.raises(NotFound):
        leave(world, lena.start(Kind.LESSON, "lezen"), Spot(page=99))


def test_nobody_remarks_on_the_attempt_of_another(world: World) -> None:
    attempt_id = Learner(world).play("Ik vraag wat")
    for by, which in (("otto", attempt_id), ("lena", uuid4())):
        with pytest.raises(NotFound):
            leave(world, which, Spot(), by=by)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(world: World, text: str) -> None:
    attempt_id = Learner(world).play("Ik vraag wat")
    with pytest.raises(Invalid):
        leave(world, attempt_id, Spot(), text)


def test_twenty_a_day_is_enough(world: World) -> None:
    attempt_id = Learner(world).play("Ik vraag wat")
    for _ in range(A_DAY):
        leave(world, attempt_id, Spot())
    with pytest.raises(TooMany):
        leave(world, attempt_id, Spot())
    world.clock.advance(days=1, seconds=1)
    leave(world, attempt_id, Spot())


def test_trainer_deals_with_a_remark_and_opens_it_again(world: World) -> None:
    leave(world, Learner(world).play("Ik vraag wat"), Spot())
    (found,) = to_read(world)
    by = desk.person(world, "tom")
    for is_settled in (True, False):
        with world.transaction() as library:
            remarks.settle(library, found.id, by=by, at=world.clock())
        assert len(to_read(world, is_settled=is_settled)) == 1
    with world.transaction() as library, pytest.raises(NotFound):
        remarks.settle(library, uuid4(), by=by, at=world.clock())


def test_whose_it_is_is_never_read_and_the_identifier_tells_no_time(world: World) -> None:
    leave(world, Learner(world).play("Ik vraag wat"), Spot())
    by = desk.person(world, "tom")
    with asked(world) as statements:
        (found,) = to_read(world)
        with world.transaction() as library:
            remarks.settle(library, found.id, by=by, at=world.clock())
    assert [statement for statement in statements if "learner" in statement] == []
    assert found.id.version == 4


def test_learner_finds_own_remarks_and_no_others(world: World) -> None:
    leave(world, Learner(world).play("Ik vraag wat"), Spot())
    with world.transaction() as library:
        assert [found.text for found in remarks.own(library, world.learner("lena"))] == [WORDS]
        assert remarks.own(library, world.learner("otto")) == ()


@pytest.mark.parametrize("path", ["../x", "content/lessons/x.txt"])
def test_a_path_that_can_be_no_text_is_not_found(world: World, path: str) -> None:
    with pytest.raises(NotFound):
        to_read(world, path)


def test_a_text_that_was_never_published_has_no_remarks(world: World) -> None:
    assert to_read(world, "content/scenarios/nieuw.md") == []
