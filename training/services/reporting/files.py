"""Writes a table as CSV for Dutch Excel, in pieces, or as an XLSX file, row by row."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from io import StringIO
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from training.services.errors import Invalid
from training.services.reporting.seal import Seal
from training.services.reporting.sheet import Cell, Cells, Sheet

BOM = "\ufeff"
CHUNK = 500
EXCEL_ROWS = 1_048_576
"""What a sheet can hold, with the titles and the closing line."""

CONTROL = "Controle"
WIDE, NARROW = 28, 16


def sealed(sheet: Sheet, seal: Seal) -> Iterator[list[Cell]]:
    """Give the titles, the rows and the closing line, each with its control cell."""
    cells, mark = Cells(), seal.mark
    titles = cells.line(sheet.titles)
    yield [*titles, _plain(f"{CONTROL} {seal.export}")]
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        line = cells.line(row)
        line.append(_plain(mark(number, [cell.meaning for cell in line])))
        yield line
    closing = cells.line((sheet.end, number, sheet.about))
    meanings = [cell.meaning for cell in (*closing, *titles)]
    filling = cells.line([None] * (len(titles) - len(closing)))
    yield [*closing, *filling, _plain(mark(number + 1, meanings))]


def write_csv(sheet: Sheet, seal: Seal) -> Iterator[bytes]:
    """Write it in pieces of some hundreds of rows; memory stays the same however many there are."""
    buffer = StringIO(BOM)
    buffer.seek(0, 2)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for number, row in enumerate(sealed(sheet, seal), 1):
        writer.writerow([cell.text for cell in row])
        if not number % CHUNK:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_xlsx(sheet: Sheet, seal: Seal, file: IO[bytes]) -> int:
    """Write it to a file and count the rows; raises `Invalid` for more than Excel takes."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        page = book.add_worksheet(sheet.name[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        page.freeze_panes(1, 1)
        page.set_column(0, 0, WIDE)
        page.set_column(1, len(sheet.titles), NARROW)
        number = -1
        for number, row in enumerate(sealed(sheet, seal)):
            if number >= EXCEL_ROWS:
                raise Invalid("export-large")
            _write_row(page, number, row, day if number else bold)
        page.autofilter(0, 0, max(1, number - 1), len(sheet.titles))
    return number - 1


def _write_row(page: Worksheet, number: int, row: list[Cell], look: Format) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell.value, date):
            page.write_datetime(number, column, datetime.combine(cell.value, time()), look)
        elif isinstance(cell.value, int):
            page.write_number(number, column, cell.value)
        elif cell.value and not number:
            page.write_string(number, column, cell.value, look)
        elif cell.value:
            page.write_string(number, column, cell.value)


def _plain(text: str) -> Cell:
    return Cell(text, text, text)


def _emptied(buffer: StringIO) -> bytes:
    written = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return written
