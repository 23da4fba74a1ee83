"""Every way in which a request can end badly has a page that says what to do, and no more."""

import re
import sqlite3
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from tests.web.conftest import Browser, app_of
from tests.world import World
from training.web.access import public

REFERENCE = re.compile(r"kenmerk: ([0-9a-f]{8})")
PLACE_OF_FAULT = "the secret place of the fault"


def test_an_unknown_address_is_not_found(lena: Browser) -> None:
    for path in ("/x", "/learn/x", "/learn/courses/x", f"/quiz/{uuid4()}", "/quiz/1", "/.env"):
        response = lena.get(path)
        assert response.status_code == 404, path
        assert "Deze pagina is er niet" in response.text


def test_a_page_of_a_form_cannot_be_opened(lena: Browser) -> None:
    response = lena.get("/logout")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "hoort bij een formulier" in response.text


def test_too_much_is_refused(lena: Browser) -> None:
    lena.get("/learn/")
    response = lena.post("/language", text="x" * 300_000)
    assert response.status_code == 413
    assert "Dit is te groot" in response.text


def test_a_fault_shows_a_reference_and_no_trace(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    @public
    def broken() -> str:
        raise RuntimeError(PLACE_OF_FAULT)

    app = app_of(small_world)  # of this test alone: it gets a page more
    app.add_url_rule("/broken", view_func=broken)
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert "Er ging bij ons iets mis" in response.text
    found = REFERENCE.search(response.text)
    assert found
    assert f"fault {found.group(1)}" in caplog.text
    for secret in (PLACE_OF_FAULT, "RuntimeError", "Traceback", "File "):
        assert secret not in response.text


def test_a_fault_in_the_log_holds_no_data_of_people(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    @public
    def broken() -> str:
        with small_world.transaction() as library:
            statement = text("INSERT INTO nowhere VALUES (:secret)")
            library.session.execute(statement, {"secret": PLACE_OF_FAULT})
        return ""

    app = app_of(small_world)  # of this test alone: it gets a page more
    app.add_url_rule("/broken", view_func=broken)
    assert app.test_client().get("/broken").status_code == 500
    assert "nowhere" in caplog.text
    assert PLACE_OF_FAULT not in caplog.text


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "localhost:x", "[::1", "x" * 5000])
def test_a_foreign_host_is_refused_without_a_fault(
    app: Flask, caplog: pytest.LogCaptureFixture, host: str
) -> None:
    for path in ("/login", "/learn/", "/health/live", "/x"):
        response = app.test_client().get(path, headers={"Host": host})
        assert response.status_code == 400
        assert "evil" not in response.text
        assert "Content-Security-Policy" in response.headers
    assert caplog.text == ""


def test_without_database_there_is_a_page_that_says_so(
    lena: Browser, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = lena.start("scenario", "bank").request.path
    small_world.database.close()
    for engine in small_world.database.engines:
        monkeypatch.setattr(engine.dialect, "connect", refuse)
    for path in ("/learn/", start, "/account", "/privacy"):
        response = lena.client.get(path)
        assert response.status_code == 503, path
        assert "Wij kunnen nu even niets bewaren" in response.text
    assert lena.client.post(f"{start}/choices", data={"step": 0}).status_code == 503
    assert lena.client.get("/health/ready").status_code == 503
    stranger = lena.client.application.test_client()
    assert stranger.get("/health/live").status_code == 200
    assert stranger.get("/privacy").status_code == 200
    assert stranger.get("/health/ready").text == "not ready\n"


def refuse(*arguments: object, **keywords: object) -> None:
    raise OperationalError("connect", {}, Exception("gone"))


def test_a_database_that_cannot_be_written_can_be_read(lena: Browser, small_world: World) -> None:
    path = lena.start("scenario", "bank").request.path
    engine = small_world.database.engine
    event.listen(engine, "checkout", close_for_writing)
    small_world.clock.advance(minutes=5)
    refused = lena.pick("Ik geef hem")
    assert refused.status_code == 503
    assert "Uw laatste klik nog niet" in refused.text
    for page in (path, "/learn/", "/account", "/learn/courses/proef"):
        assert lena.get(page).status_code == 200
    event.remove(engine, "checkout", close_for_writing)
    event.listen(engine, "checkout", open_for_writing)
    lena.get(path)
    assert "Het plan" in lena.pick("Ik geef hem").text


def close_for_writing(connection: sqlite3.Connection, *_: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def open_for_writing(connection: sqlite3.Connection, *_: object) -> None:
    connection.execute("PRAGMA query_only=OFF")


def test_a_world_without_library_is_not_ready(small_world: World) -> None:
    with small_world.transaction() as library:
        library.session.execute(text("UPDATE revision SET is_current = false"))
    client = app_of(small_world).test_client()
    assert client.get("/health/ready").status_code == 503
    assert client.get("/health/live").text == "ok\n"
