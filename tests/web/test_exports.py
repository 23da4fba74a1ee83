"""The files of reports: equal to the screen, on the trail before they leave, and checkable."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.organisation import Organisation
from tests.web.conftest import SETTINGS, Browser
from tests.world import World
from training.domain.standing import Standing
from training.services.jobs import run_next
from training.services.reporting import exports as sheets
from training.services.reporting import files, large
from training.services.reporting.opening import read_lines
from training.services.reporting.seal import key_from
from training.services.reporting.verifying import Problem, verify
from training.store.audit import AuditEvent

HOSTILE = ("=cmd|'/C calc'!A0", "@SUM(1)", '"; DROP', "+31 6", "\u202e-1", "\u00a0=1")


@pytest.fixture
def organisation(small_world: World) -> Organisation:
    return Organisation(small_world).build().fill()


@pytest.fixture
def hanne(organisation: Organisation, browser: Browser) -> Browser:
    assert organisation
    browser.log_in("hanne")
    return browser


def table(browser: Browser, path: str) -> list[list[str]]:
    found = browser.client.get(path)
    assert found.status_code == 200
    assert found.content_type == "text/csv; charset=utf-8"
    text = found.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def book(browser: Browser, path: str, folder: Path) -> Path:
    file = folder / "export.xlsx"
    found = browser.client.get(path)
    assert found.status_code == 200
    file.write_bytes(found.data)
    assert len(found.data) == found.content_length
    return file


@pytest.mark.parametrize(
    "query", ["", "?standing=overdue", "?layer=officials&course=proef", "?q=Balie", "?q=niemand"]
)
def test_people_are_those_of_the_screen(hanne: Browser, query: str) -> None:
    page = hanne.get("/report/people" + query).text
    on_screen = re.findall(r'<th role="rowheader" scope="row"><a [^>]+>([^<]+)</a><br>', page)
    rows = table(hanne, "/report/people.csv" + query)
    assert [row[0] for row in rows[1:-1]] == on_screen
    assert rows[-1][:2] == ["Einde", str(len(on_screen))]
    words = re.findall(r'class="standing standing-[^"]+">([^<]+)<', page)
    assert [row[3] for row in rows[1:-1] if len(row) > 4 and row[3]] == words


def test_a_row_says_what_the_screen_says(hanne: Browser) -> None:
    rows = table(hanne, "/report/people.csv?q=Burgerzaken 2")
    titles = ["Naam", "Personeelsnummer", "Eenheid", "Proefcursus", "Proefcursus: dag"]
    assert rows[0][:5] == titles
    assert rows[1][:5] == ["Burgerzaken 2", "00006", "Burgerzaken", "te laat", "13-11-2026"]


def test_units_have_the_figures_and_totals_of_the_dashboard(hanne: Browser) -> None:
    rows = table(hanne, "/report/units.csv")
    found = {(row[0], row[1]): row[2:9] for row in rows[1:-1]}
    assert found["Dienstverlening", "Proefcursus"] == ["7", "4", "57", "1", "0", "2", "1"]
    assert found["Samen", "Alle cursussen"] == ["11", "6", "55", "1", "1", "3", "1"]
    page = hanne.get("/report/").text
    assert "4 van 7" in page
    assert "6 van 11" in page


def test_the_late_are_listed_with_days(hanne: Browser, organisation: Organisation) -> None:
    rows = table(hanne, f"/report/overdue.csv?unit={organisation.units['Burgerzaken']}")
    assert rows[1][:7] == [
        "Burgerzaken 2",
        "00006",
        "Burgerzaken",
        "Proefcursus",
        "13-11-2026",
        "10",
        "",
    ]
    assert rows[2][:3] == ["Einde", "1", "Burgerzaken · te laat · 2026-11-23"]


def test_an_excel_file_has_dates_and_numbers(hanne: Browser, tmp_path: Path) -> None:
    file = book(hanne, "/report/overdue.xlsx", tmp_path)
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert rows[1][4:6] == [date(2026, 11, 13), 10.0]
    assert {row[1] for row in rows[1:-1]} == {"00003", "00006", "00011"}
    assert verify(read_lines(file), key_from(SETTINGS.secret_key)).is_whole


@pytest.mark.parametrize("name", ["people", "overdue", "units"])
def test_a_change_in_a_file_is_named(hanne: Browser, name: str, tmp_path: Path) -> None:
    rows = table(hanne, f"/report/{name}.csv")
    key = key_from(SETTINGS.secret_key)
    assert verify(rows, key).is_whole
    rows[1][2] = "Elders"
    (finding,) = verify(rows, key).findings
    assert (finding.problem, finding.line) == (Problem.ALTERED, 2)
    assert verify(read_lines(book(hanne, f"/report/{name}.xlsx", tmp_path)), key).is_whole


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula(
    hanne: Browser, organisation: Organisation, name: str, tmp_path: Path
) -> None:
    organisation.person(name, "Balie", Standing.OVERDUE)
    for path in ("/report/people", "/report/overdue"):
        cells = [row[0] for row in table(hanne, f"{path}.csv")]
        assert not [cell for cell in cells if cell.strip(" \u00a0\u202e")[:1] in set("=+-@")]
        file = book(hanne, f"{path}.xlsx", tmp_path)
        assert verify(read_lines(file), key_from(SETTINGS.secret_key)).is_whole


def test_a_long_export_is_made_in_pieces(hanne: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {path: table(hanne, path) for path in ("/report/people.csv", "/report/overdue.csv")}
    monkeypatch.setattr(sheets, "CHUNK", 2)
    monkeypatch.setattr(files, "CHUNK", 2)
    for path, rows in whole.items():
        assert [row[:-1] for row in table(hanne, path)[1:]] == [row[:-1] for row in rows[1:]]


def test_an_export_is_on_the_trail_before_its_first_byte(
    hanne: Browser, organisation: Organisation
) -> None:
    response = hanne.client.get("/report/people.csv?course=proef&q=geheim")
    with organisation.world.session() as session:
        query = select(AuditEvent).where(AuditEvent.action == "export")
        (event,) = session.scalars(query).all()
    name = response.data.decode("utf-8-sig").splitlines()[0].rpartition(";Controle ")[2]
    assert event.object == "report:people"
    assert event.details == {"export": name, "format": "csv", "course": "proef", "text": "yes"}
    assert "mensen-2026-11-23.csv" in response.headers["Content-Disposition"]


def test_too_many_rows_for_excel_are_refused_with_a_way_out(
    hanne: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "EXCEL_ROWS", 5)
    page = hanne.get("/report/people.xlsx")
    assert page.status_code == 400
    assert "CSV" in page.text


def test_two_excel_files_at_once_and_no_more(hanne: Browser) -> None:
    making = hanne.client.application.extensions["uitnodigend.exports"]
    assert making.acquire(blocking=False)
    assert making.acquire(blocking=False)
    refused = hanne.get("/report/people.xlsx")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert hanne.client.get("/report/people.csv").data
    making.release()
    making.release()
    assert hanne.client.get("/report/people.xlsx").data


def test_slow_readers_hold_half_of_the_threads_at_most(
    hanne: Browser, organisation: Organisation
) -> None:
    sending = hanne.client.application.extensions["uitnodigend.exports-sending"]
    for _ in range(SETTINGS.threads // 2):
        assert sending.acquire(blocking=False)
    for suffix in ("csv", "xlsx"):
        refused = hanne.get(f"/report/people.{suffix}")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert hanne.get("/report/people").status_code == 200
    with organisation.world.session() as session:
        query = select(AuditEvent).where(AuditEvent.action == "export")
        assert not session.scalars(query).all()
    sending.release()
    for _ in range(3):
        assert hanne.client.get("/report/people.csv").data


def test_a_turn_is_held_until_the_last_byte_left(hanne: Browser) -> None:
    sending = hanne.client.application.extensions["uitnodigend.exports-sending"]
    for _ in range(SETTINGS.threads // 2 - 1):
        assert sending.acquire(blocking=False)
    slow = hanne.client.get("/report/people.csv")
    assert not sending.acquire(blocking=False)
    assert slow.data
    slow.close()
    assert sending.acquire(blocking=False)


def test_an_export_that_fails_gives_its_turn_back(hanne: Browser) -> None:
    for _ in range(SETTINGS.threads):
        assert hanne.get("/report/people.xlsx?course=nergens").status_code == 404
    assert hanne.client.get("/report/people.csv").data


def test_another_kind_of_file_is_not_found(hanne: Browser) -> None:
    assert hanne.get("/report/people.pdf").status_code == 404


@pytest.fixture
def worked(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call anything with more than two rows large, and give what a worker does."""
    monkeypatch.setattr(large, "LARGE", 2)
    step = large.step_with(key_from(SETTINGS.secret_key))

    def work() -> None:
        world = organisation.world
        while run_next(world.transaction, {large.KIND: step}, at=world.clock()):
            pass

    return work


