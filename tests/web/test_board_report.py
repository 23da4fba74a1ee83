"""The board report: one sheet, only with what may be shown."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.services.stocktake.fieldwork import HR, begin, fill, finish, next_year, whole_town
from tests.web.conftest import Browser
from tests.world import World
from training.domain.stocktake import Side
from training.services.stocktake import acting
from training.services.stocktake.acting import Progress, Promise

NASTY = "#panic() <b>x</b> \U0001f41d"


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def promise(world: World, number: int, text: str) -> None:
    owner, due = text[:120].strip(), date(2026, 12, 1)
    wanted = Promise("2.1", text, owner, due, text, Progress.BUSY, text)
    with world.transaction() as library:
        acting.promise(library, number, wanted, HR, at=world.clock())


def paper(browser: Browser) -> PdfReader:
    response = browser.client.get("/board-report/sheet.pdf")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.data))


def test_report_says_what_is_not_there_yet(hanne: Browser) -> None:
    hanne.get("/board-report/")
    assert "Er is nog geen tussenstand opgemaakt." in hanne.page
    assert "Er is nog niets beloofd." in hanne.page
    assert len(paper(hanne).pages) == 1


def test_report_is_one_sheet_with_what_was_promised(hanne: Browser, small_world: World) -> None:
    number = whole_town(small_world)
    for text in ("Eén vast contact", NASTY, "lang " * 190):
        promise(small_world, number, text)
    small_world.clock.now += timedelta(days=30)
    hanne.log_in("hanne")
    hanne.get("/board-report/")
    assert "denken wij te gunstig over onszelf" in hanne.page
    assert "Eén vast contact" in hanne.page
    assert "<b>x</b>" not in hanne.page
    assert "later dan beloofd" in hanne.page
    assert "Juridisch" not in hanne.page
    pdf = paper(hanne)
    assert len(pdf.pages) == 1
    assert "/StructTreeRoot" in pdf.root_object
    text = pdf.pages[0].extract_text()
    assert "Eén vast contact" in text
    assert "#panic()" in text


def test_six_long_promises_fit_on_one_sheet(hanne: Browser, small_world: World) -> None:
    first = whole_town(small_world)
    second = begin(small_world, next_year())
    for side, count in ((Side.STAFF, 40), (Side.BOARD, 12), (Side.INITIATIVES, 30)):
        fill(small_world, second, side, count, 3.0)
    finish(small_world, second)
    for number in (first, second):
        for _ in range(3):
            promise(small_world, number, "voorwaarden " * 80)
    assert len(paper(hanne).pages) == 1


def test_report_speaks_english(hanne: Browser, small_world: World) -> None:
    whole_town(small_world)
    hanne.get("/board-report/")
    hanne.post("/language", language="en", next="/board-report/")
    assert "Where do we stand?" in hanne.page


def test_report_is_for_those_who_may_read_figures(lena: Browser) -> None:
    assert lena.get("/board-report/").status_code == 403
    assert lena.get("/board-report/sheet.pdf").status_code == 403
