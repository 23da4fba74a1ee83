"""A forgotten password: the same answer for everyone, and a link that nobody can bend."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.web.conftest import SETTINGS, Browser, app_of
from tests.world import PERSONS, World
from training.config import Settings
from training.services.people import NewPerson, add
from training.store.mail import Mail

Visitor = Callable[[], Browser]
NEW = "een heel nieuw wachtwoord"
PUBLIC = "https://training.voorbeeld.example"
HTTPS = Settings(secret_key=SETTINGS.secret_key, public_url=PUBLIC)
BENT = (
    {"Host": "evil.example"},
    {"Host": "training.voorbeeld.example.evil.example"},
    {"Host": "evil.example:443"},
    {"Host": "training.voorbeeld.example@evil.example"},
    {"Host": "training.voorbeeld.example:80@evil.example"},
    {"Host": "training.voorbeeld.example evil.example"},
    {"Host": "training.voorbeeld.example, evil.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Server": "evil.example"},
    {"X-Host": "evil.example"},
    {"X-Original-Host": "evil.example"},
    {"X-HTTP-Host-Override": "evil.example"},
    {"Forwarded": "host=evil.example;proto=http"},
    {"X-Forwarded-Proto": "http", "X-Forwarded-Port": "8080", "X-Forwarded-Prefix": "/evil"},
    {"X-Rewrite-URL": "//evil.example/", "X-Original-URL": "//evil.example/"},
)


def ask(browser: Browser, email: str = PERSONS["lena"].email) -> None:
    browser.get("/password/forgotten")
    response = browser.post("/password/forgotten", email=email)
    assert response.request.path == "/password/sent"


def mails(world: World) -> list[Mail]:
    with world.transaction() as library:
        return list(library.session.scalars(select(Mail).order_by(Mail.id)))


def link_in(world: World) -> str:
    found = re.search(r"/password/reset/[\w-]+", mails(world)[-1].body)
    assert found
    return found.group()


def choose(browser: Browser, link: str, password: str = NEW, repeat: str = "") -> int:
    browser.get(link)
    return browser.post(link, password=password, repeat=repeat or password).status_code


def test_a_new_password_is_chosen_with_the_link(browser: Browser, small_world: World) -> None:
    ask(browser)
    mail = mails(small_world)[0]
    assert (mail.recipient, len(mails(small_world))) == ("lena@voorbeeld.example", 1)
    assert f"{SETTINGS.base_url}/password/reset/" in mail.body
    response = browser.get(link_in(small_world))
    assert response.status_code == 200
    response = browser.post(link_in(small_world), password=NEW, repeat=NEW)
    assert "Uw nieuwe wachtwoord werkt" in response.text
    assert browser.log_in("lena").status_code == 401
    assert browser.log_in("lena", NEW).status_code == 200


def test_an_unknown_address_gets_the_same_answer(visitor: Visitor, small_world: World) -> None:
    answers = []
    for email in (PERSONS["lena"].email, "niemand@voorbeeld.example"):
        browser = visitor()
        browser.get("/password/forgotten")
        response = browser.send("/password/forgotten", {"email": email}, follow=False)
        headers = {name: text for name, text in response.headers if name != "Set-Cookie"}
        answers.append((response.status_code, response.text, headers))
    assert answers[0] == answers[1]
    assert len(mails(small_world)) == 1


def test_the_link_works_once_and_ends_all_sessions(visitor: Visitor, small_world: World) -> None:
    device, thief = visitor(), visitor()
    device.log_in("lena")
    ask(thief)
    link = link_in(small_world)
    assert choose(device, link) == 200
    assert device.client.get("/learn/").status_code == 303
    assert thief.get(link).status_code == 404
    assert "Deze link werkt niet meer" in thief.page
    thief.get("/login")
    assert thief.post(link, password=NEW, repeat=NEW).status_code == 404


def test_the_link_works_for_half_an_hour(browser: Browser, small_world: World) -> None:
    ask(browser)
    link = link_in(small_world)
    small_world.clock.advance(minutes=30, seconds=-1)
    assert browser.get(link).status_code == 200
    small_world.clock.advance(seconds=1)
    assert browser.post(link, password=NEW, repeat=NEW).status_code == 404
    assert browser.get(link).status_code == 404


def test_only_the_last_link_works_and_a_postbox_is_not_filled(
    browser: Browser, small_world: World
) -> None:
    ask(browser)
    first = link_in(small_world)
    for _ in range(5):
        ask(browser)
    assert len(mails(small_world)) == 1
    small_world.clock.advance(minutes=2)
    ask(browser)
    assert browser.get(first).status_code == 404
    assert browser.get(link_in(small_world)).status_code == 200


@pytest.mark.parametrize(
    ("password", "repeat"), [("kort", "kort"), (NEW, "iets anders"), ("", ""), ("x" * 257, "")]
)
def test_a_password_that_cannot_be_is_refused_and_the_link_kept(
    browser: Browser, small_world: World, password: str, repeat: str
) -> None:
    ask(browser)
    assert choose(browser, link_in(small_world), password, repeat) == 400
    assert "iets anders" not in browser.page
    assert choose(browser, link_in(small_world)) == 200


@pytest.mark.parametrize("headers", BENT)
def test_no_header_bends_the_link(small_world: World, headers: dict[str, str]) -> None:
    browser = Browser(app_of(small_world, HTTPS).test_client())
    browser.client.environ_base["wsgi.url_scheme"] = "https"
    own = {"Host": "training.voorbeeld.example"}
    browser.get("/password/forgotten", own)
    form = {"email": PERSONS["lena"].email}
    browser.send("/password/forgotten", form, headers={**own, **headers}, follow=False)
    for mail in mails(small_world):
        assert f"{PUBLIC}/password/reset/" in mail.body
        assert "evil" not in mail.body
    assert len(mails(small_world)) == (0 if "Host" in headers else 1)


def test_there_are_fifteen_bent_headers() -> None:
    assert len(BENT) >= 15


def test_the_link_goes_to_the_address_on_record(browser: Browser, small_world: World) -> None:
    with small_world.transaction() as library:
        kim = NewPerson("kim@bank.example", "Kim")
        add(library.session, kim, at=small_world.clock())
    # The Kelvin sign becomes a k in lower case, and is another postbox elsewhere.
    ask(browser, "\u212aim@bank.example")
    assert [mail.recipient for mail in mails(small_world)] == ["kim@bank.example"]


@pytest.mark.parametrize("token", ["x", "0" * 43, "a" * 5000, "%00", "..%2f", "\u2028"])
def test_an_invented_link_is_not_found(browser: Browser, token: str) -> None:
    browser.get("/login")
    path = f"/password/reset/{token}"
    assert browser.client.get(path).status_code == 404
    assert browser.post(path, password=NEW, repeat=NEW).status_code == 404


def test_a_person_without_password_cannot_log_in_and_can_begin_with_a_link(
    browser: Browser, small_world: World
) -> None:
    with small_world.transaction() as library:
        new = NewPerson("nieuw@voorbeeld.example", "Nieuw")
        add(library.session, new, at=small_world.clock())
    for password in ("", "nobody has this password", "None"):
        browser.get("/login")
        form = {"login-email": "nieuw@voorbeeld.example", "login-password": password}
        assert browser.send("/login", form).status_code in {400, 401}
    ask(browser, "nieuw@voorbeeld.example")
    assert choose(browser, link_in(small_world)) == 200
    browser.get("/login")
    form = {"login-email": "nieuw@voorbeeld.example", "login-password": NEW}
    assert "Nieuw" in browser.send("/login", form).text
