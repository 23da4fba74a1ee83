"""How a text works, in the browser: groups for trainers, with words for what stands out."""

import re

import pytest

from tests.services.improving.crowd import answer_many, count, play_many
from tests.services.improving.test_evidence import BEST, REFERRED, REFUSED, RIGHT, TRAP, WRONG
from tests.services.statements import asked
from tests.web.conftest import Browser
from tests.world import World
from training.services.improving.counting import KIND
from training.store.job import Job

PATH = "/author/evidence/content/scenarios/bank.md"
QUIZ = "/author/evidence/quizzes/vragen.md"
PERSONAL = re.compile(r"\b(?:attempt|decision|response|learner|learner_key)\b", re.IGNORECASE)


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def test_trainer_reads_figures_as_bars_and_as_a_table(small_world: World, tom: Browser) -> None:
    play_many(small_world, [BEST] * 60 + [TRAP] * 20 + [REFERRED] * 25 + [REFUSED] * 15)
    count(small_world)
    tom.get(PATH)
    assert "67% (80)" in tom.page
    assert tom.page.count('<svg class="chart bars"') == 2
    assert "Geteld op" in tom.page
    assert "werkt andersom" in tom.page


def test_flag_comes_with_advice(small_world: World, tom: Browser) -> None:
    play_many(small_world, [BEST] * 57 + [REFERRED] * 3 + [REFUSED] * 0)
    count(small_world)
    tom.get(PATH)
    assert "Maak de andere antwoorden aantrekkelijker" in tom.page
    tom.get("/author/evidence/")
    assert "stropop" in tom.page


def test_too_few_says_how_many_there_are(small_world: World, tom: Browser) -> None:
    play_many(small_world, [BEST] * 12)
    count(small_world)
    assert "Te weinig gegevens (nu 12, nodig 50)" in tom.get(PATH).text


def test_quiz_shows_its_kinds(small_world: World, tom: Browser) -> None:
    answer_many(small_world, [RIGHT] * 70 + [WRONG] * 50)
    count(small_world)
    tom.get(QUIZ)
    assert "samenhang van de vragen" in tom.page
    assert "58%" in tom.page


def test_small_cells_are_hidden_on_the_page(small_world: World, tom: Browser) -> None:
    play_many(small_world, [BEST] * 30 + [REFERRED] * 20 + [REFUSED] * 2)
    count(small_world)
    tom.get(PATH)
    assert "verborgen" in tom.page
    assert "(2)" not in tom.page
    assert "(20)" not in tom.page


def test_asking_for_a_count_puts_one_job_in_the_queue(small_world: World, tom: Browser) -> None:
    tom.get(PATH)
    tom.post(PATH)
    assert "aangevraagd" in tom.page
    tom.post(PATH)
    with small_world.session() as session:
        assert [job.kind for job in session.query(Job)] == [KIND]


def test_a_lesson_has_nothing_to_count(tom: Browser) -> None:
    assert "Hier valt niets te tellen" in tom.get("/author/evidence/content/lessons/lezen.md").text


@pytest.mark.parametrize("name", ["lena", "hanne", "otto"])
def test_others_see_no_figures(browser: Browser, name: str) -> None:
    browser.log_in(name)
    for path in ("/author/evidence/", PATH):
        assert browser.get(path).status_code == 403
    assert browser.post(PATH).status_code in {400, 403}


def test_no_page_of_figures_asks_the_database_for_a_learner(
    small_world: World, tom: Browser
) -> None:
    play_many(small_world, [BEST] * 60)
    count(small_world)
    for path in ("/author/evidence/", PATH, QUIZ):
        with asked(small_world) as found:
            tom.client.get(path)
        # Who looks is found by the session; whoever answered must not be.
        mine = [statement for statement in found if "login_session" not in statement]
        assert mine
        assert [statement for statement in mine if PERSONAL.search(statement)] == []
