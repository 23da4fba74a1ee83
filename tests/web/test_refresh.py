"""Refreshers and plans as a learner meets them: by mail, on the home page, and never by force."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.services.refreshing.days import Days
from tests.web.conftest import Browser
from tests.world import World

PLAN = 'Als <b>Jan & Co</b> belt, dan vraag ik naar het "doel".'


@pytest.fixture
def days(small_world: World) -> Days:
    """A week after the course, with a plan that is two weeks old."""
    found = Days(small_world)
    found.complete()
    found.plan(PLAN)
    found.world.clock.advance(days=14)
    found.night()
    return found


@pytest.fixture
def lena(days: Days, browser: Browser) -> Browser:
    browser.log_in("lena")
    return browser


def test_a_learner_goes_from_home_to_the_end_in_two_clicks_a_question(
    days: Days, lena: Browser
) -> None:
    lena.get("/learn/")
    assert "2 korte vragen" in lena.page
    address = f"/refresh/{days.waiting().sitting_id}"
    lena.get(address)
    assert "vraag 1 van 2" in lena.page
    lena.post(f"{address}/1", item="x", answer="1")
    assert "Dank u. Uw antwoord is bewaard." in lena.page
    assert "Volgende vraag" in lena.page
    lena.get(address)
    assert "vraag 2 van 2" in lena.page
    lena.post(f"{address}/2", item="x", answer="2")
    lena.get(address)
    assert "Dank u, u bent klaar" in lena.page
    assert "korte vragen" not in lena.get("/learn/").text


def test_an_empty_answer_is_asked_again(days: Days, lena: Browser) -> None:
    address = f"/refresh/{days.waiting().sitting_id}"
    lena.get(address)
    answer = lena.post(f"{address}/1", item=days.page().item.name)  # type: ignore[union-attr]
    assert answer.status_code == 400
    assert 'role="alert"' in lena.page


def test_a_mail_leads_who_is_not_logged_in_by_the_log_in(
    days: Days, visitor: Callable[[], Browser]
) -> None:
    address = f"/refresh/{days.waiting().sitting_id}"
    browser = visitor()
    browser.get(address)
    assert browser.path == "/login"
    browser.log_in_here("lena")
    assert browser.path == address


def test_another_person_and_an_invented_one_get_the_same_answer(
    days: Days, visitor: Callable[[], Browser]
) -> None:
    otto = visitor()
    otto.log_in("otto")
    otto.get("/learn/")
    for address in (f"/refresh/{days.waiting().sitting_id}", f"/refresh/{uuid4()}"):
        token = otto.token()
        assert otto.client.get(address).status_code == 404
        data = {"csrf_token": token, "answer": "1"}
        assert otto.client.post(f"{address}/1", data=data).status_code == 404


def test_even_niet_stops_everything_and_can_be_taken_back(days: Days, lena: Browser) -> None:
    lena.get("/refresh/")
    assert "Beantwoord 2 korte vragen" in lena.page
    lena.post("/refresh/pause", pause="yes")
    assert "Er komt niets tot en met" in lena.page
    assert "korte vragen" not in lena.get("/learn/").text
    lena.get("/refresh/")
    lena.post("/refresh/pause", pause="no")
    assert "Beantwoord 2 korte vragen" in lena.page


def test_mail_can_be_stopped(days: Days, lena: Browser) -> None:
    lena.get("/refresh/")
    lena.post("/refresh/mail", mail="no")
    assert "geen mail" in lena.page
    lena.post("/refresh/mail", mail="yes")
    assert "Hooguit één per week" in lena.page


def test_a_plan_is_shown_to_its_maker_escaped_and_asked_back(days: Days, lena: Browser) -> None:
    assert "Uw als-dan-plan: is het gelukt?" in lena.get("/learn/").text
    lena.get("/plans/")
    assert "&lt;b&gt;Jan &amp; Co&lt;/b&gt;" in lena.page
    assert "<b>Jan" not in lena.page
    address = lena.page.partition('action="/plans/')[2].partition('"')[0]
    assert lena.post(f"/plans/{address}", asked=0).status_code == 400
    assert "Kies eerst een antwoord." in lena.page
    lena.post(f"/plans/{address}", asked=0, outcome="yes", text="Als het druk is, dan bel ik.")
    assert "Als het druk is, dan bel ik." in lena.page
    assert "Is het gelukt?" not in lena.page
    lena.post(f"/plans/{address}/deletion")
    assert "Jan &amp; Co" not in lena.page


def test_somebody_else_sees_no_plan(days: Days, visitor: Callable[[], Browser]) -> None:
    hanne = visitor()
    hanne.log_in("hanne")
    assert "Jan &amp; Co" not in hanne.get("/plans/").text


def test_a_refresher_that_was_let_go_is_not_found(days: Days, lena: Browser) -> None:
    address = f"/refresh/{days.waiting().sitting_id}"
    days.world.clock.now += timedelta(days=30)
    days.night()
    lena.log_in("lena")
    assert lena.get(address).status_code == 404


def test_trainers_see_where_questions_run_out_and_learners_do_not(
    days: Days, visitor: Callable[[], Browser], lena: Browser
) -> None:
    tom = visitor()
    tom.log_in("tom")
    tom.get("/refresh/questions")
    assert "Schrijf er nog 2." in tom.page
    assert lena.get("/refresh/questions").status_code == 403
