"""Publishing in the browser: what changes, one question, and what stands in the way."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from tests.services.authoring.desk import save
from tests.services.learner import Learner
from tests.services.publishing.test_publishing import COMPETENCIES, LESSON, NEW, text
from tests.services.revisiting.looking import BANK, PLAN
from tests.web.conftest import SETTINGS, Browser, app_of, hidden
from tests.world import World
from training.config import Settings
from training.services.confinement import BUSY
from training.services.errors import Unavailable
from training.web.site import site


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def send(browser: Browser, path: str = BANK, **fields: object) -> int:
    """Send the form of the page that is open."""
    kept = {name: hidden(browser.page, name) for name in ("digest", "base")}
    return browser.post(f"/author/publish/{path}", **(kept | fields)).status_code


def test_a_slip_is_published_after_one_question(tom: Browser, small_world: World) -> None:
    Learner(small_world).complete()
    save(small_world, BANK, text(BANK, PLAN), 0)
    tom.get(f"/author/publish/{BANK}")
    page = re.sub(r"<[^>]+>", "", unescape(tom.page))
    assert "Typefout of betekenis?" in page
    assert "weg: oudere wandelaars." in page
    assert "nieuw: zijn moeder." in page
    assert "Van 1 mens die klaar is, vragen wij één minuut" in page
    assert send(tom) == 400
    assert "Kies een van de twee." in tom.page
    assert send(tom, change="typo", summary="De wandelaars <b>weg</b>") == 200
    assert "Versie 2 is gepubliceerd" in tom.page
    assert "De wandelaars &lt;b&gt;weg&lt;/b&gt;" in tom.page
    assert "Er is geen concept" in tom.get(f"/author/publish/{BANK}").text


def test_who_is_half_way_sees_a_slip_mended_and_keeps_what_was_meant(
    tom: Browser, visitor: Callable[[], Browser], small_world: World
) -> None:
    lena = visitor()
    lena.log_in("lena")
    lena.start("scenario", "bank")
    lena.pick("Ik vraag wat")
    here = lena.path
    for new, change in (("oude wandelaars.", "typo"), ("zijn moeder.", "meaning")):
        save(small_world, BANK, text(BANK, (PLAN[0].split(" over ")[1], new)), 0)
        tom.get(f"/author/publish/{BANK}")
        assert send(tom, change=change) == 200
        lena.get(here)
        assert "Hij vertelt over oude wandelaars." in lena.page, change
    lena.pick("Ik vraag het na")
    assert "Einde: een bank" in lena.page


def test_another_shape_cannot_be_a_slip_and_says_where(tom: Browser, small_world: World) -> None:
    save(small_world, BANK, text(BANK, ("uitnodigend 2.1", "meewerkend 2.1")), 0)
    tom.get(f"/author/publish/{BANK}")
    assert "Een typefout kan dit niet zijn" in tom.page
    assert "Het plan." in tom.page
    assert 'value="typo"' not in tom.page
    assert send(tom, change="typo") == 400
    assert send(tom, change="meaning") == 200


def test_a_busy_machine_is_no_fault_of_the_text(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(small_world)
    tom = Browser(app.test_client())
    tom.log_in("tom")
    save(small_world, BANK, text(BANK, PLAN), 0)
    tom.get(f"/author/publish/{BANK}")
    form = {name: hidden(tom.page, name) for name in ("digest", "base")}
    tries: list[object] = []

    def busy(request: object) -> None:
        tries.append(request)
        raise Unavailable(BUSY)

    with app.app_context(), monkeypatch.context() as patched:
        patched.setattr(site().checker, "_examine", busy)
        assert tom.post(f"/author/publish/{BANK}", change="typo", **form).status_code == 503
        assert len(tries) == 3  # looked at, once more, and for the page
        assert "Het nakijken duurde te lang; probeer het zo nog eens." in tom.page
        assert "Deze fouten moeten er eerst uit" not in tom.page
        assert tom.get(f"/author/edit/{BANK}").status_code == 200
        assert "Het ligt niet aan uw tekst." in tom.page
    tom.get(f"/author/publish/{BANK}")
    assert send(tom, change="typo") == 200


def test_a_new_text_is_asked_nothing(tom: Browser, small_world: World) -> None:
    save(small_world, NEW, LESSON, 0)
    tom.get(f"/author/publish/{NEW}")
    assert "Typefout of betekenis?" not in tom.page
    assert send(tom, NEW) == 200
    assert "Versie 1 is gepubliceerd" in tom.page


@pytest.mark.parametrize(
    ("path", "edit", "said"),
    [
        (BANK, ("(#het-plan", "(#nergens"), "Deze fouten moeten er eerst uit"),
        (BANK, ("id: bank", "id: bankje"), "Zet de oude terug: bank."),
        (COMPETENCIES, ("### 2.2 ", "### 2.9 "), "krijgen andere teksten een fout"),
    ],
)
def test_what_stands_in_the_way_is_said(
    tom: Browser, small_world: World, path: str, edit: tuple[str, str], said: str
) -> None:
    save(small_world, path, text(path, edit), 0)
    tom.get(f"/author/publish/{path}")
    assert said in tom.page
    assert 'name="digest"' not in tom.page
    assert tom.post(f"/author/publish/{path}", change="meaning").status_code in {400, 409}
    assert f"/author/edit/{path}" in tom.page


def test_publishing_twice_says_that_it_was_done(tom: Browser, small_world: World) -> None:
    save(small_world, BANK, text(BANK, PLAN), 0)
    tom.get(f"/author/publish/{BANK}")
    page = tom.page
    assert send(tom, change="typo") == 200
    tom.page = page
    assert send(tom, change="typo") == 409
    assert "Dit concept is er niet meer" in tom.page


def test_a_draft_that_changed_while_one_looked_is_shown_anew(
    tom: Browser, small_world: World
) -> None:
    save(small_world, BANK, text(BANK, PLAN), 0)
    tom.get(f"/author/publish/{BANK}")
    save(small_world, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 1)
    assert send(tom, change="typo", summary="mijn regel") == 409
    assert "veranderd terwijl u keek" in tom.page
    assert 'value="mijn regel"' in tom.page


def test_hostile_words_stay_words(tom: Browser, small_world: World) -> None:
    hostile = ("Hij vertelt over oudere wandelaars.", "<script>alert(1)</script> {{ 7*7 }}")
    save(small_world, BANK, text(BANK, hostile), 0)
    tom.get(f"/author/publish/{BANK}")
    assert "<script>alert" not in tom.page
    assert "{{ 7*7 }}" in tom.page


def reviewing(world: World) -> Flask:
    settings = Settings(secret_key=SETTINGS.secret_key, review=True)
    return app_of(world, settings)


def test_where_a_second_reader_is_asked_nobody_goes_around_it(small_world: World) -> None:
    tom = Browser(reviewing(small_world).test_client())
    tom.log_in("tom")
    save(small_world, BANK, text(BANK, PLAN), 0)
    tom.get(f"/author/publish/{BANK}")
    assert "leest een tweede trainer" in tom.page
    assert 'name="digest"' not in tom.page
    tom.get(f"/author/review/{BANK}")
    digest = hidden(tom.page, "digest")
    tom.post(f"/author/review/{BANK}", act="ask", digest=digest)
    assert "krijgen een mail." in unescape(tom.page)
    refused = tom.post(f"/author/review/{BANK}", act="approve", digest=digest)
    assert refused.status_code == 403
    tom.get(f"/author/publish/{BANK}")
    sent = tom.post(f"/author/publish/{BANK}", digest=digest, base="", change="typo")
    assert sent.status_code in {400, 409}
    assert "leest een tweede trainer" in tom.page


@pytest.mark.parametrize("name", ["lena", "hanne"])
@pytest.mark.parametrize("page", ["publish", "review", "versions", "version", "compare"])
def test_others_do_not_publish(browser: Browser, name: str, page: str) -> None:
    browser.log_in(name)
    assert browser.get(f"/author/{page}/{BANK}").status_code == 403
    browser.get("/learn/")
    assert browser.post(f"/author/publish/{BANK}", change="typo").status_code == 403
