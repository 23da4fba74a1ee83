"""An HR file is hostile text like any other, on every page on which anything of it appears."""

import csv
import io
from urllib.parse import quote

import pytest
from markupsafe import escape
from sqlalchemy import select

from tests.services.organisation.imports import HEADER, work
from tests.web.conftest import Browser
from tests.web.test_xss import PAYLOADS, assert_harmless
from tests.world import World
from training.store.organisation import OrgUnit
from training.store.people import Person

STORABLE = [text for text in PAYLOADS if text.isprintable() and ">" not in text]
IN_ONE_CELL = [text for text in PAYLOADS if "\r" not in text and "\x01" not in text]


def file_of(rows: list[list[str]], header: str = HEADER) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([header.split(";"), *rows])
    return out.getvalue().encode()


def send(browser: Browser, world: World, content: bytes, name: str = "x.csv") -> str:
    """Upload a file, and give the address of its page once it was checked."""
    browser.get("/people/files")
    browser.send("/people/files", {"file": (io.BytesIO(content), name)})
    work(world)
    return browser.path


def visit(browser: Browser, path: str, payloads: list[str]) -> str:
    page = browser.get(path).text
    for payload in payloads:
        assert_harmless(page, payload)
    return page


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def test_what_was_brought_in_is_text(hanne: Browser, small_world: World) -> None:
    rows = [
        [f"{n}{text}"[:40], text, f"m{n}@x.example", f"Eenheid {n} {text}".replace(">", "/"),
         f"{n}{text}"[:60], "", text, "ja", text.replace("|", " ")]
        for n, text in enumerate(IN_ONE_CELL)
    ]  # fmt: skip
    path = send(hanne, small_world, file_of(rows), f"{PAYLOADS[0]}.csv")
    page = visit(hanne, path, IN_ONE_CELL)
    assert "Dit gaat er veranderen." in page
    assert str(escape(IN_ONE_CELL[0])) in page
    hanne.post(f"{path}/import")
    work(small_world)
    assert "Ingelezen" in visit(hanne, path, IN_ONE_CELL)
    with small_world.transaction() as library:
        assert library.session.scalars(
            select(Person.name).where(Person.staff_number.is_not(None))
        ).all()
        units = library.session.scalars(select(OrgUnit.id)).all()
    paths = ["/people/", "/people/files", *(f"/people/units/{unit}" for unit in units[:12])]
    for place in [*paths, *(f"/people/?unit={unit}" for unit in units[:3])]:
        visit(hanne, place, IN_ONE_CELL)


def test_what_is_wrong_is_text(hanne: Browser, small_world: World) -> None:
    rows = [
        [f"{n}", text, text, "Balie", "", text, "", text, ""] for n, text in enumerate(PAYLOADS)
    ]
    path = send(hanne, small_world, file_of(rows))
    assert "fouten in het bestand" in visit(hanne, path, list(PAYLOADS))
    sheet = hanne.client.get(f"{path}/errors.csv").data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(sheet), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    header = ";".join(["personeelsnummer", *(text.replace(";", "") for text in STORABLE)])
    visit(hanne, send(hanne, small_world, file_of([], header)), list(PAYLOADS))


def test_no_cell_is_a_formula(hanne: Browser, small_world: World) -> None:
    rows = [["1", "A", '=HYPERLINK("x")', "Balie", "", "", "", "", ""]]
    path = send(hanne, small_world, file_of(rows))
    sheet = hanne.client.get(f"{path}/errors.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK" in sheet


def test_what_is_searched_for_is_text(hanne: Browser) -> None:
    for payload in PAYLOADS:
        page = hanne.get(f"/people/?q={quote(payload)}&state={quote(payload)}&after=x&unit=y").text
        assert_harmless(page, payload)
