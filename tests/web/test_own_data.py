"""Somebody sees all that is kept, takes it along with the password, and lets answers go."""

import re
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.web.conftest import Browser, hidden
from tests.world import PASSWORD, PERSONS, World
from training.services import own_data
from training.services.audit import SYSTEM, About, note
from training.services.jobs import Stage, Task
from training.store.answer import Answer
from training.store.attempts import Decision
from training.store.audit import AuditEvent
from training.store.base import Base
from training.store.people import find_by_email

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


def take(browser: Browser, password: str = PASSWORD) -> TestResponse:
    browser.get("/account/data/file")
    return browser.post("/account/data/file", password=password)


def kept(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = take(browser).get_json()["kept"]
    return found


def test_everything_is_listed_and_can_be_taken_along(done: Browser) -> None:
    done.get("/account")
    assert "/account/data" in done.page
    done.get("/account/data")
    assert "Uw keuzes in scenario" in done.page
    found = take(done)
    rows = {table: each["rows"] for table, each in found.get_json()["kept"].items()}
    assert [row["choice"] for row in rows["decision"]] == [0, 1]
    assert [row["level"] for row in rows["answer"]] == [3, 3]
    assert rows["person"][0]["name"] == PERSONS["lena"].name
    assert {row["document"] for row in rows["attempt"]} == {"De bank"}
    assert "attachment" in found.headers["Content-Disposition"]
    assert "argon2" not in found.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_and_the_file_say_the_same(done: Browser, language: str) -> None:
    done.get("/account")
    done.post("/language", language=language, next="/account")
    found = kept(done)
    done.get("/account/data")
    rows = re.findall(r'<tr><td>([^<]+)</td><td class="number">(\d+)</td>', done.page)
    shown = [(unescape(what), int(number)) for what, number in rows]
    assert shown == [(each["what"], each["how_many"]) for each in found.values()]
    assert all(len(each["rows"]) == each["how_many"] for each in found.values())


def test_it_leaves_with_the_password_alone(done: Browser, small_world: World) -> None:
    refused = take(done, "drie woorden zijn te weinig")
    assert refused.status_code == 401
    assert "Dit is niet uw wachtwoord" in refused.text
    assert done.client.get("/account/data.json").status_code == 404
    assert take(done, "").status_code == 400
    assert [take(done, "gok").status_code for _ in range(9)] == [401] * 9
    assert take(done).status_code == 429
    small_world.clock.advance(seconds=61)
    assert take(done).status_code == 200
    with small_world.transaction() as library:
        query = select(AuditEvent.result).where(AuditEvent.action == "own-data-taken")
        assert sorted(library.session.scalars(query)) == ["ok", *["refused"] * 10]


def test_what_one_reported_oneself_is_given_and_what_a_citizen_said_is_not(lena: Browser) -> None:
    for channel, story in (("staff", "Ik kon niet helpen."), ("phone", "De inwoner zei nee.")):
        lena.get("/signals/new")
        fields = {"goal": "Een bankje", "story": story, "wish": "know", "channel": channel}
        lena.post("/signals/new", form=hidden(lena.page, "form"), **fields)
    (row,) = kept(lena)["signal"]["rows"]
    assert row["story"] == "Ik kon niet helpen."
    assert not {"code_digest", "handler_id", "subject_id"} & row.keys()
    assert "als collega" in lena.get("/account/data").text


def test_nobody_gets_what_is_kept_about_another(done: Browser, app_other: Browser) -> None:
    found = kept(app_other)
    assert "decision" not in found
    assert PERSONS["lena"].name not in str(found)


def test_who_else_is_in_a_line_of_the_trail_is_hidden(lena: Browser, small_world: World) -> None:
    other, at = uuid4(), small_world.clock()
    with small_world.transaction() as library:
        person = find_by_email(library.session, PERSONS["lena"].email)
        assert person
        own = str(person.id)
        told = {"target": f"person {other}", "hex": other.hex, "self": own}
        about = About(person.id, told)
        note(library.session, SYSTEM, "rule-made", f"assignment:{other}", "ok", at=at, about=about)
    line = kept(lena)["audit_event"]["rows"][-1]
    assert line["details"] == {"target": "person …", "hex": "…", "self": own}
    assert line["object"] == "assignment:…"
    assert str(other) not in take(lena).text


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