def test_a_large_file_is_made_while_one_waits_for_it(
    hanne: Browser, worked: Callable[[], None], tmp_path: Path
) -> None:
    answer = hanne.client.get("/report/people.xlsx?q=Burgerzaken")
    assert answer.status_code == 303
    page = hanne.client.get(answer.location)
    assert "Uw bestand wordt gemaakt" in page.text
    worked()
    page = hanne.client.get(answer.location)
    assert "Uw bestand is klaar" in page.text
    path = book(hanne, re.findall(r'href="(/report/files/[^"]+xlsx)"', page.text)[0], tmp_path)
    assert verify(read_lines(path), key_from(SETTINGS.secret_key)).is_whole
    rows = list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
    shown = table(hanne, "/report/people.csv?q=Burgerzaken")
    assert [row[0] for row in rows] == [row[0] for row in shown]


def test_a_large_file_of_another_person_is_not_there(
    hanne: Browser,
    visitor: Callable[[], Browser],
    organisation: Organisation,
    worked: Callable[[], None],
) -> None:
    address = hanne.client.get("/report/people.xlsx").location
    worked()
    organisation.lead("otto", "Burgerzaken")
    otto = visitor()
    otto.log_in("otto")
    assert hanne.client.get(address).status_code == 200
    assert otto.client.get(address).status_code == 404
    assert otto.client.get(f"{address}/file.xlsx").status_code == 404
