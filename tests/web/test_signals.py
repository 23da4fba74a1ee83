"""Colleagues type signals in and handle their own; strangers and other roles find nothing."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from tests.services.signals.office import OFFICE, TOLD, receive
from tests.web.conftest import Browser, hidden
from tests.web.test_signal import CODE, tell
from tests.web.test_xss import PAYLOADS, assert_harmless
from tests.world import PERSONS, World
from training.services.signals.reports import make_next

SIGNAL = re.compile(r"/signals/[0-9a-f-]{36}")
APPOINTED = {
    "handler": PERSONS["otto"].email,
    "standin": PERSONS["hanne"].email,
    "checked": "1",
}


def address(coordinator: Browser) -> str:
    """Give the address of the newest signal."""
    found = SIGNAL.findall(coordinator.get("/signals/triage").text)
    assert found
    return str(found[-1])


@pytest.fixture
def tom(visitor: Callable[[], Browser]) -> Browser:
    browser = visitor()
    browser.log_in("tom")
    return browser


@pytest.fixture
def otto(visitor: Callable[[], Browser]) -> Browser:
    browser = visitor()
    browser.log_in("otto")
    return browser


def test_anybody_types_in_what_came_by_phone(lena: Browser, tom: Browser) -> None:
    lena.get("/signals/new")
    form = hidden(lena.page, "form")
    fields = {"goal": "Een bankje", "story": "Niemand belde terug.", "wish": "know"}
    response = lena.post(
        "/signals/new", form=form, channel="phone", received_on="2026-11-20", **fields
    )
    assert response.status_code == 200
    assert CODE.search(lena.page)
    tom.get("/signals/triage")
    assert "te laat" not in tom.page
    assert "vr 20 nov 2026" in tom.page


def test_a_day_in_the_future_is_refused(lena: Browser) -> None:
    lena.get("/signals/new")
    fields = {"goal": "Een bankje", "story": "Niemand belde terug.", "wish": "know"}
    response = lena.post(
        "/signals/new", form="x", channel="paper", received_on="2026-11-24", **fields
    )
    assert (response.status_code, "niet in de toekomst" in lena.page) == (400, True)


def test_a_handler_takes_it_to_the_end(browser: Browser, tom: Browser, otto: Browser) -> None:
    tell(browser, wish="call", reach="06-12345678", name="Fatma")
    path = address(tom)
    tom.get(path)
    assert "Fatma" in tom.page
    tom.post(f"{path}/appointment", **APPOINTED)
    assert "Otto Vos" in tom.page
    assert "Fatma" not in tom.page
    assert path in otto.get("/signals").text
    otto.get(path)
    otto.post(f"{path}/steps", target="in-contact", note="gebeld")
    otto.post(f"{path}/steps", target="sought", message="Vrijdag kom ik kijken.")
    otto.post(f"{path}/messages", message="Het wordt maandag.")
    otto.post(f"{path}/steps", target="told", message="U mag beginnen.")
    otto.post(f"{path}/masking", goal="Een moestuin", story="Doorgestuurd door mevrouw Bos.")
    assert "Mevrouw Bos" not in otto.page
    otto.post(f"{path}/codes", codes=["2.2"])
    otto.post(f"{path}/steps", target="lesson", lesson="none", lesson_reason="Is er al.")
    otto.post(f"{path}/steps", target="closed")
    assert '<p class="lead">Gesloten</p>' in otto.page


def test_a_step_too_early_says_what_it_asks(browser: Browser, tom: Browser, otto: Browser) -> None:
    tell(browser)
    path = address(tom)
    tom.get(path)
    response = tom.post(f"{path}/appointment", **APPOINTED | {"standin": APPOINTED["handler"]})
    assert (response.status_code, "Kies eerst een vervanger" in tom.page) == (400, True)
    tom.post(f"{path}/appointment", **APPOINTED)
    otto.get(path)
    response = otto.post(f"{path}/steps", target="closed")
    assert (response.status_code, "kan nu niet" in otto.page) == (400, True)


def test_who_does_not_handle_it_finds_nothing(
    browser: Browser, lena: Browser, tom: Browser
) -> None:
    tell(browser)
    path = address(tom)
    lena.log_in("lena")
    acts = ("steps", "messages", "hand-over", "confirm", "codes", "masking")
    assert lena.get(path).status_code == 404
    lena.get("/signals")
    for act in acts:
        assert lena.post(f"{path}/{act}", target="closed", message="x").status_code == 404
    assert lena.post(f"{path}/appointment", **APPOINTED).status_code == 403
    assert lena.get("/signals/triage").status_code == 403


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if text.strip()][:8])
def test_what_was_told_is_text_for_colleagues(browser: Browser, tom: Browser, payload: str) -> None:
    tell(browser, goal=f"x{payload}"[:300], story=f"x{payload}"[:1000], name=payload[:100])
    path = address(tom)
    for page in ("/signals/triage", path):
        tom.get(page)
        assert_harmless(tom.page, payload)
    tom.post(f"{path}/appointment", handler=payload[:200], standin=payload[:200])
    assert_harmless(tom.page, payload)


def test_figures_are_for_who_reads_figures(browser: Browser, tom: Browser, lena: Browser) -> None:
    assert tom.get("/signals/figures").status_code == 200
    assert "Wat inwoners melden" in tom.page
    assert lena.get("/signals/figures").status_code == 403


def test_a_coordinator_types_in_how_many_contacts_there_were(tom: Browser, lena: Browser) -> None:
    tom.get("/signals/contacts")
    assert "kwartaal 3 van 2026" in tom.page
    tom.post("/signals/contacts", quarter="2026-07-01", number="1250")
    assert "kwartaal 3 van 2026 (1.250)" in tom.page
    for wrong in ({"quarter": "2026-10-01", "number": "5"}, {"quarter": "x", "number": "5"}):
        response = tom.post("/signals/contacts", **wrong)
        assert (response.status_code, "Kies een kwartaal" in tom.page) == (400, True)
    assert tom.post("/signals/contacts", quarter="2026-07-01", number="veel").status_code == 400
    assert lena.get("/signals/contacts").status_code == 403


def test_counts_are_read_from_what_was_kept(tom: Browser, small_world: World) -> None:
    for place in range(12):
        receive(small_world, replace(TOLD, cards=frozenset({"2.2"})), form=f"f{place}")
    with small_world.transaction() as library:
        later = small_world.clock() + timedelta(weeks=16)
        assert make_next(library, OFFICE, at=later) == 1
    tom.get("/signals/figures")
    assert "kwartaal 4 van 2026" in tom.page
    assert "niet ingevuld" in tom.page
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    tom.client.get("/signal/promises")
    event.remove(Engine, "before_cursor_execute", note)
    assert [one for one in statements if "FROM signal" in one] == [
        one for one in statements if "FROM signal_report" in one
    ]
    tom.get("/signal/promises")
    assert "12 meldingen. Elke regel gaat over al deze meldingen." in tom.page


def test_a_person_takes_out_what_the_computer_did_not_find(browser: Browser, tom: Browser) -> None:
    tell(browser, story="Groen en Brouwers zeiden nee. Bel 06-12345678, vraag naar Kobus de Rover.")
    path = address(tom)
    tom.get(path)
    assert '<span class="signal-masked">06-12345678' in tom.page
    assert 'name="words" value="Brouwers"' in tom.page
    story = "Groen en Brouwers zeiden nee. Vraag naar Kobus de Rover."
    form = {"goal": "Een moestuin", "story": story, "words": ["Brouwers"]}
    tom.post(f"{path}/masking", **form, other="Kobus de Rover, ", act="again")
    left = "Groen en [weggelaten] zeiden nee. Vraag naar [weggelaten]."
    assert left in tom.page
    assert "Zo is het getypt" in tom.page
    tom.post(f"{path}/masking", goal="Een moestuin", story=left, act="done")
    assert "Zo is het getypt" not in tom.page
    assert "Brouwers" not in tom.page
    response = tom.post(f"{path}/masking", goal="x", story="y", words=["x" * 121], act="done")
    assert response.status_code == 400
