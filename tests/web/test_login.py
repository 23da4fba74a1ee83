"""The front door: log in, be refused, log out here and everywhere, be idle for too long."""

from collections.abc import Callable

import pytest

from tests.web.conftest import Browser, credentials
from tests.world import PASSWORD, PERSONS, World
from training.store.people import find_by_email

Visitor = Callable[[], Browser]


def is_inside(browser: Browser) -> bool:
    """Tell whether a page for people who are logged in opens."""
    return browser.client.get("/learn/").status_code == 200


def try_to_log_in(browser: Browser, email: str, password: str) -> tuple[int, str, dict[str, str]]:
    """Log in with anything; give all that a visitor can see of the answer."""
    browser.get("/login")
    form = {"login-email": email, "login-password": password}
    response = browser.send("/login", form, follow=False)
    seen = response.text.replace(browser.token(), "TOKEN")
    seen = seen.replace(email, "ADDRESS") if email else seen
    headers = {name: value for name, value in response.headers if name != "Set-Cookie"}
    headers["Content-Length"] = str(len(seen))
    return response.status_code, seen, headers


def test_the_right_password_opens_the_door(browser: Browser) -> None:
    response = browser.log_in("lena")
    assert response.status_code == 200
    assert response.request.path == "/learn/"
    assert "Lena de Wit" in response.text


def test_capitals_and_blanks_around_the_address_do_not_matter(browser: Browser) -> None:
    browser.get("/login")
    response = browser.post(
        "/login", **{"login-email": " LENA@Voorbeeld.example ", "login-password": PASSWORD}
    )
    assert "Lena de Wit" in response.text


def test_a_wrong_password_and_an_unknown_address_look_the_same(visitor: Visitor) -> None:
    known = try_to_log_in(visitor(), PERSONS["lena"].email, "verkeerd")
    unknown = try_to_log_in(visitor(), "niemand@voorbeeld.example", "verkeerd")
    assert known == unknown
    assert known[0] == 401
    assert "horen niet bij elkaar" in known[1]


def test_the_password_is_never_given_back(browser: Browser) -> None:
    assert "verkeerd" not in browser.log_in("lena", "verkeerd").text


@pytest.mark.parametrize(
    ("email", "password"),
    [("", ""), ("", PASSWORD), ("lena@voorbeeld.example", ""), ("x" * 300, "x"), ("x", "x" * 300)],
)
def test_an_incomplete_form_is_given_back(browser: Browser, email: str, password: str) -> None:
    status, page, _ = try_to_log_in(browser, email, password)
    assert status == 400
    assert 'aria-invalid="true"' in page


def test_a_deactivated_person_is_a_stranger(lena: Browser, small_world: World) -> None:
    with small_world.transaction() as library:
        person = find_by_email(library.session, PERSONS["lena"].email)
        assert person
        person.is_active = False
    assert not is_inside(lena)
    assert lena.log_in("lena").status_code == 401


def test_the_eleventh_try_in_a_minute_waits(visitor: Visitor, small_world: World) -> None:
    browser = visitor()
    for number in range(10):
        # Neither another browser nor another claimed address starts the count again.
        claimed = {"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.1.{number}"}
        assert browser.log_in("lena", "verkeerd", claimed).status_code == 401
    refused = visitor().log_in("lena", headers={"X-Forwarded-For": "10.9.9.9"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Wacht een minuut" in refused.text
    assert visitor().log_in("otto").status_code == 200
    small_world.clock.advance(seconds=61)
    assert visitor().log_in("lena").status_code == 200


def test_an_unknown_address_is_slowed_down_alike(visitor: Visitor) -> None:
    statuses = [try_to_log_in(visitor(), "niemand@x.example", "x")[0] for _ in range(11)]
    assert statuses == [401] * 10 + [429]


def test_logging_in_rightly_is_never_slowed_down(visitor: Visitor) -> None:
    assert {visitor().log_in("lena").status_code for _ in range(12)} == {200}


def test_a_session_begins_anew_at_login(browser: Browser) -> None:
    browser.get("/login")
    before, token = browser.cookie(), browser.token()
    browser.post("/login", **credentials("lena"))
    assert browser.cookie() != before
    assert browser.token() != token
    browser.client.set_cookie("uitnodigend", before)
    assert not is_inside(browser)


def test_two_logins_are_two_sessions(visitor: Visitor) -> None:
    one, other = visitor(), visitor()
    one.log_in("lena")
    other.log_in("lena")
    assert one.cookie() != other.cookie()
    one.post("/logout")
    assert is_inside(other)


def test_logging_out_ends_the_session_itself(lena: Browser) -> None:
    cookie = lena.cookie()
    lena.get("/learn/")
    response = lena.post("/logout")
    assert response.request.path == "/login"
    lena.client.set_cookie("uitnodigend", cookie)
    assert not is_inside(lena)


def test_logging_out_everywhere_ends_other_devices_at_once(visitor: Visitor) -> None:
    devices = [visitor() for _ in range(3)]
    for device in devices:
        device.log_in("lena")
    stranger = visitor()
    stranger.log_in("otto")
    devices[0].post("/logout-everywhere")
    assert [is_inside(device) for device in devices] == [False] * 3
    assert is_inside(stranger)


def test_who_is_logged_in_does_not_see_the_front_door(lena: Browser) -> None:
    assert lena.get("/login").request.path == "/learn/"
    assert lena.get("/login?next=/account").request.path == "/account"


@pytest.mark.parametrize(
    ("name", "minutes"), [("lena", 120), ("hanne", 30), ("tom", 30), ("otto", 120)]
)
def test_an_idle_session_ends(
    browser: Browser, small_world: World, name: str, minutes: int
) -> None:
    browser.log_in(name)
    small_world.clock.advance(minutes=minutes, seconds=-1)
    assert is_inside(browser)
    small_world.clock.advance(minutes=minutes, seconds=-1)
    assert is_inside(browser), "a visit starts the count again"
    small_world.clock.advance(minutes=minutes)
    assert not is_inside(browser)


def test_a_busy_session_ends_after_twelve_hours(lena: Browser, small_world: World) -> None:
    for _ in range(47):
        small_world.clock.advance(minutes=15)
        assert is_inside(lena)
    small_world.clock.advance(minutes=15)
    assert not is_inside(lena)


def test_the_account_page_lists_sessions_that_live(visitor: Visitor, small_world: World) -> None:
    visitor().log_in("lena")
    small_world.clock.advance(hours=13)
    here = visitor()
    here.log_in("lena")
    page = here.get("/account").text
    assert page.count("<tr><td>") == 1
    assert "Nu, op dit apparaat" in page


def test_logging_out_after_the_session_ended_just_ends(lena: Browser, small_world: World) -> None:
    small_world.clock.advance(hours=3)
    response = lena.post("/logout")
    assert response.request.path == "/login"
    assert response.status_code == 200
    lena.log_in_here("lena")
    assert is_inside(lena)
