"""What is new in a unit that was completed: from the home page to "you are up to date again"."""

import re

import pytest

from tests.services.revisiting.looking import BANK, LESSON, PLAN, QUIZ, change, unit
from tests.web.conftest import BUTTON, Browser, hidden
from tests.web.test_journey import play, read_lesson, take_quiz
from tests.world import World
from training.domain.document import Kind


def address(browser: Browser) -> str:
    """Find the way from the home page to what is new."""
    browser.get("/learn/")
    found = re.search(r'href="(/learn/revisits/[^"]+)"', browser.page)
    assert found, "nothing is new"
    return found.group(1)


def form(browser: Browser) -> dict[str, object]:
    return {name: hidden(browser.page, name) for name in ("part", "revision")}


def test_home_leads_to_the_changed_scene_and_back(lena: Browser, small_world: World) -> None:
    play(lena)
    change(small_world, BANK, dict([PLAN]), meaning=2)
    assert "Vernieuwd: één vraag, één minuut" in lena.get("/learn/").text
    place = address(lena)
    lena.get(place)
    assert "zijn moeder" in lena.page
    assert "afwachtend" not in lena.page
    position = next(p for p, text in BUTTON.findall(lena.page) if text.startswith("Ik vraag"))
    lena.post(place, **form(lena), position=position)
    assert "Hij weet waar hij aan toe is." in lena.page
    assert "U bent weer bij." in lena.page
    assert "/learn/revisits/" not in lena.get("/learn/").text
    assert "U bent weer bij" in lena.get(place).text


def test_a_page_of_a_lesson_is_read(lena: Browser, small_world: World) -> None:
    read_lesson(lena)
    change(small_world, LESSON, {"En hier nog iets.": "Iets heel anders."}, meaning=2)
    place = address(lena)
    lena.get(place)
    assert "Iets heel anders." in lena.page
    lena.post(place, **form(lena))
    assert "Dit is bewaard." in lena.page


def test_a_question_is_asked_given_back_and_explained(lena: Browser, small_world: World) -> None:
    take_quiz(lena)
    change(small_world, QUIZ, {"Kies het lichtste dat helpt.": "Kies wat helpt."}, meaning=2)
    place = address(lena)
    lena.get(place)
    assert "Kies wat helpt" not in lena.page
    answer = lena.post(place, **form(lena))
    assert answer.status_code == 400
    assert "Kies eerst één of meer antwoorden" in lena.page
    lena.post(place, **form(lena), answer=["1", "2"])
    assert "Kies wat helpt" in lena.page


@pytest.mark.parametrize(
    "sent",
    [
        {"part": "het-plan", "revision": "x", "position": "1"},
        {"part": "het-plan", "revision": "", "position": "1"},
        {"part": "x" * 5000, "revision": "", "position": "1"},
    ],
)
def test_a_form_that_is_not_of_this_page_shows_it_anew(
    lena: Browser, small_world: World, sent: dict[str, object]
) -> None:
    play(lena)
    change(small_world, BANK, dict([PLAN]), meaning=2)
    place = address(lena)
    lena.get(place)
    assert lena.post(place, **sent).status_code == 200
    assert "Het plan" in lena.page


def test_nobody_finds_what_was_never_completed(lena: Browser, small_world: World) -> None:
    document = unit(small_world, Kind.SCENARIO, "bank")
    assert lena.get(f"/learn/revisits/{document}").status_code == 404
