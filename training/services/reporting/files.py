"""Writes a table as CSV for Dutch Excel, in pieces, or as an XLSX file, row by row."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import IO, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from training.services.errors import Invalid
from training.services.reporting.seal import Seal
from training.services.reporting.sheet import SEPARATOR, Cells, Row, Sheet, Value

BOM = "\ufeff"
END = "\r\n"
CHUNK = 500
EXCEL_ROWS = 1_048_576
"""What a sheet can hold, with the titles and the closing line."""

CONTROL = "Controle"
WIDE, NARROW = 28, 16
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Line(NamedTuple):
    """A line of a file: its values, the same as CSV spells them, and the control cell."""

    values: Sequence[Value]
    texts: Sequence[str]
    mark: str


def sealed(sheet: Sheet, seal: Seal) -> Iterator[Line]:
    """Give the titles, the rows and the closing line, each with its control cell."""
    cells, number = Cells(), 0
    yield title_line(cells, sheet.titles, seal)
    for line in row_lines(cells, sheet.rows, seal, first=1):
        number += 1
        yield line
    yield closing_line(cells, sheet, seal, number)


def title_line(cells: Cells, titles: Sequence[str], seal: Seal) -> Line:
    """Give the titles, with the name of the export above the control cells."""
    found = [cells[title] for title in titles]
    texts = [cell.text for cell in found]
    return Line([cell.value for cell in found], texts, f"{CONTROL} {seal.export}")


def row_lines(cells: Cells, rows: Iterable[Row], seal: Seal, *, first: int) -> Iterator[Line]:
    """Give rows, of which the first has that number in its export."""
    find, mark = cells.__getitem__, seal.mark
    for number, row in enumerate(rows, first):
        values, texts, meanings = zip(*map(find, row), strict=True)
        yield Line(values, texts, mark(number, meanings))


def closing_line(cells: Cells, sheet: Sheet, seal: Seal, rows: int) -> Line:
    """Give the last line: how many rows there are, what they are about; it holds for the titles."""
    closing: Row = (sheet.end, rows, sheet.about)
    values, texts, meanings = zip(*map(cells.__getitem__, closing), strict=True)
    titles = [cells[title].meaning for title in sheet.titles]
    filling = len(titles) - len(closing)
    return Line(
        (*values, *[None] * filling),
        (*texts, *[""] * filling),
        seal.mark(rows + 1, (*meanings, *titles)),
    )


def write_csv(sheet: Sheet, seal: Seal) -> Iterator[bytes]:
    """Write it in pieces of some hundreds of rows; memory stays the same however many there are."""
    begin, join = BOM, SEPARATOR.join
    lines = (f"{join(texts)}{SEPARATOR}{mark}{END}" for _, texts, mark in sealed(sheet, seal))
    while piece := "".join(islice(lines, CHUNK)):
        yield f"{begin}{piece}".encode("utf-8", "replace")
        begin = ""


def write_xlsx(sheet: Sheet, seal: Seal, file: IO[bytes]) -> int:
    """Write it to a file and count the rows; raises `Invalid` for more than Excel takes."""
    with Workbook(file, OPTIONS) as book:
        page, bold, day = begin_book(book, sheet.name, len(sheet.titles))
        number = -1
        for number, line in enumerate(sealed(sheet, seal)):
            if number >= EXCEL_ROWS:
                raise Invalid("export-large")
            write_row(page, number, (*line.values, line.mark), day if number else bold)
        page.autofilter(0, 0, max(1, number - 1), len(sheet.titles))
    return number - 1


def begin_book(book: Workbook, name: str, width: int) -> tuple[Worksheet, Format, Format]:
    """Give the page to write on, and how its titles and its days look."""
    page = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    page.freeze_panes(1, 1)
    page.set_column(0, 0, WIDE)
    page.set_column(1, width, NARROW)
    return page, bold, day


def write_row(page: Worksheet, number: int, row: Sequence[Value], look: Format) -> None:
    """Write the cells of a row; the look is that of titles, or of days."""
    for column, value in enumerate(row):
        if isinstance(value, date):
            page.write_datetime(number, column, datetime.combine(value, time()), look)
        elif isinstance(value, int | Decimal):
            page.write_number(number, column, value)
        elif value and not number:
            page.write_string(number, column, value, look)
        elif value:
            page.write_string(number, column, value)
