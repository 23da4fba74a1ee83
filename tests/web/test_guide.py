"""The guide on its pages: everybody reads, a trainer proposes, and what was typed is escaped."""

import re

from flask import Flask

from tests.web.conftest import Browser

HOSTILE = '<script>alert("x")</script>'


def visit(app: Flask, name: str) -> Browser:
    browser = Browser(app.test_client())
    browser.log_in(name)
    return browser


def test_from_a_scene_to_the_guide(app: Flask) -> None:
    tom = visit(app, "tom")
    tom.get("/guide/desk")
    address = next(a for a in re.findall(r'href="(/guide/desk/[^"]+)"', tom.page) if "vraag" in a)
    assert "Ik vraag wat hij met de bank wil bereiken." in tom.get(address).text
    answer = tom.send(address, {"answer-nl": "Vertel eens.", "contact": ""})
    assert answer.status_code == 400
    assert "Vertel eens." in answer.text
    tom.send(address, {"answer-nl": f"Vertel eens. {HOSTILE}", "contact": "Balie"})
    found = re.search(r'action="(/guide/proposals/[^"]+/agree)"', tom.page)
    assert found
    hanne = visit(app, "hanne")
    hanne.get("/guide/desk")
    assert hanne.post(found.group(1)).status_code == 409
    tom.post(found.group(1))
    lena = visit(app, "lena")
    assert "/guide/" in lena.get("/learn/").text
    for words in ("Vertel eens.", "Balie", "versie 1", "goedgekeurd door een trainer"):
        assert words in lena.get("/guide/?q=vertel").text
    assert HOSTILE not in lena.page
    assert "Vertel eens." not in lena.get("/guide/?q=fietspad").text
    assert lena.get(f"/guide/?q={HOSTILE}").text.count(HOSTILE) == 0


def test_a_learner_and_a_leader_only_read(app: Flask) -> None:
    lena = visit(app, "lena")
    assert lena.get("/guide/").status_code == 200
    assert "Voorstellen" not in lena.page
    assert lena.get("/guide/desk").status_code == 403


def test_a_stranger_reads_nothing(app: Flask) -> None:
    assert "/login" in Browser(app.test_client()).get("/guide/").request.path
