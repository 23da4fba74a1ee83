"""A trainer translates part by part in the browser."""

import pytest

from tests.services.authoring.desk import save
from tests.services.revisiting.looking import PLAN, change
from tests.web.conftest import Browser, hidden
from tests.web.test_preview import HOSTILE, NEW
from tests.world import World

NL, EN = "content/scenarios/bank.md", "content/scenarios/bank.en.md"
LESSON = "content/lessons/lezen.md"


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def test_list_names_what_is_not_there(tom: Browser) -> None:
    tom.get("/author/translations")
    assert "2 vertalingen zijn nog niet klaar." in tom.page
    assert f"/author/translate/{LESSON}?language=en" in tom.page


def test_a_translation_is_begun_and_written_part_by_part(tom: Browser) -> None:
    tom.get(f"/author/translate/{LESSON}")
    tom.post(f"/author/translate/{LESSON}", language="en")
    assert "delen te doen" in tom.page or "deel te doen" in tom.page
    path = "content/lessons/lezen.en.md"
    tom.post(
        f"/author/translate/{path}",
        part=hidden(tom.page, "part"),
        digest=hidden(tom.page, "digest"),
        version=hidden(tom.page, "version"),
        text="---\r\ntitle: Reading\r\nid: lezen\r\nlanguage: en\r\n---\r\n\r\n# Reading\r\n",
    )
    tom.get(f"/author/edit/{path}")
    assert "title: Reading\n" in tom.page


def test_an_open_part_shows_its_text_in_a_form(tom: Browser) -> None:
    tom.get(f"/author/translate/{EN}?part=2")
    assert "## The plan" in tom.page
    assert tom.page.count("<textarea") == 1
    assert "Deze vertaling is helemaal bijgewerkt." in tom.page


def test_an_empty_part_is_given_back(tom: Browser) -> None:
    tom.get(f"/author/translate/{EN}?part=2")
    response = tom.post(f"/author/translate/{EN}", part=2, text=" ", digest="", version=0)
    assert response.status_code == 400
    assert "Dit deel is leeg" in tom.page


def test_two_trainers_on_one_part_are_told(tom: Browser, small_world: World) -> None:
    tom.get(f"/author/translate/{EN}?part=2")
    form = {name: hidden(tom.page, name) for name in ("part", "digest", "version")}
    source = "## The plan\n\nSomebody else.\n"
    tom.post(f"/author/translate/{EN}", text=source, **form)
    tom.post(f"/author/translate/{EN}", text="## The plan\n\nMine.\n", **form)
    assert "Iemand anders schreef intussen" in tom.page


@pytest.fixture
def behind(small_world: World) -> World:
    small_world.clock.advance(days=1)
    change(small_world, NL, dict([PLAN]), meaning=2)
    return small_world


@pytest.mark.usefixtures("behind")
def test_a_translation_that_is_right_still_is_said_to_be_so(tom: Browser) -> None:
    tom.get(f"/author/translate/{EN}")
    assert "Deze vertaling is helemaal bijgewerkt." not in tom.page
    seen = hidden(tom.page, "seen")
    tom.post(f"/author/translate/{EN}", seen=seen)
    assert "De vertaling geldt weer." in tom.page
    assert "Deze vertaling is helemaal bijgewerkt." in tom.page
    assert tom.post(f"/author/translate/{EN}", seen=seen).status_code == 409
    assert "Er is niets veranderd aan de vertaling." in tom.page


def test_what_is_not_behind_offers_nothing_to_say(tom: Browser) -> None:
    tom.get(f"/author/translate/{EN}")
    assert 'name="seen"' not in tom.page


def test_hostile_text_stays_text(tom: Browser, small_world: World) -> None:
    save(small_world, NEW, HOSTILE, 0)
    tom.get(f"/author/translate/{NEW}")
    tom.post(f"/author/translate/{NEW}", language="en")
    assert "<script>alert" not in tom.page
    assert "<img src=x" not in tom.page


@pytest.mark.parametrize("path", ["content/phrases.md", "content/lessons/weg.md", "x.md"])
def test_what_has_no_translation_is_not_found(tom: Browser, path: str) -> None:
    assert tom.get(f"/author/translate/{path}").status_code == 404


@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_do_not_translate(browser: Browser, name: str) -> None:
    browser.log_in(name)
    assert browser.get("/author/translations").status_code == 403
    assert browser.get(f"/author/translate/{NL}").status_code == 403
