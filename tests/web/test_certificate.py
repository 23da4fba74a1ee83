"""The learner's certificates, and what a stranger with a number sees of them."""

import re
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.services.evidence.completed import completed, next_cycle
from tests.services.learner import Learner
from tests.web.conftest import HERE, Browser
from tests.world import World, read_files

UNLISTED = "noindex, nofollow, noarchive"


@pytest.fixture
def number(small_world: World) -> str:
    """The number of what Lena completed."""
    return completed(small_world)[1]


def compare(browser: Browser, number: str, name: str) -> int:
    browser.get(f"/certificate/{number}")
    return browser.post(f"/certificate/{number}", name=name).status_code


def test_the_receipt_leads_to_the_paper(lena: Browser, number: str) -> None:
    lena.get("/learn/courses/proef/receipt")
    link = re.search(r'href="(/certificates/[^"]+\.pdf)"', lena.page)
    assert link
    response = lena.client.get(link.group(1))
    assert response.mimetype == "application/pdf"
    name = f'attachment; filename="bewijs-{number}.pdf"'
    assert response.headers["Content-Disposition"] == name
    assert response.headers["Cache-Control"] == "no-store"
    text = PdfReader(BytesIO(response.data)).pages[0].extract_text()
    assert "Lena de Wit" in text
    assert f"http://127.0.0.1:8000/certificate/{number}" in text.replace("\n", "")


def test_the_paper_speaks_the_readers_language(lena: Browser, number: str) -> None:
    lena.get("/learn/")
    lena.post("/language", language="en", next="/learn/")
    data = lena.client.get(f"/certificates/{number}/certificate.pdf").data
    assert "Monday" in PdfReader(BytesIO(data)).pages[0].extract_text()


def test_all_certificates_stand_in_one_list(lena: Browser, number: str, small_world: World) -> None:
    small_world.clock.advance(hours=1)
    later = next_cycle(Learner(small_world, "lena"))
    small_world.load({p: t for p, t in read_files().items() if "/courses/" not in p})
    lena.get("/certificates")
    assert lena.page.index(later) < lena.page.index(number)
    lena.get("/learn/courses/proef/receipt?cycle=1")
    assert number in lena.page
    assert later not in lena.page
    lena.get("/learn/courses/proef/receipt")
    assert later in lena.page


def test_without_a_certificate_the_list_says_what_comes(lena: Browser) -> None:
    assert "Na een cursus staat uw bewijs hier." in lena.get("/certificates").text


def test_certificates_are_for_their_owner_alone(app: Flask, number: str, browser: Browser) -> None:
    paper = f"/certificates/{number}/certificate.pdf"
    for name in ("otto", "hanne", "tom"):
        other = Browser(app.test_client())
        other.log_in(name)
        assert other.get(paper).status_code == 404
        other.get("/learn/")
        assert other.post(f"/certificates/{number}/reissue").status_code == 404
        assert number not in other.get("/certificates").text
    for path in (paper, "/certificates"):
        assert browser.get(path).request.path == "/login"


def test_a_new_number_replaces_the_old_one(lena: Browser, number: str) -> None:
    lena.get("/learn/courses/proef/receipt")
    for _ in range(2):  # clicked twice
        lena.post(f"/certificates/{number}/reissue")
        assert "Het oude nummer geldt niet meer." in lena.page
    assert number not in lena.page
    assert "is vervangen" in lena.get(f"/certificate/{number}").text
    found = re.search(r"/certificates/([^/]+)/certificate\.pdf", lena.get("/certificates").text)
    assert found
    assert "Dit bewijs is echt" in lena.get(f"/certificate/{found.group(1)}").text


def test_a_stranger_reads_that_it_is_genuine_and_not_whose(browser: Browser, number: str) -> None:
    response = browser.get(f"/certificate/{number}")
    assert response.headers["X-Robots-Tag"] == UNLISTED
    assert 'name="robots" content="noindex' in response.text
    for words in ("Dit bewijs is echt", "Proefcursus", "maandag 23 november 2026", number):
        assert words in response.text
    for secret in ("Lena", "lena@", "Wit", "De bank"):
        assert secret not in response.text


def test_the_number_can_be_typed(browser: Browser, number: str) -> None:
    assert browser.get("/certificate/").headers["X-Robots-Tag"] == UNLISTED
    browser.get(f"/certificate/?number={number.lower().replace('-', '+')}")
    assert browser.path == f"/certificate/{number}"
    assert browser.get("/certificate/?number=").status_code == 400
    assert "Vul het nummer in." in browser.page
    assert browser.get("/certificate/?number=//evil.example").request.path == "/certificate/-"


@pytest.mark.parametrize("typed", ["2026-AAAA-AAAA", "x", "%00", "<script>", "x" * 900, "-"])
def test_unknown_and_impossible_numbers_get_one_answer(browser: Browser, typed: str) -> None:
    response = browser.get(f"/certificate/{typed}")
    assert response.status_code == 404
    assert response.headers["X-Robots-Tag"] == UNLISTED
    assert "Dit nummer kennen wij niet" in response.text
    assert "<script>" not in response.text
    assert compare(browser, "2026-AAAA-AAAA", "Lena de Wit") == 404


def test_a_name_is_compared(browser: Browser, number: str) -> None:
    assert compare(browser, number, " LENA  de wit") == 200
    assert "Deze naam komt overeen." in browser.page
    assert compare(browser, number, "Otto Vos") == 200
    assert "Deze naam komt niet overeen." in browser.page
    assert "Lena" not in browser.page
    assert compare(browser, number, "") == 400
    assert "Vul de naam in." in browser.page
    assert compare(browser, number, '"><script>alert(1)</script>') == 200
    assert "<script>alert" not in browser.page


def test_names_cannot_be_guessed_without_end(browser: Browser, number: str) -> None:
    answers = [compare(browser, number, f"Naam {guess}") for guess in range(11)]
    assert answers == [200] * 10 + [429]
    assert compare(browser, number, "Lena de Wit") == 429
    assert "te vaak een naam geprobeerd" in browser.page
    assert "komt overeen" not in browser.page


def test_no_other_site_can_compare_names(browser: Browser, number: str) -> None:
    browser.get(f"/certificate/{number}")
    path, data = f"/certificate/{number}", {"name": "Lena de Wit"}
    for headers in ({}, {"Origin": "https://evil.example"}, HERE):
        response = browser.client.post(path, data=data, headers=headers)
        assert response.status_code == 400
        assert "komt overeen" not in response.text
