"""The page of the trail: for HR and administrators, in words, and without anything to run."""

import pytest
from sqlalchemy import select, update

from tests.web.conftest import Browser
from tests.world import PERSONS, World
from training.domain.access import Role
from training.services import audit
from training.services.audit import About, Actor
from training.store.audit import AuditEvent
from training.store.people import Person, find_by_email

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def lines(world: World, action: str) -> list[AuditEvent]:
    with world.session() as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def note(world: World, action: str, reason: str = "") -> None:
    with world.session() as session:
        hanne = find_by_email(session, PERSONS["hanne"].email)
        lena = find_by_email(session, PERSONS["lena"].email)
        assert hanne
        assert lena
        about = About(lena.id, {"from": "", "to": "2026-12-01", "reason": reason, "rows": "12"})
        actor = Actor(hanne.id, "192.0.2.1")
        audit.note(session, actor, action, "enrolment:7", "ok", at=world.clock(), about=about)


def test_hr_reads_who_did_what_about_whom(hanne: Browser, small_world: World) -> None:
    note(small_world, "exempted", "Naam veranderd")
    page = hanne.get("/trail/").text
    for words in (
        "Wie deed wat?",
        "Gaf een vrijstelling",
        "Hanne Peeters",
        "lena@voorbeeld.example",
        "2026-12-01",
        "Reden: Naam veranderd",
        "maandag 23 november 2026",
        "192.0.2.1",
    ):
        assert words in page


@pytest.mark.parametrize(("name", "status"), [("lena", 403), ("tom", 403), ("hanne", 200)])
def test_the_trail_is_for_hr_and_administrators(browser: Browser, name: str, status: int) -> None:
    browser.log_in(name)
    assert browser.get("/trail/").status_code == status
    assert ('href="/trail/"' in browser.page) is (name == "hanne")


def test_an_administrator_and_no_manager_reads_it(browser: Browser, small_world: World) -> None:
    for role, status in ((Role.ADMIN, 200), (Role.MANAGER, 403)):
        with small_world.session() as session:
            chosen = update(Person).where(Person.email == PERSONS["otto"].email)
            session.execute(chosen.values(role=role))
        browser.log_in("otto")
        assert browser.get("/trail/").status_code == status


def test_hr_reads_nothing_of_log_ins_whatever_is_asked_and_an_administrator_does(
    browser: Browser, small_world: World
) -> None:
    browser.log_in("lena")
    browser.log_in("hanne")
    for query in ("", "?action=log-in", "?actor=lena"):
        page = browser.get(f"/trail/{query}").text
        assert "Logde in" not in page
        assert 'value="log-in"' not in page
    with small_world.session() as session:
        chosen = update(Person).where(Person.email == PERSONS["otto"].email)
        session.execute(chosen.values(role=Role.ADMIN))
    browser.log_in("otto")
    assert "Lena de Wit" in browser.get("/trail/?action=log-in").text


def test_a_visitor_logs_in_first(browser: Browser) -> None:
    assert browser.get("/trail/").request.path == "/login"


def test_looking_is_on_the_trail_once_a_day(hanne: Browser, small_world: World) -> None:
    for _ in range(3):
        hanne.get("/trail/?actor=lena")
    assert len(lines(small_world, "view-report")) == 1
    small_world.clock.advance(days=1)
    hanne.log_in("hanne")
    hanne.get("/trail/")
    assert len(lines(small_world, "view-report")) == 2


def test_filters_stand_in_the_address_and_stay_filled_in(
    hanne: Browser, small_world: World
) -> None:
    note(small_world, "exempted")
    found = hanne.get("/trail/?action=exempted&since=2026-11-23&until=2026-11-23&subject=Lena").text
    assert "enrolment" not in found.partition("<tbody>")[0]
    assert found.count("<tr>") == 2
    assert 'value="2026-11-23"' in found
    assert 'value="Lena"' in found
    assert "Er is niets gevonden" in hanne.get("/trail/?since=2030-01-01").text


@pytest.mark.parametrize("query", ["since=gisteren", "until=2026-02-31", "actor=" + "x" * 300])
def test_a_wrong_filter_is_given_back(hanne: Browser, query: str) -> None:
    assert hanne.get(f"/trail/?{query}").status_code == 400
    assert "Kijkt u dit nog even na" in hanne.page


@pytest.mark.parametrize(
    "query", ["before=x", "action=nope", "actor=%00", "since=0001-01-01", "until=9999-12-31"]
)
def test_an_odd_filter_does_no_harm(hanne: Browser, query: str) -> None:
    assert hanne.get(f"/trail/?{query}").status_code in {200, 400}


def test_older_lines_are_a_page_further(hanne: Browser, small_world: World) -> None:
    for number in range(60):
        note(small_world, "exempted", f"Reden nummer {number}.")
    page = hanne.get("/trail/?actor=hanne").text
    assert "Oudere regels" in page
    link = page.partition('href="/trail/?actor=hanne&amp;before=')[2].partition('"')[0]
    page = hanne.get(f"/trail/?actor=hanne&before={link}").text
    assert "Terug naar de nieuwste" in page
    assert "Oudere regels" not in page


def test_what_people_typed_is_escaped(hanne: Browser, small_world: World) -> None:
    note(small_world, "exempted", HOSTILE)
    page = hanne.get("/trail/", headers=None).text
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert HOSTILE not in hanne.get("/trail/", headers={"X": "y"}).text
    assert HOSTILE not in hanne.client.get("/trail/", query_string={"actor": HOSTILE}).text
