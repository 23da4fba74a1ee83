"""A trainer plays a text; what is shown is what a learner gets, and nothing is kept."""

import re
from html import unescape

import pytest

from tests.services.authoring.desk import save
from tests.web.conftest import Browser
from tests.web.test_preview import BANK, QUIZ, plain, source
from tests.web.test_rules import record
from tests.world import World

ACTION = re.compile(r'class="choices" method="post" action="([^"]+)"')
ANSWER = re.compile(r'<form method="post" action="(/author/play/[^"]+)">')
BUTTON = re.compile(r'name="position" value="(\d+)">([^<]+)<')


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def pick(browser: Browser, start_of_text: str) -> None:
    """Press the button that begins with these words."""
    found = ACTION.search(browser.page)
    assert found
    position = next(p for p, text in BUTTON.findall(browser.page) if text.startswith(start_of_text))
    browser.post(unescape(found[1]), position=position)


def answer(browser: Browser, **fields: object) -> int:
    """Send the form of the question that is asked."""
    found = ANSWER.search(browser.page)
    item = re.search(r'name="item" value="([^"]+)"', browser.page)
    assert found
    assert item
    return browser.post(unescape(found[1]), item=item[1], **fields).status_code


def test_a_story_is_played_to_its_end_without_a_trace(tom: Browser, small_world: World) -> None:
    before = record(small_world)
    tom.get(f"/author/play/{BANK}")
    assert "Niets hiervan wordt bewaard" in tom.page
    pick(tom, "Ik geef hem het nummer")
    assert "Groen gaat over het park" in plain(tom.page)
    assert "3 dagen gewacht" in plain(tom.page)
    pick(tom, "Ik vraag het na")
    assert "Het kortste uitnodigende pad" in tom.page
    assert record(small_world) == before


def test_feedback_is_that_of_a_learner(tom: Browser) -> None:
    panel = re.compile(r'<section class="panel feedback".*?</section>', re.DOTALL)
    tom.get(f"/author/play/{BANK}")
    pick(tom, "Ik zeg dat het nooit mag")
    tried = panel.findall(tom.page)
    tom.start("scenario", "bank")
    tom.pick("Ik zeg dat het nooit mag")
    assert [plain(found) for found in tried] == [plain(found) for found in panel.findall(tom.page)]
    assert len(tried) == 1


def test_play_begins_at_any_scene_and_leads_back_to_its_line(tom: Browser) -> None:
    tom.get(f"/author/play/{BANK}?scene=het-plan")
    assert "Hij vertelt over oudere wandelaars" in tom.page
    assert "Een buurman wil een bank" not in tom.page
    assert f"/author/edit/{BANK}?line=33#line-33" in tom.page
    pick(tom, "Ik beloof hem")
    assert "grens: " in plain(tom.page)


def test_one_choice_back_is_the_position_before(tom: Browser) -> None:
    tom.get(f"/author/play/{BANK}")
    pick(tom, "Ik vraag wat hij")
    back = re.search(r'<a href="([^"]+)">Eén keuze terug', tom.page)
    assert back
    tom.get(unescape(back[1]))
    assert "Meneer Claes staat" in tom.page


def test_a_choice_that_leads_nowhere_says_so(tom: Browser, small_world: World) -> None:
    save(small_world, BANK, source().replace("#einde-geen-bank", "#weg"), 0)
    tom.get(f"/author/play/{BANK}")
    pick(tom, "Ik zeg dat het nooit mag")
    assert "#weg" in tom.page
    assert "die scène bestaat niet" in tom.page


def test_a_scene_without_choices_that_is_no_ending_says_so(
    tom: Browser, small_world: World
) -> None:
    save(small_world, BANK, source().replace("## Einde: geen bank", "## Geen bank"), 0)
    tom.get(f"/author/play/{BANK}?scene=geen-bank")
    assert "maar dit is geen einde" in tom.page


def test_a_position_that_the_text_lost_leads_to_the_start(tom: Browser) -> None:
    for query in ("scene=weg", "taken=9", "taken=0.0.0.0.0", "taken=0&seed=x", "taken=-1.a"):
        response = tom.get(f"/author/play/{BANK}?{query}")
        assert response.status_code == 200
        assert "Proefspel" in tom.page


def test_a_quiz_is_answered_to_its_end_without_a_trace(tom: Browser, small_world: World) -> None:
    before = record(small_world)
    tom.get(f"/author/play/{QUIZ}")
    assert answer(tom) == 400
    assert "Kies" in tom.page
    answers: tuple[dict[str, object], ...] = (
        {"answer": "1"},
        {"answer": ["1", "2"]},
        {"answer": "1"},
        {"answer": "1"},
        {"place-1": "1", "place-2": "2", "place-3": "3"},
        {"match-1": "1", "match-2": "2"},
        {"text": "Ik bel terug."},
    )
    for fields in answers:
        assert answer(tom, **fields) == 200
        onward = re.search(r'class="button" href="([^"]+)"', tom.page)
        assert onward
        tom.get(unescape(onward[1]))
    assert "Uw antwoorden, met uitleg" in tom.page
    assert "Ik bel terug." not in tom.page
    found = ANSWER.search(tom.page)
    if found:
        tom.post(unescape(found[1]))
        assert "alleen wat u nog miste" in tom.page
    assert record(small_world) == before


def test_garbage_in_the_address_of_a_quiz_is_left_out(tom: Browser) -> None:
    for query in ("given=1", "given=1.99.0", "given=a.b", "given=1.0.7", "round=99999&seed=0"):
        assert tom.get(f"/author/play/{QUIZ}?{query}").status_code == 200
        assert "vraag 1 van 7" in tom.page or "Proefspel" in tom.page
