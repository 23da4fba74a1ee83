"""About 1 500 odd requests: strange methods, numbers, types and texts never cause a fault."""

import random  # noqa: TID251 - of a fixed seed
from collections.abc import Iterator

import pytest

from tests.conftest import FreshDatabase
from tests.web.conftest import HERE, Browser, app_of
from tests.world import World, prepare
from training.store.engine import open_database

ODD = (
    "", " ", "0", "-1", "-2", "1", "2", "99", "1.5", "1e9", "0x1", "NaN", "inf", "null", "true",
    "[]",
    "{}", "9" * 18, "9" * 40, "9" * 5000, "-" + "9" * 5000, "\x00", "a\x00b", "\r\n", "\t",
    "\u2028",
    "\u0663", "\uff11", "\u00b2", "\U0001f600", "\ufffd", "e\u0301", "\u202e", "../../etc/passwd",
    "' OR 1=1 --", "\"; DROP TABLE person; --", "${7*7}", "{{7*7}}", "%s%n", "<b>", "x" * 5000,
    "11-wat-is-het-doel", "12-wat-helpt", "31-wat-is-de-volgorde", "32-wie-beslist", "33-uw-plan",
)  # fmt: skip
FIELDS = (
    "step", "position", "page", "item", "round", "answer", "text", "place-1", "place-2", "place-3",
    "match-1", "match-2", "place-", "place-x", "match-\u00b2", "place-" + "9" * 5000, "language",
    "next",
    "login-email", "login-password", "email", "password", "repeat", "resume", "", "[]", "a[b]",
    "\x00",
)  # fmt: skip
METHODS = (
    "GET",
    "POST",
    "POST",
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "FOO",
)
TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "text/xml; charset=utf-7",
    "application/x-www-form-urlencoded; charset=nonsense",
    "/",
    "",
)
BODIES = (b"", b"\xff\xfe", b"--x\r\n", b"{", b"a=%", b"=%00&=%ff&&&", b"a" * 9000, b"%zz=1;b=2")
FIXED = (
    "/", "/login", "/logout", "/logout-everywhere", "/account", "/language", "/password/forgotten",
    "/password/sent", "/password/reset/x", "/password/reset/%00", "/learn/", "/learn", "/privacy",
    "/learn/courses/proef", "/learn/courses/proef/receipt", "/health/ready", "/static/",
    "/static/x",
    "/learn/courses/proef/scenario/bank/attempts", "/learn/courses/proef/x/bank/attempts",
    "/learn/courses/%00/lesson/%ff/attempts", "/quiz/0", "/%ff%fe", "/learn/courses/" + "x" * 3000,
    "/learn/courses/a%2fb", "/learn/courses/..%2f", "//learn//", "/learn/../login", "/*", "/?a=%",
)  # fmt: skip
REQUESTS = 750


@pytest.fixture
def odd_world(fresh_database: FreshDatabase) -> Iterator[World]:
    database = open_database(fresh_database(prepare))
    yield World(database)
    database.close()


def places(browser: Browser) -> list[str]:
    """Begin one of everything; give all addresses that belong to it."""
    found = []
    for kind, slug in (("lesson", "lezen"), ("scenario", "bank"), ("quiz", "vragen")):
        browser.get("/learn/")
        address = browser.start(kind, slug).request.path
        tails = ("", "/choices", "/responses", "/retakes", "/pages", "/text", "/x")
        found += [f"{address}{tail}" for tail in tails]
    return [*found, *FIXED]


def odd_form(chance: random.Random) -> dict[str, list[str]]:
    names = chance.sample(FIELDS, chance.randint(0, 5))
    return {name: chance.choices(ODD, k=chance.randint(1, 3)) for name in names}


def send_odd(browser: Browser, chance: random.Random, path: str) -> int:
    method = chance.choice(METHODS)
    query = odd_form(chance) if chance.random() < 0.3 and "?" not in path else None
    headers = chance.choice(({}, HERE, {"Origin": "null"}, {"Accept-Language": "\xff;q=x,,"}))
    if chance.random() < 0.75:
        form = {**odd_form(chance), "csrf_token": [browser.token()]}
        response = browser.client.open(
            path, method=method, data=form, query_string=query, headers=headers
        )
    else:
        response = browser.client.open(
            path,
            method=method,
            data=chance.choice(BODIES),
            content_type=chance.choice(TYPES),
            headers={**headers, "X-CSRFToken": browser.token()},
        )
    response.close()
    return response.status_code


@pytest.mark.parametrize("is_inside", [True, False])
def test_no_odd_request_causes_a_fault(odd_world: World, is_inside: bool) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- the same odd requests every time
    browser = Browser(app_of(odd_world).test_client())
    browser.log_in("lena")
    paths = places(browser)
    if not is_inside:
        browser.post("/logout")
    browser.get("/login" if not is_inside else "/learn/")
    statuses: dict[int, int] = {}
    for number in range(REQUESTS // 2):
        if is_inside and number % 25 == 0:
            browser.log_in("lena")
            browser.get("/learn/")
        path = chance.choice(paths)
        status = send_odd(browser, chance, path)
        assert status < 500, (number, path)
        statuses[status] = statuses.get(status, 0) + 1
    assert {303, 400, 404, 405} <= set(statuses), statuses


@pytest.mark.parametrize("field", ["login-email", "login-password", "email", "text", "item"])
@pytest.mark.parametrize("value", ["a\x00b", "\x00", "\ud800".encode("utf-8", "replace").decode()])
def test_what_a_database_cannot_keep_is_refused_by_us(
    odd_world: World, field: str, value: str
) -> None:
    browser = Browser(app_of(odd_world).test_client())
    if field in {"text", "item"}:
        browser.log_in("lena")
        quiz = browser.start("quiz", "vragen").request.path
        form = {"item": "33-uw-plan", "round": "1", "text": "x", field: value}
        status = browser.send(f"{quiz}/responses", form).status_code
    else:
        path = "/password/forgotten" if field == "email" else "/login"
        browser.get(path)
        form = {"login-email": "x@x.example", "login-password": "x", "email": "x", field: value}
        status = browser.send(path, form).status_code
    assert status < 500
