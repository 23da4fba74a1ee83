"""The pages of HR about people: a file from upload to end, search, the tree, and roles."""

import io
import re

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.services.organisation.imports import ANNA, BAS, CARLA, csv, work
from tests.web.conftest import Browser, app_of
from tests.world import PASSWORD, World, light_passwords
from training.domain.access import Role
from training.services.people import NewPerson, add
from training.store.audit import AuditEvent
from training.store.job import Job, PeopleFile
from training.store.people import Person, find_by_email


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    browser.get("/people/files")
    return browser


@pytest.fixture
def ada(app: Flask, small_world: World) -> Browser:
    """An administrator."""
    with small_world.transaction() as library:
        person = NewPerson("ada@voorbeeld.example", "Ada Janssen", Role.ADMIN)
        digest = light_passwords().digest(PASSWORD)
        add(library.session, person, password_digest=digest, at=small_world.clock())
    browser = Browser(app.test_client())
    browser.get("/login")
    browser.send("/login", {"login-email": person.email, "login-password": PASSWORD})
    return browser


def send_file(browser: Browser, content: bytes, name: str = "mensen.csv") -> TestResponse:
    return browser.send("/people/files", {"file": (io.BytesIO(content), name)})


def bring_in(browser: Browser, world: World, *lines: str) -> TestResponse:
    send_file(browser, csv(*lines))
    path = browser.path
    work(world)
    browser.get(path)
    browser.post(f"{path}/import")
    work(world)
    return browser.get(path)


def test_a_file_goes_from_upload_to_people(hanne: Browser, small_world: World) -> None:
    send_file(hanne, csv(ANNA, BAS, CARLA))
    path = hanne.path
    assert "Wij controleren het bestand." in hanne.page
    work(small_world)
    assert "3 regels gecontroleerd, zonder fouten." in hanne.get(path).text
    assert "Dienst Publiek &gt; Balie" in hanne.page
    hanne.post(f"{path}/import")
    assert "Wij lezen het bestand in." in hanne.page
    work(small_world)
    assert "Ingelezen. Dit is er veranderd." in hanne.get(path).text
    assert "Anna de Boer" in hanne.get("/people/?q=boer").text
    assert "Bas Visser" not in hanne.page
    assert "Ingelezen" in hanne.get("/people/files").text
    with small_world.transaction() as library:
        assert library.session.scalars(select(PeopleFile.content)).all() == [None]


def test_faults_are_told_with_line_column_and_remedy(hanne: Browser, small_world: World) -> None:
    send_file(hanne, csv(ANNA.replace("@", " at "), BAS, "=1+1;x;y;z;;;;;"))
    path = hanne.path
    work(small_world)
    page = hanne.get(path).text
    assert "Er staan 2 fouten in het bestand. Er is niets ingelezen." in page
    assert re.search(r'>2</td><td><bdi>e-mail</bdi></td><td class="found"><bdi>anna at', page)
    assert "Schrijf het zoals naam@organisatie.nl" in page
    told = hanne.get(f"{path}/errors.csv")
    assert told.data.startswith(b"\xef\xbb\xbfRegel;Kolom;")
    assert told.mimetype == "text/csv"
    with small_world.transaction() as library:
        numbered = select(func.count()).where(Person.staff_number.is_not(None))
        assert library.session.scalars(numbered).one() == 0


def test_many_leavers_ask_for_their_number(hanne: Browser, small_world: World) -> None:
    bring_in(hanne, small_world, ANNA, BAS, CARLA)
    hanne.get("/people/files")
    send_file(hanne, csv(ANNA))
    path = hanne.path
    work(small_world)
    assert "gaan er 2 uit dienst" in hanne.get(path).text
    assert hanne.post(f"{path}/import", leavers="3").status_code == 400
    assert "Typ het getal 2 om door te gaan." in hanne.page
    hanne.get(path)
    hanne.post(f"{path}/import", leavers="2")
    work(small_world)
    assert "Bas Visser" in hanne.get("/people/?state=left").text
    assert "Bas Visser" not in hanne.get("/people/").text


def test_a_file_can_be_thrown_away(hanne: Browser, small_world: World) -> None:
    send_file(hanne, csv(ANNA))
    path = hanne.path
    work(small_world)
    hanne.get(path)
    assert hanne.post(f"{path}/drop").request.path == "/people/files"
    assert "Dit bestand is weggegooid" in hanne.get(path).text
    hanne.get("/people/files")
    assert hanne.post(f"{path}/import").status_code == 409


@pytest.mark.parametrize("content", [b"", None])
def test_without_a_file_the_form_says_so(hanne: Browser, content: bytes | None) -> None:
    fields = {} if content is None else {"file": (io.BytesIO(content), "leeg.csv")}
    assert hanne.send("/people/files", fields).status_code == 400
    assert "Kijkt u dit nog even na" in hanne.page


