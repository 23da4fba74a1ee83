"""Whoever got stuck tells it without an account, and follows it with a code."""

import re
from collections.abc import Callable

import pytest

from tests.web.conftest import Browser, hidden
from tests.web.test_xss import PAYLOADS, assert_harmless

CODE = re.compile(r"[2-9A-HJ-KMNP-TV-Z]{4}(?:-[2-9A-HJ-KMNP-TV-Z]{4}){2}")
FIELDS = {"goal": "Een moestuin", "story": "Ik werd drie keer doorgestuurd.", "wish": "know"}


def tell(browser: Browser, **fields: object) -> str:
    """Send the form; give the code that the page shows."""
    browser.get("/signal")
    response = browser.post("/signal", form=hidden(browser.page, "form"), **FIELDS | fields)
    assert response.status_code == 200, response.text
    found = CODE.search(browser.page)
    assert found
    return found[0]


def test_three_fields_are_enough(browser: Browser) -> None:
    code = tell(browser)
    assert "Melding 2026-001" in browser.page
    assert "dinsdag 24 november 2026" in browser.page
    assert code not in browser.path
    assert code not in browser.cookie()
    browser.get("/signal/follow")
    browser.post("/signal/follow", code=code)
    assert "Melding 2026-001" in browser.page
    assert "Ontvangen" in browser.page


def test_the_form_needs_no_script_and_says_what_is_missing(browser: Browser) -> None:
    browser.get("/signal")
    response = browser.post("/signal", form="x", goal="Een moestuin", wish="call")
    assert response.status_code == 400
    assert "Vertel waar het vastliep" in browser.page
    assert "Vul een telefoonnummer in" in browser.page
    assert "Een moestuin" in browser.page


def test_sending_twice_is_one_signal_with_the_same_code(browser: Browser) -> None:
    browser.get("/signal")
    form = hidden(browser.page, "form")
    first = browser.post("/signal", form=form, **FIELDS).text
    browser.get("/signal")
    again = browser.post("/signal", form=form, **FIELDS).text
    one, other = CODE.search(first), CODE.search(again)
    assert one
    assert other
    assert one[0] == other[0]
    assert "2026-001" in again


def test_what_fills_in_the_hidden_field_is_stopped(browser: Browser) -> None:
    browser.get("/signal")
    response = browser.post("/signal", form="x", website="http://spam.example", **FIELDS)
    assert response.status_code == 400
    assert "Maak dit veld leeg" in browser.page


def test_a_flood_waits_and_nothing_typed_is_lost(browser: Browser) -> None:
    for number in range(10):
        browser.get("/signal")
        browser.post("/signal", form=f"f{number}", **FIELDS)
    browser.get("/signal")
    response = browser.post("/signal", form="f11", **FIELDS)
    assert response.status_code == 429
    assert "drie keer doorgestuurd" in browser.page


def test_a_wrong_code_opens_nothing_and_guessing_stops(browser: Browser) -> None:
    browser.get("/signal/follow")
    response = browser.post("/signal/follow", code="AAAA-BBBB-CCCC")
    assert (response.status_code, "kennen wij niet" in browser.page) == (404, True)
    for _ in range(20):
        response = browser.post("/signal/follow", code="AAAA-BBBB-CCCC")
    assert response.status_code == 429


@pytest.mark.parametrize("act", ["", "/consent", "/reopen", "/useful", "/kind", "/withdraw"])
def test_every_act_asks_for_the_code_and_the_token(
    browser: Browser, visitor: Callable[[], Browser], act: str
) -> None:
    code = tell(browser)
    stranger = visitor()
    assert stranger.client.post(f"/signal/follow{act}", data={"code": code}).status_code == 400
    assert browser.post(f"/signal/follow{act}").status_code == 400


def test_consent_is_given_and_withdrawn_and_the_signal_taken_back(browser: Browser) -> None:
    code = tell(browser)
    browser.post("/signal/follow/consent", code=code, consent="yes")
    assert "<strong>Ja</strong>" in browser.page
    browser.post("/signal/follow/consent", code=code, consent="no")
    assert "<strong>Ingetrokken</strong>" in browser.page
    browser.post("/signal/follow/kind", code=code, kind="complaint")
    assert "U vroeg: Een klacht" in browser.page
    browser.post("/signal/follow/withdraw", code=code)
    assert "<h1>Ingetrokken</h1>" in browser.page
    response = browser.post("/signal/follow/kind", code=code, kind="complaint")
    assert (response.status_code, "Dat kan nu niet meer" in browser.page) == (409, True)


ONCE: tuple[tuple[str, dict[str, str], str], ...] = (
    ("consent", {"consent": "yes"}, "U gaf al toestemming."),
    ("consent", {"consent": "no"}, "U zei al dat het niet mag."),
    ("kind", {"kind": "complaint"}, "U vroeg dit al."),
    ("reopen", {}, "Uw melding is al open."),
    ("withdraw", {}, "U trok deze melding al in."),
)


def test_what_was_done_is_not_done_again_and_the_page_says_so(browser: Browser) -> None:
    code = tell(browser)
    for act, fields, sentence in ONCE:
        browser.post(f"/signal/follow/{act}", code=code, **fields)
        response = browser.post(f"/signal/follow/{act}", code=code, **fields)
        assert (response.status_code, sentence in browser.page) == (409, True), act


def test_promises_are_public_and_few_signals_give_no_figures(browser: Browser) -> None:
    tell(browser)
    page = browser.get("/signal/promises").text
    assert "Binnen 10 werkdagen" in page
    assert "zodra er een telling is" in page


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if text.strip()][:8])
def test_what_was_told_is_text(browser: Browser, payload: str) -> None:
    browser.get("/signal")
    browser.post("/signal", form=payload[:60], goal=payload[:300], wish=payload, area=payload)
    assert_harmless(browser.page, payload)
    browser.get("/signal/follow")
    browser.post("/signal/follow", code=payload[:40])
    assert_harmless(browser.page, payload)
