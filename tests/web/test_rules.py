"""What holds for every address: a mark, a form token, and no effect but the one that is meant."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from tests.web.conftest import HERE, Browser, app_of, credentials
from tests.web.test_journey import play, read_lesson
from tests.world import World
from training.domain.access import Permission
from training.store.base import Base
from training.web.access import PUBLIC, needs, rule_of

ID = str(uuid4())
VALUES = {
    "path": "content/lessons/lezen.md",
    "suffix": "csv",
    "course": "proef",
    "kind": "scenario",
    "slug": "bank",
    "token": "x" * 43,
    "name": "kaart.png",
    "number": "2026-7F3K-9QXM",
    "act": "exempt",
    "deed": "confirm",
    "place": "0",
    "wave": "1",
    "measure": "1",
    "start": "1",
    "talk": "1",
    "part": "de-vraag",
    "entry_id": ID,
    "target": "proef",
    "key": "x",
    "side": "citizens",
    "code": "x" * 20,
    "table": "staff",
    "step": "open",
}
# Notes that somebody was here and tried; nothing that anyone did is in them.
PASSING = {"login_session", "login_try", "audit_event", "audit"}
EXTRA = {
    "role": "admin",
    "learner_key": str(uuid4()),
    "person_id": str(uuid4()),
    "attempt_id": str(uuid4()),
    "is_practice": "1",
    "is_active": "0",
    "score_raw": "99",
    "score_maximum": "1",
    "seed": "1",
    "revision_id": str(uuid4()),
    "finished_at": "2026-01-01",
    "completion": "completed",
    "level": "3",
    "is_key": "1",
    "_method": "DELETE",
    "name": "Iemand Anders",
    "email": "anders@x.example",
}


def rules(app: Flask, method: str) -> Iterator[tuple[Rule, str]]:
    """Give every address that takes a method, with a value for each of its parts."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            parts = {name: value_of(rule, name) for name in rule.arguments}
            yield rule, adapter.build(rule.endpoint, parts)


def value_of(rule: Rule, name: str) -> str:
    """Give something that a part of an address can be."""
    if isinstance(rule._converters.get(name), IntegerConverter) or name == "talk":
        return "1"
    return VALUES.get(name, ID)


def record(world: World) -> dict[str, list[tuple[object, ...]]]:
    """Give all that is kept, except notes in passing."""
    with world.transaction() as library:
        return {
            table.name: sorted(
                (tuple(row) for row in library.session.execute(table.select())), key=repr
            )
            for table in Base.metadata.sorted_tables
            if table.name not in PASSING
        }


def test_every_address_is_marked(app: Flask) -> None:
    marks = {name: rule_of(view) for name, view in app.view_functions.items()}
    assert marks
    assert [name for name, mark in marks.items() if mark not in (PUBLIC, *Permission)] == []


def test_public_addresses_are_these(app: Flask) -> None:
    found = {name for name, view in app.view_functions.items() if rule_of(view) == PUBLIC}
    account = {"login", "log_in", "logout", "language", "forgotten", "send_link", "sent"}
    about = {"about.privacy", "about.accessibility", "about.live", "about.ready"}
    pages = {f"account.{name}" for name in {*account, "reset", "set_password"}}
    check = {f"certificate.{name}" for name in ("ask", "show", "compare")}
    badge = {f"badge.{name}" for name in ("issuer", "key_set", "key", "achievement", "status")}
    rating = {f"panel.{name}" for name in ("offer", "sheet", "offer_again", "rate", "finish")}
    acts = ("ask_code", "consent", "follow", "kept", "rate", "reopen", "send", "want", "withdraw")
    signals = {f"signal.{name}" for name in ("ask", *acts)}
    form = ("ask", "come", "enter", "promised", "promised_then", "send", "show")
    stocktake = {f"stocktake_answer.{name}" for name in form}
    assert found == pages | about | check | badge | {"learn.front"} | rating | signals | stocktake


def test_an_unmarked_address_is_closed_to_everyone(small_world: World) -> None:
    app = app_of(small_world)
    app.add_url_rule("/forgotten-mark", view_func=lambda: "it is open", methods=["GET", "POST"])
    for name in (None, "lena", "tom", "hanne"):
        browser = Browser(app.test_client())
        if name:
            browser.log_in(name)
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            response = browser.client.open("/forgotten-mark", method=method)
            assert response.status_code == 403
            assert "it is open" not in response.text


