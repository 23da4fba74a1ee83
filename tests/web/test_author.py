"""The studio in the browser: list, open and keep texts; for trainers only."""

import pytest

from tests.web.conftest import Browser, hidden

PATH = "content/lessons/lezen.md"


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def test_trainer_finds_every_text(tom: Browser) -> None:
    tom.get("/author/")
    assert f"/author/edit/{PATH}" in tom.page


def test_text_is_kept_with_what_is_wrong_with_it(tom: Browser) -> None:
    tom.get(f"/author/edit/{PATH}")
    tom.post(f"/author/edit/{PATH}", source="# Zomaar", version=hidden(tom.page, "version"))
    assert "# Zomaar" in tom.page
    assert "E01" in tom.page
    assert hidden(tom.page, "version") == "1"


@pytest.mark.parametrize("path", ["content/media/x.png", "content/lessons/x.txt", "x.md"])
def test_what_can_be_no_text_is_not_found(tom: Browser, path: str) -> None:
    assert tom.get(f"/author/edit/{path}").status_code == 404


@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_have_no_studio(browser: Browser, name: str) -> None:
    browser.log_in(name)
    assert browser.get("/author/").status_code == 403
    assert browser.get(f"/author/edit/{PATH}").status_code == 403
    browser.get("/learn/")
    assert "/author/" not in browser.page
