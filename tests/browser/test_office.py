"""The pages of HR and managers: accessible, small and wide, by keyboard, and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Place, Visit, log_in
from tests.browser.test_accessibility import faults_of
from tests.organisation import Organisation
from tests.services.organisation.imports import ANNA, BAS, csv
from training.domain.organisation import ROOT_ID
from training.services.jobs import run_next
from training.services.organisation import importing

PAGES = (
    "/report/",
    "/report/?layer=council",
    "/report/people",
    "/report/people?standing=overdue",
    "/report/people?q=niemand",
    "/report/overdue",
    "/report/schedules",
    "/assign/",
    "/assign/new",
    "/assign/sessions",
    "/people/",
    "/people/?q=balie",
    "/people/units",
    "/people/files",
    "/remind/",
    "/remind/preview",
    "/remind/policy",
)


@pytest.fixture
def organisation(small: Place) -> Organisation:
    return Organisation(small.world).build().fill()


def work(place: Place) -> None:
    """Check the file that waits, as a worker does."""
    steps = {importing.CHECK: importing.PeopleWork().check}
    while run_next(place.world.transaction, steps, at=place.world.clock()):
        pass


def upload(page: Page, place: Place, folder: Path, *lines: str) -> None:
    (folder / "mensen.csv").write_bytes(csv(*lines))
    page.goto("/people/files")
    page.locator("input[type=file]").set_input_files(folder / "mensen.csv")
    page.get_by_role("button", name="Controleren").click()
    page.wait_for_url("**/people/files/*-*")
    work(place)
    page.reload()


def test_pages_of_hr(small: Place, visit: Visit, organisation: Organisation) -> None:
    page = visit(small)
    log_in(page, "hanne")
    faults: list[str] = []
    for path in PAGES:
        page.goto(path)
        for fold in page.locator("summary").all():
            fold.click()
        faults += faults_of(page)
    assert faults == []


def test_pages_about_one_person(small: Place, visit: Visit, organisation: Organisation) -> None:
    page = visit(small)
    log_in(page, "hanne")
    page.goto("/report/overdue")
    page.get_by_role("link", name="Burgerzaken 2").click()
    page.wait_for_url("**/assign/people/*")
    person = page.url
    faults = list(faults_of(page))
    for act in ("Geef meer tijd", "Stel vrij", "Leg vast dat het gedaan is"):
        page.get_by_role("link", name=act).first.click()
        page.wait_for_url("**/assign/people/*/*/*")
        faults += faults_of(page)
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_load_state()
        faults += faults_of(page)
        page.goto(person)
    assert faults == []


def test_a_file_of_hr(
    small: Place, visit: Visit, organisation: Organisation, tmp_path: Path
) -> None:
    page = visit(small)
    log_in(page, "hanne")
    upload(page, small, tmp_path, ANNA.replace("anna@", "anna"), BAS.replace("ja", "misschien"))
    assert page.get_by_text("Er is niets ingelezen").is_visible()
    faults = list(faults_of(page))
    upload(page, small, tmp_path, ANNA, BAS)
    faults += faults_of(page)
    assert faults == []


def test_a_manager_works_by_keyboard_and_without_scripts(
    small: Place, visit: Visit, organisation: Organisation
) -> None:
    organisation.lead("otto", "Burgerzaken")
    page = visit(small, java_script_enabled=False)
    log_in(page, "otto")
    page.get_by_role("link", name="Voor de organisatie").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")
    assert "Vergunningen" not in page.content()
    page.get_by_role("link", name="te laat").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/overdue**")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Herinner wie is aangevinkt").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/remind/nudge")
    assert page.get_by_text("Burgerzaken 2").is_visible()
    assert page.request.get(f"/report/?unit={ROOT_ID}").status == 404