def test_a_permission_that_one_lacks_closes_a_page(small_world: World) -> None:
    app = app_of(small_world)

    @needs(Permission.ADMINISTER)
    def secret() -> str:
        return "the secret page"

    app.add_url_rule("/secret", view_func=secret)
    for name in ("lena", "tom", "hanne", "otto"):
        browser = Browser(app.test_client())
        browser.log_in(name)
        response = browser.client.get("/secret")
        assert response.status_code == 403
        assert "the secret page" not in response.text
    assert Browser(app.test_client()).get("/secret").request.path == "/login"


@pytest.mark.parametrize("is_inside", [True, False])
@pytest.mark.parametrize("kind", ["none", "empty", "garbage", "foreign", "in the address"])
def test_no_form_is_taken_without_its_token(
    app: Flask, small_world: World, is_inside: bool, kind: str
) -> None:
    browser, stranger = Browser(app.test_client()), Browser(app.test_client())
    if is_inside:
        browser.log_in("lena")
    stranger.log_in("otto")
    stranger.get("/learn/")
    browser.get("/login")
    token = {"empty": "", "garbage": "x.y.z", "foreign": stranger.token()}.get(kind)
    before = record(small_world)
    for _, path in rules(app, "POST"):
        data: dict[str, object] = {"language": "en", **credentials("otto")}
        if token is not None:
            data["csrf_token"] = token
        query = {"csrf_token": browser.token()} if kind == "in the address" else {}
        response = browser.client.post(path, data=data, query_string=query)
        assert response.status_code == 400, path
        response = browser.client.post(path, data=data, headers={"Origin": "https://evil.example"})
        assert response.status_code == 400, path
        response = browser.client.post(path, data=data, query_string=query, headers=HERE)
        assert response.status_code in {400, 401}, path
    assert record(small_world) == before


def test_looking_changes_nothing(lena: Browser, app: Flask, small_world: World) -> None:
    lesson, scene = read_lesson(lena), play(lena)
    quiz = lena.start("quiz", "vragen").request.path
    before = record(small_world)
    paths = [path for _, path in rules(app, "GET")]
    for path in [*paths, lesson, scene, f"{scene}/text", quiz]:
        for method in ("GET", "HEAD", "OPTIONS"):
            query = {"step": "0", "position": "1", "item": "11-wat-is-het-doel", "answer": "1"}
            lena.client.open(path, method=method, query_string={**query, "language": "en"})
    for _, path in rules(app, "POST"):
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
            lena.client.open(path, method=method, query_string={"language": "en"})
    assert record(small_world) == before


def test_extra_fields_have_no_effect(app: Flask, small_world: World) -> None:
    plain, padded = Browser(app.test_client()), Browser(app.test_client())
    plain.log_in("otto")
    padded.get("/login")
    padded.send("/login", {**credentials("lena"), **EXTRA})
    for browser, extra in ((plain, {}), (padded, EXTRA)):
        quiz = browser.send("/learn/courses/proef/quiz/vragen/attempts", extra).request.path
        found = re.search(r'name="item" value="([^"]+)"', browser.page)
        assert found
        item = {"item": found.group(1), "round": "1", "answer": "1"}
        browser.send(f"{quiz}/responses", {**item, **extra, "text": "x" * 9 if extra else ""})
        browser.send("/language", {"language": "en", **extra})
    with small_world.transaction() as library:
        connection = library.session.connection()
        for column, table in (
            ("role, language, is_active", "person"),
            ("is_practice, finished_at, score_raw, round, reached", "attempt"),
            ("text, round, item", "response"),
        ):
            statement = f"SELECT {column} FROM {table} ORDER BY 1"  # noqa: S608 -- ours
            rows = {tuple(row) for row in connection.exec_driver_sql(statement)}
            assert len(rows) == 1 or table == "person", rows
        roles = "SELECT role, count(*) FROM person GROUP BY role ORDER BY role"
        found_roles = [tuple(row) for row in connection.exec_driver_sql(roles)]
    assert found_roles == [("hr", 1), ("learner", 2), ("trainer", 1)]
