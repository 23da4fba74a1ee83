"""Where one goes after logging in: never off this site, whatever `next` says."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.web.conftest import Browser, credentials
from training.web.redirects import own_path

HOSTILE = (
    "//h.example", "///h.example", "////h.example", "/\\h.example", "\\/h.example", "\\\\h.example",
    "/\\/h.example", "\\h.example", "/\t/h.example", "\t//h.example", "/\n/h.example",
    "/\r/h.example", "/\r\n/h.example", "\n//h.example", " //h.example", "/ /h.example",
    "/\x00/h.example", "\x00//h.example", "/\x0b/h.example", "/\x0c/h.example", "/\x1f/h.example",
    "/\x7f/h.example", "/\x85/h.example", "/\x80\\h.example", "/a\\..\\\\h.example",
    "/a\t/../..//h",
    "http://h.example", "https://h.example", "HTTPS://h.example", "hTtP:h.example",
    "https:h.example",
    "https:/h.example", "https:///h.example", "http:\\\\h.example", "http:/\\h.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "javascript://%0aalert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "ftp://h.example",
    "blob:x", "about:blank", "mailto:a@h.example", "ws://h.example", "//h.example@localhost",
    "//localhost@h.example", "http://localhost@h.example", "//localhost.h.example", "//[::1]",
    "//1",
    "//0x7f000001", "//%68.example", "h.example", "h.example/learn/", "www.h.example",
    "?//h.example",
    "#//h.example", "../learn", "./learn", "learn/", "", " ", "//", "///", "\\", "/\\", "\u2028//h",
    "\ufeff//h.example", "\u200b//h.example", "//h\u3002example", "//\u2488.example",
    "/learn/\r\nX: 1",
    "/learn/ x", "/learn/\\x",
)  # fmt: skip
# These look alarming, and a browser keeps them on this site all the same.
STRANGE = (
    "/%2f/h.example", "/%5ch.example", "/%09/h.example", "/%2f%2fh.example", "/.//h.example",
    "/..//h.example", "/\u2044h.example", "/\uff0fh.example", "/\u2215h.example", "/@h.example",
    "/:@h.example", "/;//h.example", "/?next=//h.example", "/#//h.example", "/learn/?a=//h.example",
    "/%00/h.example", "/%0d%0aLocation:%20//h.example", "/\u3002h.example", "/\u2028/h.example",
)  # fmt: skip
OWN = ("/learn/", "/account", "/learn/lessons/0?page=2", "/learn/courses/proef")
HERE = "http://localhost"


def as_browsers_read_it(location: str) -> str:
    """Give the host to which a browser goes: it drops tabs and line ends, `\\` is a slash to it."""
    cleaned = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33)))))
    return urlsplit(urljoin(f"{HERE}/login", cleaned.replace("\\", "/"))).netloc


def test_the_corpus_is_large_enough() -> None:
    assert len(set(HOSTILE)) >= 52


@pytest.mark.parametrize("target", HOSTILE)
def test_a_hostile_target_leads_to_the_front_page(target: str) -> None:
    assert own_path(target) == "/"


@pytest.mark.parametrize("target", [*HOSTILE, *STRANGE])
def test_no_target_leads_off_this_site(browser: Browser, target: str) -> None:
    browser.get("/login")
    form = {**credentials("lena"), "next": target}
    posted = browser.send("/login", form, follow=False)
    visited = browser.client.get("/login", query_string={"next": target})
    for response in (posted, visited):
        assert response.status_code == 303
        assert as_browsers_read_it(response.headers["Location"]) == "localhost"
        assert response.headers["Location"].startswith("/")


@pytest.mark.parametrize("target", HOSTILE)
def test_the_language_switch_does_not_lead_off_this_site(browser: Browser, target: str) -> None:
    browser.get("/login")
    response = browser.send("/language", {"language": "en", "next": target}, follow=False)
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("target", OWN)
def test_a_page_of_our_own_is_followed(browser: Browser, target: str) -> None:
    browser.get("/login")
    response = browser.send("/login", {**credentials("lena"), "next": target}, follow=False)
    assert response.headers["Location"] == target


def test_a_stranger_comes_back_to_the_page_that_was_asked_for(browser: Browser) -> None:
    browser.get("/learn/courses/proef?x=1")
    assert browser.path == "/login"
    response = browser.log_in_here("lena")
    assert response.request.path == "/learn/courses/proef"
    assert response.request.query_string == b"x=1"
