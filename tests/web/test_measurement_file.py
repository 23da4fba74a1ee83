"""What changed as a file: the figures of the page, sealed, and no formula from a name."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select, update

from tests.services.measuring.waves import Waves
from tests.web.conftest import Browser
from tests.world import World
from training.domain.measuring import Wave
from training.store.audit import AuditEvent
from training.store.measurement import MeasurementUnit

HOSTILE = "=HYPERLINK(1)"


@pytest.fixture
def effect(small_world: World) -> str:
    """Measure twice; a unit has a name that a spreadsheet would take for a formula."""
    waves = Waves(small_world)
    keys = waves.staff("Balie", 12)
    numbers: list[int] = []
    for wave in (Wave.BASELINE, Wave.AFTER):
        numbers.append(waves.open(wave, before=numbers[-1] if numbers else 0))
        for place, key in enumerate(keys):
            waves.take(numbers[-1], key, 3 - 2 * (wave is Wave.AFTER), 1 + place % 2)
        if wave is Wave.AFTER:
            name = update(MeasurementUnit).where(MeasurementUnit.name == "Balie")
            with small_world.session() as session:
                session.execute(name.values(name=HOSTILE))
        waves.close(numbers[-1])
    return f"/measurement/{numbers[-1]}"


def rows(browser: Browser, effect: str) -> list[list[str]]:
    text = browser.client.get(f"{effect}/effect.csv").get_data(as_text=True)
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_file_says_what_the_page_says(
    effect: str, browser: Browser, small_world: World
) -> None:
    browser.log_in("hanne")
    browser.get(effect)
    assert f"{effect}/effect.xlsx" in browser.page
    titles, whole, *_, unit, end = rows(browser, effect)
    assert titles[:3] == ["Groep", "Mensen", "Niveau (0 tot 3)"]
    assert whole[:2] == ["Hele organisatie", "12"]
    assert unit[0] == f"'{HOSTILE}"
    assert end[0] == "Einde"
    for text in whole[2:5]:
        assert text.replace("-", "\N{MINUS SIGN}") in browser.page
    assert whole[2].startswith("-")
    assert whole[8] == "minder uitnodigend dan toen"
    assert titles[9].startswith("Controle ")
    with small_world.session() as session:
        noted = select(AuditEvent.details).where(AuditEvent.action == "export")
        assert [row["format"] for row in session.scalars(noted)] == ["csv"]


def test_excel_gets_numbers_and_no_formula(effect: str, browser: Browser) -> None:
    browser.log_in("hanne")
    book = ZipFile(BytesIO(browser.client.get(f"{effect}/effect.xlsx").data))
    page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<v>-" in page


def test_who_may_not_read_gets_no_file(effect: str, browser: Browser) -> None:
    browser.log_in("hanne")
    assert browser.get(f"{effect}/effect.pdf").status_code == 404
    assert browser.get("/measurement/1/effect.csv").status_code == 404
    browser.log_in("lena")
    assert browser.client.get(f"{effect}/effect.csv").status_code == 403
