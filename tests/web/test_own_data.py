"""Somebody sees and takes along all that is kept, and lets answers be nobody's any more."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.web.conftest import Browser
from tests.world import PERSONS, World
from training.services import own_data
from training.services.jobs import Stage, Task
from training.store.answer import Answer
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


def test_unlinked_answers_are_gone_and_what_was_done_stays(
    done: Browser, small_world: World
) -> None:
    path = done.path
    done.get("/account/data/unlink")
    assert "ongedaan" in done.page
    assert count(small_world, Decision) == 2
    done.post("/account/data/unlink")
    assert "losgemaakt" in done.page
    assert (count(small_world, Decision), count(small_world, Answer)) == (0, 0)
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
    assert sweep(small_world, 24) == 3
    assert (count(small_world, Decision), count(small_world, Answer)) == (0, 0)
    assert sweep(small_world, 24) == 0


def test_nothing_is_unlinked_where_the_organisation_keeps_all(
    done: Browser, small_world: World
) -> None:
    assert done
    small_world.clock.advance(days=4000)
    assert sweep(small_world, 0) == 0
    assert count(small_world, Decision) == 2
