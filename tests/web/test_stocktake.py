"""A stocktake in the browser: HR runs it, anybody fills in a form, everybody reads what is done."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.services.stocktake.fieldwork import begin, fill, finish, settle, whole_town
from tests.services.stocktake.test_remarks import write_down
from tests.web.conftest import Browser, app_of
from tests.world import PERSONS, World
from training.domain.stocktake import Length, Side, statements_of
from training.web.mailing import writer_of

NASTY = "<img src=x onerror=alert(1)>"
ANSWERS = dict.fromkeys(statements_of(Length.CORE), "4")
CODE = re.compile(r'class="code">([A-Z0-9-]+)<')
Visitor = Callable[[], Browser]


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def codes(hanne: Browser, number: int, **fields: object) -> list[str]:
    hanne.get(f"/stocktake/{number}")
    hanne.post(f"/stocktake/{number}/codes", count=2, **fields)
    return CODE.findall(hanne.page)


def test_hr_plans_opens_and_closes_a_wave(hanne: Browser) -> None:
    hanne.get("/stocktake/new")
    days = {"starts_on": "2026-11-23", "ends_on": "2026-12-14"}
    hanne.post("/stocktake/new", title=NASTY, terms="gemeente-nl", length="core", **days)
    assert hanne.path == "/stocktake/1"
    assert NASTY not in hanne.page
    assert "gepland" in hanne.page
    hanne.post("/stocktake/1/open")
    assert "Sluit de tussenstand" in hanne.page
    assert hanne.post("/stocktake/1/close").status_code == 409
    assert "niet terug kan" in hanne.page
    hanne.post("/stocktake/1/close", sure="1")
    assert "De cijfers worden gemaakt" in hanne.page
    assert hanne.post("/stocktake/1/open").status_code == 409


def test_a_plan_without_a_title_comes_back(hanne: Browser) -> None:
    hanne.get("/stocktake/new")
    response = hanne.post("/stocktake/new", title=" ", starts_on="x", ends_on="", terms="rijk")
    assert response.status_code == 400
    assert "Kijkt u dit nog even na" in hanne.page


def test_anybody_with_a_code_fills_in_a_form_once(
    hanne: Browser, visitor: Visitor, small_world: World
) -> None:
    number = begin(small_world)
    code = codes(hanne, number, side="initiatives")[0]
    citizen = visitor()
    citizen.get("/s/")
    citizen.post("/s/", code=code.lower())
    assert citizen.path == "/s/form"
    assert "In ons contact met de gemeente" in citizen.page
    assert citizen.post("/s/form", O1="5").status_code == 400
    assert 'name="O1" value="5" checked' in citizen.page
    citizen.post("/s/form", **ANSWERS, O1="2", fate="refused")
    assert "Dank u wel" in citizen.page
    citizen.post("/s/form", **ANSWERS)
    assert "Dank u wel" in citizen.page
    hanne.get(f"/stocktake/{number}")
    assert hanne.page.count('<td class="number">1</td>') == 2, "one form, and it came by a code"


def test_unknown_code_is_asked_for_again(visitor: Visitor) -> None:
    citizen = visitor()
    assert citizen.get(f"/s/{NASTY}").status_code == 404
    assert citizen.get("/s/AAAA").status_code == 404
    assert "Deze code kennen wij niet" in citizen.page
    assert citizen.get("/s/AAAA").headers["X-Robots-Tag"].startswith("noindex")


def test_a_code_leaves_the_address_and_a_form_outlives_the_cookie(
    hanne: Browser, visitor: Visitor, small_world: World
) -> None:
    code = codes(hanne, begin(small_world), side="board")[0]
    citizen = visitor()
    answer = citizen.client.get(f"/s/{code}")
    assert answer.headers["Location"] == "/s/form"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    citizen.get("/s/form")
    assert code in citizen.page
    other = visitor()
    assert other.get("/s/form").status_code == 404
    assert "Er is nog niets verstuurd" in other.page
    other.post("/s/form", code=code, **ANSWERS)
    citizen.get("/s/form")
    assert "Dank u wel" in citizen.page


def test_a_code_that_came_in_long_ago_is_asked_for_again(
    hanne: Browser, visitor: Visitor, small_world: World
) -> None:
    code = codes(hanne, begin(small_world), side="board")[0]
    citizen = visitor()
    citizen.get(f"/s/{code}")
    assert "Ons bestuur" in citizen.page
    small_world.clock.advance(hours=13)
    assert citizen.get("/s/form").status_code == 404


def test_paper_is_typed_in(hanne: Browser, small_world: World) -> None:
    ids = settle(small_world)
    number = begin(small_world)
    hanne.get(f"/stocktake/{number}/paper/staff")
    assert hanne.post(f"/stocktake/{number}/paper/staff", mode="paper").status_code == 400
    hanne.post(f"/stocktake/{number}/paper/staff", mode="paper", unit=ids["Groen"], **ANSWERS)
    assert "Het formulier is bewaard" in hanne.page
    assert hanne.get(f"/stocktake/{number}/paper/nobody").status_code == 404


@pytest.mark.parametrize("side", ["staff", "board", "initiatives"])
def test_an_empty_form_can_be_printed(hanne: Browser, small_world: World, side: str) -> None:
    number = begin(small_world)
    assert hanne.get(f"/stocktake/{number}/print/{side}?large=1").status_code == 200
    assert hanne.page.count("<tr>") >= 18 + 3
    assert "<input" not in hanne.page.partition("<main")[2].partition("</main>")[0]


def test_what_initiatives_wrote_is_read_and_taken_out(
    hanne: Browser, visitor: Visitor, small_world: World
) -> None:
    number = begin(small_world)
    code = codes(hanne, number, side="initiatives")[0]
    citizen = visitor()
    citizen.get(f"/s/{code}")
    citizen.post("/s/form", **ANSWERS, remark="x" * 501)
    assert "hoogstens 500 tekens" in citizen.page
    citizen.post("/s/form", **ANSWERS, remark=NASTY)
    assert "Wilt u dat iemand u belt?" in citizen.page
    fill(small_world, number, Side.INITIATIVES, 20, 3.0)
    write_down(small_world, number, 10)
    finish(small_world, number)
    hanne.get(f"/stocktake/{number}/remarks")
    assert "Tekst 3" in hanne.page
    assert NASTY not in hanne.page
    links = re.findall(r'action="(/stocktake/1/remarks/[0-9a-f-]+)"', hanne.page)
    assert len(links) == 11
    hanne.post(links[0])
    assert hanne.page.count("Haal weg<") == 10


def test_mail_goes_to_a_side_or_to_addresses(hanne: Browser, small_world: World) -> None:
    number = begin(small_world)
    hanne.get(f"/stocktake/{number}")
    hanne.post(f"/stocktake/{number}/mail", side="staff")
    assert "De mails staan klaar" in hanne.page
    pasted = "tuin@voorbeeld.example tuin+2@voorbeeld.example".replace(" ", "\n")
    hanne.post(f"/stocktake/{number}/addresses", addresses=f"{pasted}\n{PERSONS['tom'].email}")
    assert "1 adres krijgt nu mail. 1 had al een link" in hanne.page
    assert "1 is van iemand die hier werkt" in hanne.page
    response = hanne.post(f"/stocktake/{number}/addresses", addresses=NASTY)
    assert response.status_code == 400
    assert NASTY not in hanne.page


def test_talk_comes_before_the_figures(hanne: Browser, small_world: World, app: Flask) -> None:
    settle(small_world)
    number = begin(small_world)
    finish(small_world, number, is_revealed=False)
    tom = Browser(app.test_client())
    tom.log_in("tom")
    assert tom.get(f"/stocktake/{number}/results").status_code == 404
    hanne.get(f"/stocktake/{number}/talk")
    expected = {f"{about}-{p}": "70" for about in ("board", "initiatives") for p in "123"}
    hanne.post(f"/stocktake/{number}/talk/staff", **expected)
    assert "Klaar. Aanpassen mag nog." in hanne.page
    assert hanne.post(f"/stocktake/{number}/talk/staff", **{"board-1": "101"}).status_code == 400
    hanne.post(f"/stocktake/{number}/reveal")
    assert tom.get(f"/stocktake/{number}/results").status_code == 200


def test_figures_actions_and_what_is_told_in_public(
    hanne: Browser, visitor: Visitor, small_world: World
) -> None:
    number = whole_town(small_world)
    hanne.get(f"/stocktake/{number}/results")
    assert "blinde vlek" in hanne.page
    assert "Juridisch" not in hanne.page
    hanne.get(f"/stocktake/{number}/actions")
    fields = {"sub_point": "2.1", "owner": NASTY, "due_on": "2027-03-01", "measure": "Een naam"}
    hanne.post(f"/stocktake/{number}/actions", promise="Eén contact", status="planned", **fields)
    assert NASTY not in hanne.page
    link = re.search(r"/stocktake/1/actions/[0-9a-f-]+", hanne.page)
    assert link
    hanne.get(link.group())
    again = {"promise": "Eén contact", "status": "not-done", **fields}
    assert hanne.post(link.group(), evidence="", **again).status_code == 400
    hanne.post(link.group(), evidence="Het geld is er niet", **again)
    hanne.post(f"/stocktake/{number}/publish", heard="U wacht te lang.")
    citizen = visitor()
    citizen.get("/you-said/")
    for text in ("U wacht te lang.", "Het geld is er niet", "niet gelukt", "Hier gaat het niet"):
        assert text in citizen.page
    assert NASTY not in citizen.page
    citizen.get(f"/you-said/{number}")
    assert "U zei, wij doen" in citizen.page


@pytest.mark.parametrize(
    "path", ["/stocktake/new", "/stocktake/1", "/stocktake/1/talk", "/stocktake/1/paper/staff"]
)
def test_running_a_wave_is_for_those_who_may(small_world: World, path: str) -> None:
    begin(small_world)
    tom = Browser(app_of(small_world).test_client())
    tom.log_in("tom")
    assert tom.get(path).status_code == 403
    assert tom.get("/stocktake/").status_code == 200


def test_a_learner_sees_no_stocktakes(lena: Browser, small_world: World) -> None:
    number = whole_town(small_world)
    for path in ("/stocktake/", f"/stocktake/{number}/results", f"/stocktake/{number}/actions"):
        assert lena.get(path).status_code == 403


@pytest.mark.parametrize("side", ["staff", "board", "initiatives"])
@pytest.mark.parametrize("code", ["ABCD-EFGH-JKLM-NPQR", ""])
def test_mail_is_in_paragraphs_and_a_reminder_has_no_link(app: Flask, side: str, code: str) -> None:
    write = writer_of(app, "https://leren.voorbeeld.example")
    ends_on = date(2026, 12, 14)
    values = {"side": side, "code": code, "ends_on": ends_on, "body": "het waterschap"}
    subject, text = write("stocktake", "nl", **values)
    assert subject.endswith("?")
    assert "het waterschap" in text
    assert (f"https://leren.voorbeeld.example/s/{code}\n" in text) is bool(code)
    assert len(text.strip().split("\n\n")) == (6 if code else 4)
    assert "\n\n\n" not in text
