"""Opens an export as it was written, or as a spreadsheet saved it again."""

import csv
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from python_calamine import CalamineError, CalamineWorkbook

from training.services.errors import Invalid
from training.services.reporting.files import EXCEL_ROWS

ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";,\t"
LONGEST_CELL = 1_000_000
LONGEST_LINE = 20_000_000
ZIP = b"PK"
PIECE = 1 << 20

MOST_PARTS = 1000
MOST_BYTES = 4 * 1024**3
"""Of all parts of a book together, unpacked: more than the largest export that we make."""

MOST_COLUMNS = 1000
MOST_CELLS = 60_000_000
"""Of the rectangle around all cells, which is what a reader of books makes room for."""

CELL = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,4})([0-9]{1,9})""")
HIDDEN = re.compile(rb"""\sr\s*=\s*["'][^"'<>]{0,40}&""")
LONGEST_PLACE = 64


def read_lines(path: Path) -> Iterator[Sequence[object]]:
    """Read the lines of a CSV or XLSX file; raises `Invalid` for neither, and too large."""
    with path.open("rb") as file:
        is_book = file.read(2) == ZIP
    return _read_book(path) if is_book else _read_csv(path)


def _read_book(path: Path) -> Iterator[Sequence[object]]:
    try:
        _measure(path)
        book = CalamineWorkbook.from_path(str(path))
        yield from book.get_sheet_by_index(0).iter_rows()
    except (CalamineError, BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Invalid("no-export") from error


def _measure(path: Path) -> None:
    """Unpack a book piece by piece and refuse one that is too large, before anybody reads it."""
    with ZipFile(path) as book:
        parts = book.infolist()
        if len(parts) > MOST_PARTS:
            raise Invalid("export-large")
        unpacked = 0
        for part in parts:
            unpacked += _measure_part(book, part, MOST_BYTES - unpacked)


def _measure_part(book: ZipFile, part: ZipInfo, room: int) -> int:
    """Give the real size of a part, whatever it says of itself."""
    if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Invalid("no-export")
    if part.compress_type == ZIP_DEFLATED:
        part.file_size = room + 2 * PIECE  # so that reading goes on to its end
    size, rows, columns, rest = 0, 0, 0, b""
    with book.open(part) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > room:
                raise Invalid("export-large")
            if "/worksheets/" not in part.filename.replace("\\", "/").lower():
                continue
            rows, columns = _extent(rest + piece, rows, columns)
            rest = piece[-LONGEST_PLACE:]
    return size


def _extent(text: bytes, rows: int, columns: int) -> tuple[int, int]:
    """Widen the rectangle by the cells of a piece of a sheet."""
    if HIDDEN.search(text):
        raise Invalid("no-export")
    places = CELL.findall(text)
    rows = max([rows, *(int(row) for _, row in places)])
    columns = max([columns, *(_column(name) for name in {name for name, _ in places})])
    if rows > EXCEL_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Invalid("export-large")
    return rows, columns


def _column(name: bytes) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _read_csv(path: Path) -> Iterator[Sequence[object]]:
    encoding = next((name for name in ENCODINGS if _is_written_in(path, name)), "latin-1")
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(LONGEST_LINE)
        file.seek(0)
        separator = max(SEPARATORS, key=first.count)
        try:
            yield from csv.reader(_lines(file), delimiter=separator)
        except csv.Error as error:
            raise Invalid("no-export") from error


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Invalid("export-large")
        yield line


def _is_written_in(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True
