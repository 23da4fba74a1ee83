"""What the folder says newly lies beside ours, and the trainer chooses."""

from dataclasses import replace

import pytest

from tests.services.authoring.desk import become_trainer
from tests.services.test_three_way import LESSON, changed, edited, in_force, publish
from tests.web.conftest import SETTINGS, Browser, app_of, hidden
from tests.world import World, read_files

HERE = f"/author/incoming/{LESSON}"


@pytest.fixture
def tom(browser: Browser, small_world: World) -> Browser:
    files = read_files()
    publish(small_world, LESSON, edited(files).replace("titel: Lezen", "titel: <b>Lezen"))
    small_world.load(changed(files, "titel: Lezen", "titel: Leren"))
    browser.log_in("tom")
    return browser


def waiting(browser: Browser) -> dict[str, str]:
    """Give what the form that is open says was looked at."""
    return {name: hidden(browser.page, name) for name in ("digest", "stamp")}


def test_trainer_sees_what_waits_and_the_texts_side_by_side(tom: Browser) -> None:
    tom.get("/author/incoming/")
    assert HERE in tom.page
    tom.get(HERE)
    assert "allebei anders: kiezen" in tom.page
    assert "&lt;b&gt;Lezen" in tom.page
    assert "<b>Lezen" not in tom.page


def test_trainer_keeps_ours(tom: Browser) -> None:
    tom.get(HERE)
    tom.post(HERE, choice="ours", digest=hidden(tom.page, "digest"))
    assert "De tekst van hier blijft." in tom.page
    assert tom.get(HERE).status_code == 404


def test_trainer_takes_theirs(tom: Browser) -> None:
    tom.get(HERE)
    tom.post(HERE, choice="theirs", **waiting(tom))
    assert "De tekst uit de map geldt nu." in tom.page
    tom.get(f"/author/edit/{LESSON}")
    assert "titel: Leren" in tom.page


def test_what_a_colleague_published_meanwhile_is_shown_first(
    tom: Browser, small_world: World
) -> None:
    tom.get(HERE)
    form = waiting(tom)
    publish(small_world, LESSON, edited(read_files()).replace("onze les", "mijn les"))
    assert tom.post(HERE, choice="theirs", **form).status_code == 409
    assert "Sinds u keek is hier een tekst gepubliceerd." in tom.page
    assert "mijn les" in tom.page


def test_trainer_gets_both_in_a_draft_with_the_place_to_choose(tom: Browser) -> None:
    tom.get(HERE)
    tom.post(HERE, choice="both", digest=hidden(tom.page, "digest"))
    assert tom.path == f"/author/edit/{LESSON}"
    assert "KIES: zo staat het hier" in tom.page
    assert "E55" in tom.page


def test_nothing_is_done_without_a_choice_or_with_an_old_page(tom: Browser) -> None:
    tom.get(HERE)
    assert tom.post(HERE, choice="", digest=hidden(tom.page, "digest")).status_code == 400
    assert tom.post(HERE, choice="ours", digest="an older one").status_code == 409
    assert tom.get(HERE).status_code == 200


def test_broken_text_is_not_published(tom: Browser, small_world: World) -> None:
    files = read_files()
    small_world.load({**files, LESSON: b"# Zomaar\n"})
    tom.get(HERE)
    assert "E01" in tom.page
    answer = tom.post(HERE, choice="theirs", digest=hidden(tom.page, "digest"))
    assert answer.status_code == 400
    assert "staan nog fouten" in tom.page


def test_two_trainers_take_a_text_out_where_a_second_looks_on(small_world: World) -> None:
    path = "content/lessons/nieuw.md"
    lesson = "---\ntitel: Nieuw\nid: nieuw\n---\n\nTekst.\n"
    small_world.load({**read_files(), path: lesson.encode()})
    publish(small_world, path, lesson.replace("Tekst", "Onze tekst"))
    small_world.load(read_files())
    become_trainer(small_world, "hanne")
    app = app_of(small_world, replace(SETTINGS, review=True))
    tom, hanne = Browser(app.test_client()), Browser(app.test_client())
    for browser, name in ((tom, "tom"), (hanne, "hanne")):
        browser.log_in(name)
        browser.get(f"/author/incoming/{path}")
    for _ in range(2):
        tom.get(f"/author/incoming/{path}")
        tom.post(f"/author/incoming/{path}", choice="theirs", **waiting(tom))
        assert "Een tweede trainer moet dit ook kiezen" in tom.page
        assert in_force(small_world, path)
    hanne.get(f"/author/incoming/{path}")
    assert "Een andere trainer wil dit ook" in hanne.page
    hanne.post(f"/author/incoming/{path}", choice="theirs", **waiting(hanne))
    assert in_force(small_world, path) is None


@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_do_not_choose(browser: Browser, name: str) -> None:
    browser.log_in(name)
    assert browser.get("/author/incoming/").status_code == 403
    assert browser.get(HERE).status_code == 403
