"""Remarks in the browser: left on a page of a unit, read in the studio, without a name."""

import pytest
from flask import Flask

from tests.services.statements import asked
from tests.web.conftest import Browser
from tests.web.test_evidence import PERSONAL
from tests.world import World

NASTY = "<script>alert('x')</script> & \"zo\""
ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;zo&#34;"


def remark(browser: Browser, **fields: object) -> int:
    attempt = browser.path.rpartition("/")[2]
    sent = {"text": "Bij ons gaat dit anders.", **fields}
    return browser.send(f"/learn/remarks/{attempt}", sent).status_code


@pytest.fixture
def tom(app: Flask) -> Browser:
    browser = Browser(app.test_client())
    browser.log_in("tom")
    return browser


def test_learner_remarks_on_a_scene_and_trainer_reads_it(lena: Browser, tom: Browser) -> None:
    lena.start("scenario", "bank")
    assert "Gaat het hier anders" in lena.page
    assert remark(lena, step=0, about="now", back="scene") == 200
    assert "Verder waar u was" in lena.page
    tom.get("/author/remarks/")
    assert "Bij ons gaat dit anders." in tom.page
    assert "De vraag" in tom.page
    assert "Lena" not in tom.page
    tom.get("/author/remarks/content/scenarios/bank.md")
    assert "Bij ons gaat dit anders." in tom.page


def test_remark_is_asked_on_lessons_and_quizzes_too(lena: Browser) -> None:
    for kind, slug in (("lesson", "lezen"), ("quiz", "vragen")):
        lena.start(kind, slug)
        assert "Gaat het hier anders" in lena.page
        item = {"item": "11-wat-is-het-doel"} if kind == "quiz" else {"page": 1}
        assert remark(lena, back=kind, **item) == 200


def test_hostile_remark_is_shown_as_it_was_typed(lena: Browser, tom: Browser) -> None:
    lena.start("scenario", "bank")
    remark(lena, text=NASTY)
    for page in (tom.get("/author/remarks/").text, lena.get("/account").text):
        assert ESCAPED in page
        assert NASTY not in page


def test_empty_and_long_remarks_are_given_back(lena: Browser) -> None:
    lena.start("scenario", "bank")
    path = lena.path
    assert remark(lena, text=" ") == 400
    assert "Schrijf eerst iets op" in lena.page
    lena.get(path)
    assert remark(lena, text="y" * 1001) == 400
    assert "y" * 1001 in lena.page


def test_one_and_twentieth_of_a_day_is_given_back(lena: Browser) -> None:
    lena.start("scenario", "bank")
    path = lena.path
    for _ in range(20):
        lena.get(path)
        assert remark(lena) == 200
    lena.get(path)
    assert remark(lena, text="nog een") == 429
    assert "nog een" in lena.page


def test_nobody_remarks_on_anothers_attempt(lena: Browser, app: Flask) -> None:
    lena.start("scenario", "bank")
    otto = Browser(app.test_client())
    otto.log_in("otto")
    otto.get("/learn/")
    otto.path = lena.path
    assert remark(otto) == 404


def test_settled_remarks_move_to_their_own_list(lena: Browser, tom: Browser) -> None:
    lena.start("scenario", "bank")
    remark(lena)
    tom.get("/author/remarks/")
    identifier = tom.page.partition("/author/remarks/settle/")[2].partition('"')[0]
    tom.send(f"/author/remarks/settle/{identifier}", {"path": "content/scenarios/bank.md"})
    assert "Er zijn geen opmerkingen." in tom.page
    assert "Bij ons gaat dit anders." in tom.get("/author/remarks/?settled=1").text


@pytest.mark.parametrize("name", ["otto", "hanne"])
def test_others_read_no_remarks(browser: Browser, name: str) -> None:
    browser.log_in(name)
    for path in ("/author/remarks/", "/author/remarks/content/scenarios/bank.md"):
        assert browser.get(path).status_code == 403


def test_trainers_page_asks_for_no_learner(small_world: World, lena: Browser, tom: Browser) -> None:
    lena.start("scenario", "bank")
    remark(lena)
    for path in ("/author/remarks/", "/author/remarks/content/scenarios/bank.md"):
        with asked(small_world) as found:
            tom.client.get(path)
        mine = [statement for statement in found if "login_session" not in statement]
        assert mine
        assert [statement for statement in mine if PERSONAL.search(statement)] == []
