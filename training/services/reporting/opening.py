"""Opens an export as it was written, or as a spreadsheet saved it again."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from training.services.errors import Invalid

ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";,\t"
LONGEST_CELL = 1_000_000
ZIP = b"PK"


def read_lines(path: Path) -> Iterator[Sequence[object]]:
    """Read the lines of a CSV or XLSX file; raises `Invalid` for what is neither."""
    with path.open("rb") as file:
        is_book = file.read(2) == ZIP
    return _read_book(path) if is_book else _read_csv(path)


def _read_book(path: Path) -> Iterator[Sequence[object]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        yield from book.get_sheet_by_index(0).iter_rows()
    except CalamineError as error:
        raise Invalid("no-export") from error


def _read_csv(path: Path) -> Iterator[Sequence[object]]:
    encoding = next((name for name in ENCODINGS if _is_written_in(path, name)), "latin-1")
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        file.seek(0)
        separator = max(SEPARATORS, key=first.count)
        try:
            yield from csv.reader(file, delimiter=separator)
        except csv.Error as error:
            raise Invalid("no-export") from error


def _is_written_in(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True
