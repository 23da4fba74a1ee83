"""Somebody sees and takes along all that is kept, and lets answers be nobody's any more."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.web.conftest import Browser, hidden
from tests.world import PERSONS, World
from training.services import own_data
from training.services.jobs import Stage, Task
from training.store.answer import Answer, Respondent
from training.store.attempts import Decision
from training.store.base import Base

ASK, CALL = "Ik vraag wat hij", "Ik vraag het na"


@pytest.fixture
def done(lena: Browser) -> Browser:
    """Let Lena finish a scenario."""
    lena.start("scenario", "bank")
    lena.pick(ASK)
    lena.pick(CALL)
    return lena


def count(world: World, table: type[Base]) -> int:
    with world.transaction() as library:
        return library.session.scalar(select(func.count()).select_from(table)) or 0


def keys(world: World) -> set[UUID | None]:
    with world.transaction() as library:
        return set(library.session.scalars(select(Respondent.learner_key)))


def test_everything_is_listed_and_can_be_taken_along(done: Browser) -> None:
    done.get("/account")
    assert "/account/data" in done.page
    done.get("/account/data")
    assert "Uw keuzes in scenario" in done.page
    found = done.client.get("/account/data.json")
    kept = found.get_json()["kept"]
    assert [row["choice"] for row in kept["decision"]["rows"]] == [0, 1]
    assert [row["level"] for row in kept["answer"]["rows"]] == [3, 3]
    assert kept["person"]["rows"][0]["name"] == PERSONS["lena"].name
    assert {row["document"] for row in kept["attempt"]["rows"]} == {"De bank"}
    assert "attachment" in found.headers["Content-Disposition"]
    assert "argon2" not in found.text


def test_what_one_reported_oneself_is_given_and_what_a_citizen_said_is_not(lena: Browser) -> None:
    for channel, story in (("staff", "Ik kon niet helpen."), ("phone", "De inwoner zei nee.")):
        lena.get("/signals/new")
        fields = {"goal": "Een bankje", "story": story, "wish": "know", "channel": channel}
        lena.post("/signals/new", form=hidden(lena.page, "form"), **fields)
    (row,) = lena.client.get("/account/data.json").get_json()["kept"]["signal"]["rows"]
    assert row["story"] == "Ik kon niet helpen."
    assert not {"code_digest", "handler_id", "subject_id"} & row.keys()
    assert "als collega" in lena.get("/account/data").text


def test_nobody_gets_what_is_kept_about_another(done: Browser, app_other: Browser) -> None:
    kept = app_other.client.get("/account/data.json").get_json()["kept"]
    assert not kept["decision"]["rows"]
    assert PERSONS["lena"].name not in str(kept)


@pytest.fixture
def app_other(visitor: object) -> Browser:
    assert callable(visitor)
    other: Browser = visitor()
    other.log_in("otto")
    return other


def test_unlinked_answers_count_and_are_nobodys(done: Browser, small_world: World) -> None:
    path = done.path
    done.get("/account/data/unlink")
    assert "ongedaan" in done.page
    assert count(small_world, Decision) == 2
    done.post("/account/data/unlink")
    assert "losgemaakt" in done.page
    assert (count(small_world, Decision), count(small_world, Answer)) == (0, 2)
    assert keys(small_world) == {None}
    assert "Deze antwoorden zijn losgemaakt" in done.get(path).text
    assert "De bank" in done.get("/learn/courses/proef").text


def test_what_is_still_being_done_stays(lena: Browser, small_world: World) -> None:
    lena.start("scenario", "bank")
    lena.pick(ASK)
    path = lena.path
    lena.get("/account/data/unlink")
    lena.post("/account/data/unlink")
    assert count(small_world, Decision) == 1
    assert lena.get(path).status_code == 200


def sweep(world: World, months: int) -> int:
    step = own_data.step_for(months)
    with world.transaction() as library:
        task = Task(UUID(int=1), {}, None, Stage("", 0, 0))
        return step(library, task, world.clock()).done


def test_after_the_set_months_answers_are_unlinked(done: Browser, small_world: World) -> None:
    assert done
    small_world.clock.advance(days=700)
    assert sweep(small_world, 24) == 0
    small_world.clock.advance(days=60)
    assert sweep(small_world, 24) == 1
    assert count(small_world, Decision) == 0
    small_world.clock.advance(days=60)
    sweep(small_world, 24)
    assert keys(small_world) == {None}
    assert count(small_world, Answer) == 2
    assert sweep(small_world, 24) == 0


def test_nothing_is_unlinked_where_the_organisation_keeps_all(
    done: Browser, small_world: World
) -> None:
    assert done
    small_world.clock.advance(days=4000)
    assert sweep(small_world, 0) == 0
    assert count(small_world, Decision) == 2