def test_the_tree_shows_who_leads_and_how_many(hanne: Browser, small_world: World) -> None:
    bring_in(hanne, small_world, ANNA, BAS, CARLA)
    page = hanne.get("/people/units").text
    assert "Hele organisatie" in page
    link = re.search(r'href="(/people/units/[^"]+)"><bdi>Dienst Publiek<', page)
    assert link
    page = hanne.get(link.group(1)).text
    assert "<bdi>Bas Visser</bdi>" in page
    assert "<bdi>Balie</bdi>" in page


def test_the_example_can_be_brought_in(hanne: Browser, small_world: World) -> None:
    content = hanne.client.get("/people/files/example.csv").data
    send_file(hanne, content)
    path = hanne.path
    work(small_world)
    assert "5 regels gecontroleerd, zonder fouten." in hanne.get(path).text


def test_only_hr_comes_here(app: Flask) -> None:
    for name in ("lena", "tom"):
        browser = Browser(app.test_client())
        browser.log_in(name)
        for path in ("/people/", "/people/units", "/people/files", "/people/roles"):
            assert browser.get(path).status_code == 403
        assert send_file(browser, b"x").status_code == 403


def test_a_large_body_is_taken_from_hr_alone(app: Flask, hanne: Browser) -> None:
    large = b"x" * 400_000
    assert send_file(hanne, large).status_code == 200
    hanne.get("/people/files")
    page = {"file": (io.BytesIO(large), "x.csv"), "language": "en"}
    assert hanne.send("/language", page).status_code == 413
    lena = Browser(app.test_client())
    lena.log_in("lena")
    assert send_file(lena, large).status_code == 413
    assert send_file(Browser(app.test_client()), large).status_code == 413


def test_a_role_changes_with_a_reason_on_the_trail(ada: Browser, small_world: World) -> None:
    page = ada.get("/people/roles?email=Otto@voorbeeld.example").text
    action = re.search(r'action="(/people/roles/[^"]+)"', page)
    assert action
    form = {"email": "otto@voorbeeld.example", "role": "trainer"}
    assert ada.send(action.group(1), form).status_code == 400
    assert "Schrijf op waarom." in ada.page
    ada.send(action.group(1), {**form, "reason": "Maakt de lessen"})
    assert "De rol is veranderd." in ada.page
    with small_world.transaction() as library:
        event = library.session.scalars(
            select(AuditEvent).where(AuditEvent.action == "role-changed")
        ).one()
        person = find_by_email(library.session, "otto@voorbeeld.example")
    assert person
    assert person.role == "trainer"
    assert event.details == {"from": "learner", "to": "trainer", "reason": "Maakt de lessen"}


def test_nobody_changes_the_own_role(ada: Browser) -> None:
    page = ada.get("/people/roles?email=ada@voorbeeld.example").text
    action = re.search(r'action="(/people/roles/[^"]+)"', page)
    assert action
    form = {"email": "ada@voorbeeld.example", "role": "learner", "reason": "x"}
    assert ada.send(action.group(1), form).status_code == 409
    assert "Uw eigen rol verandert een andere beheerder." in ada.page


def test_hr_cannot_give_roles(small_world: World) -> None:
    browser = Browser(app_of(small_world).test_client())
    browser.log_in("hanne")
    assert browser.get("/people/roles").status_code == 403


def test_work_that_stopped_can_go_on(hanne: Browser, small_world: World) -> None:
    send_file(hanne, csv(ANNA))
    path = hanne.path
    with small_world.transaction() as library:
        library.session.execute(update(Job).values(state="failed"))
    assert "gestopt door een storing" in hanne.get(path).text
    hanne.post(f"{path}/again")
    work(small_world)
    assert "1 regel gecontroleerd, zonder fouten." in hanne.get(path).text
    hanne.post(f"{path}/again")
    assert "Wij controleren het bestand." in hanne.page


def test_pages_follow_each_other_by_name(hanne: Browser, small_world: World) -> None:
    people = [f"{n:03};Mens {n:03};m{n}@stad.example;Balie;;;;;" for n in range(60)]
    bring_in(hanne, small_world, *people)
    first = hanne.get("/people/?q=mens").text
    assert "60 mensen" in first
    assert "Mens 049" in first
    assert "Mens 050" not in first
    found = re.search(r'href="(/people/\?[^"]*after=[^"]*)"', first)
    assert found
    second = hanne.get(found.group(1).replace("&amp;", "&")).text
    assert "Mens 049" not in second
    assert "Mens 059" in second
    assert "Mens 007" in hanne.get("/people/?q=007").text
    assert "Mens 007" in hanne.get("/people/?q=M7@stad.example").text
    assert "Niemand gevonden met “m7”." in hanne.get("/people/?q=m7").text
