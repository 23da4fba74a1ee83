"""The three questions as a learner meets them, and the page for the leadership."""

from collections.abc import Callable

import pytest

from tests.web.conftest import Browser
from tests.world import World, read_files

Visitor = Callable[[], Browser]
BANK = "content/scenarios/bank.md"
ASKED = "Drie korte vragen hierover"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def pivotal(small_world: World) -> World:
    files = read_files()
    files[BANK] = files[BANK].replace(b"id: bank", b"id: bank\nspil: de-vraag", 1)
    assert not small_world.load(files).refused
    return small_world


@pytest.fixture
def lena(pivotal: World, visitor: Visitor) -> Browser:
    assert pivotal
    browser = visitor()
    browser.log_in("lena")
    return browser


@pytest.fixture
def hanne(pivotal: World, visitor: Visitor) -> Browser:
    assert pivotal
    browser = visitor()
    browser.log_in("hanne")
    return browser


def test_three_questions_come_after_the_own_choice_and_go_away(lena: Browser) -> None:
    lena.start("scenario", "bank")
    scene = lena.path
    assert ASKED not in lena.page
    lena.pick("Ik vraag wat")
    assert ASKED in lena.page
    lena.post(f"{scene}/stance", should="1")
    assert "Beantwoord alle drie de vragen, of sla ze over." in lena.page
    lena.post(f"{scene}/stance", should="1", would="2", may="no")
    assert "Dank u. Uw antwoorden tellen mee, zonder uw naam." in lena.page
    assert ASKED not in lena.page
    assert ASKED not in lena.get(scene).text


def test_whoever_skips_them_goes_on(lena: Browser) -> None:
    lena.start("scenario", "bank")
    lena.pick("Ik vraag wat")
    lena.pick("Ik vraag het na")
    assert ASKED not in lena.page


def test_a_stance_on_another_persons_story_is_not_found(lena: Browser, hanne: Browser) -> None:
    lena.start("scenario", "bank")
    scene = lena.path
    lena.pick("Ik vraag wat")
    hanne.get("/learn/")
    assert hanne.post(f"{scene}/stance", should="1", would="1", may="no").status_code == 404


def test_hr_records_a_measure_and_that_it_was_done(hanne: Browser) -> None:
    hanne.get("/mandate/")
    assert "Er is nog geen kwartaal met antwoorden voorbij." in hanne.page
    hanne.post("/mandate/measures", text=HOSTILE, owner="Directeur", due_on="2026-12-31")
    assert HOSTILE not in hanne.page
    assert "&lt;script&gt;" in hanne.page
    hanne.post("/mandate/measures/1/done", evidence=" ")
    assert "Schrijf één zin" in hanne.page
    hanne.post("/mandate/measures/1/done", evidence="Het staat in het handboek.")
    assert "Het staat in het handboek." in hanne.page


def test_a_measure_in_the_past_or_without_words_is_given_back(hanne: Browser) -> None:
    hanne.get("/mandate/")
    for fields in ({"text": "Iets", "due_on": "2026-01-01"}, {"text": "", "due_on": "2026-12-31"}):
        path = "/mandate/measures"
        assert hanne.send(path, {"owner": "Directeur", **fields}).status_code == 400
        assert "Kijkt u dit nog even na" in hanne.page


def test_a_learner_reads_none_of_it(lena: Browser) -> None:
    assert lena.get("/mandate/").status_code == 403
    lena.get("/learn/")
    assert lena.post("/mandate/measures", text="x", owner="y").status_code == 403
