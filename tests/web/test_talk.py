"""A team talk on its pages: a card for the leader, one question for the team."""

import re

import pytest
from flask import Flask

from tests.organisation import Organisation
from tests.services.talking.teams import SPLIT, Teams
from tests.web.conftest import Browser
from tests.world import World
from training.store.people import find_by_learner

HOSTILE = '<script>alert("x")</script>'
ASKED = {"first": HOSTILE, "second": "Wat hebt u nodig?"}


@pytest.fixture
def app(app: Flask, small_world: World) -> Flask:
    """Otto leads a team that splits; Lena works in it."""
    teams = Teams(small_world, Organisation(small_world).build())
    teams.fill("Vergunningen", SPLIT)
    teams.report()
    teams.organisation.lead("otto", "Vergunningen")
    with small_world.transaction() as library:
        lena = find_by_learner(library.session, small_world.learner("lena"))
        lena.unit_id = teams.unit("Vergunningen")
    return app


def visit(app: Flask, name: str) -> Browser:
    browser = Browser(app.test_client())
    browser.log_in(name)
    return browser


def opened(app: Flask) -> Browser:
    otto = visit(app, "otto")
    otto.get("/talk/")
    fields = dict(re.findall(r'name="(unit|question)" value="([^"]+)"', otto.page))
    otto.send("/talk/", {**fields, **ASKED})
    return otto


def test_a_leader_makes_a_card_and_a_member_chooses_again(app: Flask) -> None:
    otto = opened(app)
    assert otto.path == "/talk/1"
    for words in ("De vraag", "50%", "23 mensen", "Wat hebt u nodig?"):
        assert words in otto.page
    assert HOSTILE not in otto.page
    lena = visit(app, "lena")
    assert "Stem opnieuw na het teamgesprek" in lena.get("/learn/").text
    lena.get("/talk/1/vote")
    assert "50 %" not in lena.page
    assert lena.post("/talk/1/vote").status_code == 400
    assert "Uw keuze telt mee" in lena.post("/talk/1/vote", option="1").text
    assert "Stem opnieuw" not in lena.get("/learn/").text
    assert "Te weinig mensen voor cijfers" in otto.post("/talk/1/close").text


def test_who_is_not_of_the_team_sees_nothing_of_it(app: Flask) -> None:
    opened(app)
    tom = visit(app, "tom")
    assert tom.get("/talk/1/vote").status_code == 404
    assert tom.get("/talk/1").status_code == 200
    lena = visit(app, "lena")
    assert lena.get("/talk/").status_code == 403
    assert lena.get("/talk/1").status_code == 403
    assert "Stem opnieuw" not in visit(app, "hanne").get("/learn/").text


def test_a_card_that_is_refused_keeps_what_was_written(app: Flask) -> None:
    otto = visit(app, "otto")
    otto.get("/talk/")
    fields = dict(re.findall(r'name="(unit|question)" value="([^"]+)"', otto.page))
    answer = otto.send("/talk/", {**fields, "first": HOSTILE, "second": "x" * 201})
    assert answer.status_code == 409
    assert "Schrijf twee vragen" in answer.text
    assert "x" * 201 in answer.text
    assert HOSTILE not in answer.text


def test_a_talk_that_is_open_is_not_offered_again(app: Flask) -> None:
    assert "Hierover loopt al een gesprek" in opened(app).get("/talk/").text
