"""Whose record is whose: everyone else gets what they would get for an invented address."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from tests.web.conftest import HERE, Browser
from tests.web.test_journey import play, read_lesson
from tests.web.test_rules import record
from tests.world import World

Visitor = Callable[[], Browser]
TRICKS: tuple[dict[str, str], ...] = (
    {"X-Forwarded-User": "lena@voorbeeld.example", "Remote-User": "lena@voorbeeld.example"},
    {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
    {"X-HTTP-Method-Override": "GET", "X-Method-Override": "POST"},
    {"X-Original-URL": "/learn/", "X-Rewrite-URL": "/learn/"},
    {"Authorization": "Bearer lena", "X-User-Id": "1"},
    {"Referer": "http://localhost/learn/", **HERE},
)
UNIT = re.compile(r"/(?:lessons|scenarios|quiz)/[0-9a-f-]{36}")


@pytest.fixture
def ids(lena: Browser) -> list[str]:
    """Addresses of Lena's own record: a lesson, an open quiz, a finished and an open scenario."""
    finished = play(lena)
    quiz, lesson = lena.start("quiz", "vragen").request.path, read_lesson(lena)
    return [lesson, quiz, finished, lena.start("scenario", "bank").request.path]


def gets(address: str) -> list[str]:
    return [address, f"{address}/text", f"{address}?page=1", f"{address}?item=11-wat-is-het-doel"]


def posts(address: str) -> list[str]:
    return [f"{address}/{name}" for name in ("choices", "responses", "retakes", "pages")]


def variants(address: str) -> list[str]:
    head, _, found = address.rpartition("/")
    number = UUID(found)
    shapes = (str(number).upper(), number.hex, f"{{{number}}}", number.urn, f"{number}/")
    tails = (f"{number}%20", f"%20{number}", f"{number}%00", f".%2f{number}")
    return [f"{head}/{shape}" for shape in (*shapes, *tails)]


def seen(response: TestResponse, address: str, browser: Browser) -> tuple[int, str, str]:
    """Give what a visitor learns, apart from the address that was typed and the form token."""
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", response.text)
    for path in (response.request.path, response.request.full_path, address):
        text = text.replace(path, "PATH")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    headers = sorted(
        (k, v) for k, v in response.headers if k not in ("Set-Cookie", "Content-Length")
    )
    place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", str(headers))
    return response.status_code, text, place


@pytest.mark.parametrize("name", ["otto", "tom", "hanne"])
def test_anothers_record_looks_like_one_that_is_not_there(
    visitor: Visitor, small_world: World, ids: list[str], name: str
) -> None:
    browser = visitor()
    browser.log_in(name)
    browser.get("/learn/")
    token, before = browser.token(), record(small_world)
    data = {"csrf_token": token, "step": "0", "position": "1", "round": "1", "answer": "1"}
    data |= {"item": "11-wat-is-het-doel", "page": "1"}
    for address in ids:
        invented = f"{address.rpartition('/')[0]}/{uuid4()}"
        for theirs, nobodys in zip(gets(address), gets(invented), strict=True):
            one, other = browser.client.get(theirs), browser.client.get(nobodys)
            assert one.status_code == 404
            assert seen(one, theirs, browser) == seen(other, nobodys, browser)
        for theirs, nobodys in zip(posts(address), posts(invented), strict=True):
            one = browser.client.post(theirs, data=data)
            other = browser.client.post(nobodys, data=data)
            assert one.status_code in {404, 405}
            assert seen(one, theirs, browser) == seen(other, nobodys, browser)
    assert record(small_world) == before


def test_no_spelling_of_an_address_and_no_header_opens_it(
    visitor: Visitor, small_world: World, ids: list[str]
) -> None:
    browser = visitor()
    browser.log_in("otto")
    before = record(small_world)
    for address in ids:
        for shape in variants(address):
            assert browser.client.get(shape).status_code == 404
        for headers in TRICKS:
            assert browser.client.get(address, headers=headers).status_code == 404
            for path in posts(address):
                response = browser.client.post(path, headers=headers)
                assert response.status_code in {400, 404, 405}
    assert record(small_world) == before


def test_a_stranger_is_led_to_the_door_whether_it_is_there_or_not(
    visitor: Visitor, ids: list[str]
) -> None:
    browser = visitor()
    for address in ids:
        invented = f"{address.rpartition('/')[0]}/{uuid4()}"
        answers = [browser.client.get(path) for path in (address, invented)]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert seen(answers[0], address, browser) == seen(answers[1], invented, browser)
        for headers in TRICKS:
            assert browser.client.get(address, headers=headers).status_code == 303
            response = browser.client.post(f"{address}/choices", headers=headers)
            assert response.status_code in {400, 401, 404}


def test_each_person_sees_only_the_own_pages(visitor: Visitor, ids: list[str]) -> None:
    browser = visitor()
    browser.log_in("otto")
    for path in ("/learn/", "/learn/courses/proef", "/account"):
        page = browser.get(path).text
        assert "Lena" not in page
        assert not set(UNIT.findall(page)) & set(ids)
    assert browser.get("/learn/courses/proef/receipt").status_code == 404


def test_one_kind_of_record_is_not_opened_as_another(lena: Browser, ids: list[str]) -> None:
    numbers = {address.rpartition("/")[2] for address in ids}
    own = {*ids}
    for number in numbers:
        for head in ("/learn/lessons", "/learn/scenarios", "/quiz"):
            expected = 200 if f"{head}/{number}" in own else 404
            assert lena.client.get(f"{head}/{number}").status_code == expected
