"""Certificates, their check and the trail: accessible, on any screen, also without scripts."""

from datetime import date

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Place, Visit, log_in
from tests.browser.test_accessibility import faults_of
from tests.services.evidence.completed import completed, next_cycle, reissue, rename, set_expiry
from tests.services.learner import Learner
from tests.world import PASSWORD, PERSONS
from training.services.evidence import certificates

LONG = "Wilhelmina-Antoinette van der Toegankelijkheidsverklaring-Janssens-de Bruijne"


@pytest.fixture
def number(small: Place) -> str:
    """The number of what Lena, who has a long name, completed twice and had replaced once."""
    learner, old = completed(small.world)
    set_expiry(learner, date(2026, 12, 31))
    small.world.clock.advance(days=60)
    rename(small.world, learner.key, LONG)
    reissue(learner, old)
    next_cycle(learner)
    return old


def current(place: Place) -> list[str]:
    learner = Learner(place.world, "lena")
    with place.world.transaction() as library:
        today = place.world.clock().date()
        rows = certificates.list_own(library, learner.key, language="nl", today=today)
    return [row.number for row in rows]


def compare(page: Page, name: str) -> None:
    page.get_by_label("Naam op het bewijs").fill(name)
    page.keyboard.press("Enter")


def test_the_check_for_anyone(small: Place, visit: Visit, number: str) -> None:
    page = visit(small)
    faults: list[str] = []
    for path in ("/certificate/", "/certificate/?number=", "/certificate/x"):
        page.goto(path)
        faults += faults_of(page)
    for known in (number, *current(small)):
        page.goto(f"/certificate/{known}")
        faults += faults_of(page)
    compare(page, "Iemand Anders")
    page.get_by_text("Deze naam komt niet overeen.").wait_for()
    faults += faults_of(page)
    compare(page, LONG.upper())
    page.get_by_text("Deze naam komt overeen.").wait_for()
    faults += faults_of(page)
    assert faults == []


def test_the_check_needs_no_scripts(small: Place, visit: Visit, number: str) -> None:
    page = visit(small, java_script_enabled=False)
    page.goto("/certificate/")
    page.get_by_label("Nummer van het bewijs").fill(f" {number.lower()} ")
    page.get_by_role("button", name="Controleer").click()
    assert page.get_by_role("heading", name="Dit nummer is vervangen").is_visible()


def test_the_own_certificates(small: Place, visit: Visit, number: str) -> None:
    page = visit(small)
    log_in(page)
    faults: list[str] = []
    for path in (
        "/certificates",
        "/learn/courses/proef/receipt?cycle=1",
        "/certificates?notice=new",
    ):
        page.goto(path)
        if page.locator("summary").count():
            page.locator("summary").click()
        faults += faults_of(page)
    with page.expect_download() as download:
        page.goto("/certificates")
        page.get_by_role("link", name="Download uw bewijs (PDF)").first.click()
    assert download.value.suggested_filename == f"bewijs-{current(small)[0]}.pdf"
    assert faults == []


def test_the_trail(small: Place, visit: Visit, number: str) -> None:
    page = visit(small)
    log_in(page, "hanne")
    faults: list[str] = []
    for path in ("/trail/", "/trail/?actor=lena", "/trail/?since=x", "/trail/?since=2030-01-01"):
        page.goto(path)
        faults += faults_of(page)
    assert PASSWORD not in page.content()
    assert PERSONS["hanne"].name in page.content()
    assert faults == []
