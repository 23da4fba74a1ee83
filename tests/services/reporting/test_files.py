"""Exports: what Excel makes of them, that nothing becomes a formula, and that a change is named."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.services.errors import Invalid
from training.services.reporting import files, opening
from training.services.reporting import sheet as module
from training.services.reporting.files import write_csv, write_xlsx
from training.services.reporting.opening import read_lines
from training.services.reporting.seal import Seal, key_from
from training.services.reporting.sheet import Cells, Row, Sheet, cell_of, harmless, meaning_of
from training.services.reporting.verifying import Finding, Problem, Verdict, verify

KEY = key_from("a key for tests only, of enough characters")
SEAL = Seal(KEY, "0123abcd")
ROWS: tuple[Row, ...] = (
    ("Anna de Vries", "00042", "Burgerzaken", "klaar", date(2026, 3, 5)),
    ('Bo "de Baas"; Bakker', "1/2", "Balie", "te laat", date(2026, 11, 13)),
    ("Çelik, Ömer", None, "Raad", None, None),
    ("=1+1", "-7", "@bestuur", "bezig", 12),
)
Change = Callable[[list[list[str]]], object]


def sheet(rows: Sequence[Row] = ROWS) -> Sheet:
    titles = ("Naam", "Nummer", "Eenheid", "Proefcursus", "Proefcursus: dag")
    return Sheet("mensen", titles, rows, "Balie · 2026-11-23", "Einde")


def csv_of(found: Sheet) -> bytes:
    return b"".join(write_csv(found, SEAL))


def lines_of(found: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(found.decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_of(found: Sheet, tmp_path: Path) -> Path:
    path = tmp_path / "export.xlsx"
    with path.open("wb") as file:
        assert write_xlsx(found, SEAL, file) == len(found.rows)  # type: ignore[arg-type]  # a test's rows are a tuple
    return path


def verdict_after(change: Change) -> Verdict:
    lines = lines_of(csv_of(sheet()))
    change(lines)
    return verify(lines, KEY)


def test_csv_is_what_dutch_excel_opens_by_itself() -> None:
    written = csv_of(sheet())
    assert written.startswith(b"\xef\xbb\xbfNaam;Nummer;Eenheid;")
    assert b"\r\n" in written
    assert written.count(b"\n") == written.count(b"\r\n") == len(ROWS) + 2
    lines = lines_of(written)
    assert lines[1][:5] == ["Anna de Vries", "00042", "Burgerzaken", "klaar", "05-03-2026"]
    assert lines[2][0] == 'Bo "de Baas"; Bakker'
    assert lines[-1][:3] == ["Einde", "4", "Balie · 2026-11-23"]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_csv_reads_back_as_the_cells_that_were_written(texts: list[str]) -> None:
    written = b"".join(write_csv(Sheet("x", ("a",) * len(texts), [texts], "x", "Einde"), SEAL))
    assert lines_of(written)[1][:-1] == [harmless(text) for text in texts]


def test_many_different_values_are_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEEN", 5)
    cells = Cells()
    found = [cells[f"naam {number % 7}"].text for number in range(50)]
    assert found == [f"naam {number % 7}" for number in range(50)]
    assert len(cells) <= 5


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
@pytest.mark.parametrize(
    "before", ["", " ", "\u00a0", "\u202e", "\u200f", "\ufeff ", "\u2066\u200b", "\x00"]
)
def test_no_cell_begins_as_a_formula(sign: str, before: str) -> None:
    found = harmless(f"{before}{sign}cmd|' /C calc'!A0")
    assert found.startswith("'")


@given(st.text(max_size=30))
def test_no_text_at_all_begins_as_a_formula(text: str) -> None:
    found = harmless(text)
    assert found.strip()[:1] not in {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"}
    assert not set(found) & {"\t", "\r", "\n", "\x00"}
    found.encode("utf-8")


def test_an_xlsx_cell_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    rows = [("=HYPERLINK(1)", "https://x.example", "{=1}", "x\x00\x0b\ud800", date(2026, 1, 2))] * 5
    path = tmp_path / "hostile.xlsx"
    with path.open("wb") as file:
        write_xlsx(sheet(rows), SEAL, file)
    with zipfile.ZipFile(path) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert 'state="frozen"' in page
    assert "<autoFilter" in page


def test_a_fresh_export_is_whole(tmp_path: Path) -> None:
    assert verify(lines_of(csv_of(sheet())), KEY) == Verdict("0123abcd", 4, (), ())
    assert verify(read_lines(xlsx_of(sheet(), tmp_path)), KEY).is_whole
    assert verify(lines_of(csv_of(sheet(()))), KEY).is_whole


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_an_export_that_excel_saved_again_is_whole(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = lines_of(csv_of(sheet()))
    lines[1][1] = "42"  # what Excel makes of 00042
    lines[1][4] = "5-3-2026"
    lines[2][4] = "2026-11-13"
    path = tmp_path / "saved.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([*row, "", ""] for row in lines)
    assert verify(read_lines(path), KEY).is_whole


def swap(lines: list[list[str]]) -> None:
    lines[1], lines[2] = lines[2], lines[1]


def swap_values(lines: list[list[str]]) -> None:
    lines[1][3], lines[2][3] = lines[2][3], lines[1][3]


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        (lambda lines: lines[2].__setitem__(3, "klaar"), [Finding(Problem.ALTERED, 3, 2)]),
        (lambda lines: lines[3].__setitem__(4, "01-01-2026"), [Finding(Problem.ALTERED, 4, 3)]),
        (lambda lines: lines[1].append("extra"), [Finding(Problem.ALTERED, 2, 1)]),
        (lambda lines: lines.pop(2), [Finding(Problem.REMOVED, None, 2, 2)]),
        (lambda lines: lines.__delitem__(slice(1, 4)), [Finding(Problem.REMOVED, None, 1, 3)]),
        (lambda lines: lines.pop(4), [Finding(Problem.REMOVED, None, 4, 4)]),
        (lambda lines: lines.insert(2, ["Nep", "1"]), [Finding(Problem.ADDED, 3)]),
        (lambda lines: lines.insert(2, lines[1]), [Finding(Problem.REPEATED, 3, 1)]),
        (swap_values, [Finding(Problem.ALTERED, 2, 1), Finding(Problem.ALTERED, 3, 2)]),
        (lambda lines: lines.pop(), [Finding(Problem.NO_END)]),
        (lambda lines: lines[-1].__setitem__(2, "Raad"), [Finding(Problem.END_ALTERED, 6)]),
        (lambda lines: lines[0].__setitem__(3, "Cursus"), [Finding(Problem.END_ALTERED, 6)]),
    ],
)
def test_what_was_changed_is_named(change: Change, findings: list[Finding]) -> None:
    found = verdict_after(change)
    assert list(found.findings) == findings
    assert not found.is_whole


def test_another_order_is_told_and_is_no_alteration() -> None:
    found = verdict_after(swap)
    assert found.is_whole
    assert found.moved == (Finding(Problem.MOVED, 3, 1),)


def test_a_row_of_another_export_or_installation_does_not_fit() -> None:
    other = list(
        csv.reader(
            io.StringIO(b"".join(write_csv(sheet(), Seal(KEY, "ffff0000"))).decode("utf-8-sig")),
            delimiter=";",
        )
    )
    found = verdict_after(lambda lines: lines.__setitem__(2, other[2]))
    assert found.findings == (Finding(Problem.ALTERED, 3, 2),)
    strange = verify(lines_of(csv_of(sheet())), key_from("another key of enough characters"))
    assert len(strange.findings) == 5


def test_an_altered_cell_of_an_xlsx_is_named(tmp_path: Path) -> None:
    lines = list(read_lines(xlsx_of(sheet(), tmp_path)))
    assert lines[1][4] == date(2026, 3, 5)
    altered = [list(line) for line in lines]
    altered[4][4] = 13.0
    assert verify(altered, KEY).findings == (Finding(Problem.ALTERED, 5, 4),)


@pytest.mark.parametrize("content", [b"", b"a;b\r\n1;2\r\n", b"PK\x03\x04rubbish", b"\x00\xff" * 9])
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        verify(read_lines(path), KEY)


def test_more_rows_than_excel_takes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "EXCEL_ROWS", 4)
    with pytest.raises(Invalid), (tmp_path / "x.xlsx").open("wb") as file:
        write_xlsx(sheet(), SEAL, file)


@pytest.mark.parametrize("text", ["5-3-2026", "05-03-2026", "2026-03-05", "05/03/2026 00:00"])
def test_a_day_means_the_same_however_it_is_written(text: str) -> None:
    assert meaning_of(text) == cell_of(date(2026, 3, 5)).meaning == "2026-03-05"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("007", "7"), ("7.0", "7"), ("7,50", "7.5"), ("0", "0"), ("-0", "0"), ("1e5", "1e5")],
)
def test_a_number_means_the_same_however_it_is_written(text: str, meaning: str) -> None:
    assert meaning_of(text) == meaning


def rebuilt(path: Path, name: str, content: bytes, *, said: int | None = None) -> Path:
    """Replace the sheet of a book; it can say another size of itself than it has."""
    made = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part.filename, content if is_sheet else old.read(part))
        if said is not None:
            new.getinfo("xl/worksheets/sheet1.xml").file_size = said
    return made


@pytest.mark.parametrize("said", [None, 100])
def test_a_book_that_unpacks_to_more_than_any_export_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int | None
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 5_000_000)
    monkeypatch.setattr(opening, "CalamineWorkbook", None)
    bomb = rebuilt(xlsx_of(sheet(), tmp_path), "bomb.xlsx", b" " * 6_000_000, said=said)
    assert bomb.stat().st_size < 50_000
    with pytest.raises(Invalid, match="export-large"):
        list(read_lines(bomb))


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (b'r="XFD1"', "export-large"),
        (b'r="A1048577"', "export-large"),
        (b"r = 'ALL1048576'", "export-large"),
        (b'r="&#88;FD1"', "no-export"),
    ],
)
def test_a_book_with_a_cell_far_away_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: bytes, code: str
) -> None:
    monkeypatch.setattr(opening, "CalamineWorkbook", None)
    filler = b"<row>" + b" " * (opening.PIECE - 10)  # across two pieces
    content = b"<worksheet><sheetData>" + filler + b"<c " + place + b"><v>1</v></c></row>"
    with pytest.raises(Invalid, match=code):
        list(read_lines(rebuilt(xlsx_of(sheet(), tmp_path), "far.xlsx", content)))


def test_a_line_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LONGEST_LINE", 1000)
    path = tmp_path / "long.csv"
    path.write_text("a;" * 600)
    with pytest.raises(Invalid, match="export-large"):
        list(read_lines(path))


def test_a_number_that_was_made_up_is_not_made_room_for() -> None:
    lines = lines_of(csv_of(sheet()))
    lines[2][-1] = "R49999999-" + "0" * 16
    reading = verify(lines, KEY)
    assert Finding(Problem.ALTERED, 3, 49999999) in reading.findings
    assert Finding(Problem.REMOVED, None, 2, 2) in reading.findings
    assert len(reading.findings) == 2


def test_an_altered_copy_before_the_row_itself_does_not_put_it_in_doubt() -> None:
    lines = lines_of(csv_of(sheet()))
    lines.insert(1, ["iets anders", *lines[1][1:]])
    assert verify(lines, KEY).findings == (Finding(Problem.ALTERED, 2, 1),)
