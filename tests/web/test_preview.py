"""A trainer reads a draft as learners would, sees its map and plays it; nothing is kept."""

import re
from html import unescape

import pytest

from tests.services.authoring.desk import save
from tests.web.conftest import Browser
from tests.web.test_rules import record
from tests.world import LIBRARY, World

BANK = "content/scenarios/bank.md"
QUIZ = "quizzes/vragen.md"
ALL = (
    "content/competencies.md",
    "content/courses/proef.md",
    "content/lessons/lezen.md",
    BANK,
    QUIZ,
)
NEW = "content/scenarios/nieuw.md"
HOSTILE = """---
titel: "<script>alert(1)</script>"
id: nieuw
---

# Nieuw

## Begin "><img src=x>

Tekst <b>vet</b>.

- [Ga naar <i>nergens</i>.](#nergens "uitnodigend 1.1")

## Einde: klaar

Klaar.
"""


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def source(path: str = BANK) -> str:
    return (LIBRARY / path).read_text()


@pytest.mark.parametrize("path", ALL)
def test_every_kind_is_shown_as_it_reads_and_as_its_parts(tom: Browser, path: str) -> None:
    for page in ("preview", "map", "play"):
        assert tom.get(f"/author/{page}/{path}").status_code == 200
        assert tom.page.count("<h1") == 1


def test_preview_shows_the_draft_to_its_writers_only(tom: Browser, small_world: World) -> None:
    save(small_world, BANK, source().replace("Meneer Claes staat", "Mevrouw Aydin staat"), 0)
    tom.get(f"/author/preview/{BANK}")
    assert "Mevrouw Aydin staat" in tom.page
    assert "Dit is het concept" in tom.page
    tom.start("scenario", "bank")
    assert "Meneer Claes staat" in tom.page


def test_preview_has_all_that_a_learner_reads_later(tom: Browser) -> None:
    tom.get(f"/author/preview/{BANK}")
    for words in ("Groen gaat over het park", "Uitnodigend klinkt zo:"):
        assert words in tom.page
    tom.get(f"/author/preview/{QUIZ}")
    assert "Vraag eerst naar het doel." in tom.page
    assert "Goed antwoord" in tom.page


def test_a_fragment_has_no_page_around_it(tom: Browser) -> None:
    tom.get(f"/author/preview/{BANK}?fragment=1")
    assert "Meneer Claes" in tom.page
    assert "<html" not in tom.page
    assert "<h1" not in tom.page


def test_errors_come_first_and_what_can_be_read_is_shown(tom: Browser, small_world: World) -> None:
    save(small_world, BANK, source().replace("#einde-geen-bank", "#einde-geen-bnk"), 0)
    tom.get(f"/author/preview/{BANK}")
    assert tom.page.index("Bedoelde u") < tom.page.index("Meneer Claes")
    assert "Leidt nergens heen: #einde-geen-bnk" in tom.page
    assert f"/author/edit/{BANK}?line=28#line-28" in tom.page


def test_a_text_that_cannot_be_read_shows_what_is_wrong(tom: Browser, small_world: World) -> None:
    save(small_world, NEW, "Hallo", 0)
    for page in ("preview", "map", "play"):
        tom.get(f"/author/{page}/{NEW}")
        assert "De kenmerken" in tom.page or "kenmerken" in tom.page


def test_images_lead_to_the_library(tom: Browser, small_world: World) -> None:
    text = source().replace("De bank staat er.", "![Een bank](../media/kaart.png)")
    save(small_world, BANK, text, 0)
    tom.get(f"/author/preview/{BANK}")
    assert 'src="/media/kaart.png"' in tom.page
    assert 'alt="Een bank"' in tom.page


@pytest.mark.parametrize("page", ["preview", "map", "play"])
def test_hostile_text_stays_text(tom: Browser, small_world: World, page: str) -> None:
    save(small_world, NEW, HOSTILE, 0)
    tom.get(f"/author/{page}/{NEW}")
    assert "<script>alert" not in tom.page
    assert "<img src=x" not in tom.page
    assert "<i>nergens" not in tom.page


def test_a_text_that_takes_too_much_ends_within_the_cap(tom: Browser, small_world: World) -> None:
    save(small_world, NEW, source().replace("De bank staat er.", "[" * 60_000 + "*a_" * 9_000), 0)
    for page in ("preview", "map"):
        assert tom.get(f"/author/{page}/{NEW}").status_code == 200
        assert "te veel" in tom.page


def test_the_map_links_every_scene_to_its_line(tom: Browser) -> None:
    tom.get(f"/author/map/{BANK}")
    drawn = tom.page[tom.page.index("<svg xmlns") : tom.page.index("</svg>\n</div>")]
    lines = re.findall(r'href="/author/edit/[^"#]+#line-(\d+)"', drawn)
    assert lines == ["13", "33", "47", "51"]
    for words in ("Uitnodigend", "grens L3", "einde", "iedereen komt hier"):
        assert words in drawn
    assert "style=" not in tom.page


def test_the_map_counts_all_paths(tom: Browser) -> None:
    tom.get(f"/author/map/{BANK}")
    figures = re.sub(r"<[^>]+>", "", tom.page[tom.page.index("Alle paden") :])
    assert "5 paden naar een einde" in figures
    assert "0 tot 3 dagen gewacht" in figures
    assert "Dit niveau komt op geen enkel pad voor:" in figures
    assert "meewerkend." in figures


def test_a_broken_story_is_drawn_with_its_loose_ends(tom: Browser, small_world: World) -> None:
    text = source() + "\n## Los\n\n- [Weg.](#de-vraag)\n"
    save(small_world, BANK, text, 0)
    tom.get(f"/author/map/{BANK}")
    assert "niet te bereiken" in tom.page
    assert "Niemand kan deze keuze maken" in tom.page


@pytest.mark.parametrize("page", ["preview", "map", "play"])
def test_what_is_no_text_is_not_found(tom: Browser, page: str) -> None:
    for path in ("content/lessons/bestaat-niet.md", "content/media/x.png", "x"):
        assert tom.get(f"/author/{page}/{path}").status_code == 404


@pytest.mark.parametrize("page", ["preview", "map", "play"])
@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_see_no_draft(browser: Browser, page: str, name: str) -> None:
    browser.log_in(name)
    assert browser.get(f"/author/{page}/{BANK}").status_code == 403


def test_reading_writes_nothing(tom: Browser, small_world: World) -> None:
    before = record(small_world)
    for path in ALL:
        for page in ("preview", "map"):
            tom.get(f"/author/{page}/{path}")
    assert record(small_world) == before


def plain(page: str) -> str:
    """Give the words of a page."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
