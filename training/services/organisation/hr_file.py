"""Reads an HR file a part at a time, and finds everything that is wrong with it."""

from collections.abc import Iterator
from itertools import islice

from training.services.organisation.hr_columns import REQUIRED, Column, column_of
from training.services.organisation.hr_faults import Faults
from training.services.organisation.hr_rows import Entry, RowReader
from training.services.organisation.hr_text import MOST_ROWS, Row, decode, rows
from training.services.organisation.hr_units import UnitBook


class HrFile:
    """A file that is being read; `entries` are the people whose row is right so far."""

    def __init__(self, content: bytes) -> None:
        """Read the header; what is wrong with it is a fault, and then nothing follows."""
        self.faults = Faults()
        self.entries: list[Entry] = []
        self.rows_read = 0
        self.rows_expected = content.count(b"\n")
        self.names: dict[Column, str] = {}
        self.is_read = False
        self._taken = 0
        self._numbers: dict[str, int] = {}
        self._emails: dict[str, int] = {}
        text = decode(content, self.faults)
        self._rows: Iterator[Row] = iter(()) if text is None else rows(text, self.faults)
        self._width = 0
        self._reader = self._read_header() if text is not None else None
        self.units = UnitBook(self.names, self.faults)
        self.is_read = self._reader is None

    @property
    def columns(self) -> frozenset[Column]:
        """Give the columns that the file has: what has no column is left as it is."""
        return frozenset(self.names)

    def name_of(self, column: Column) -> str:
        """Give how the file calls a column."""
        return self.names.get(column, "")

    def advance(self, limit: int) -> None:
        """Read the next rows."""
        found = list(islice(self._rows, limit))
        for line, cells in found:
            self._taken += 1
            if self._taken > MOST_ROWS:
                self.faults.add(line, "rows-many")
                self._finish()
                return
            if cells:
                self.rows_read += 1
                self._add(line, cells)
        if len(found) < limit:
            self._finish()

    def line_of(self, number: str) -> int:
        """Give the line of a staff number; 0 when the file does not have it."""
        return self._numbers.get(number, 0)

    def _finish(self) -> None:
        self.is_read = True
        self._emails = {}
        self.entries.sort(key=lambda entry: entry.number)
        if not self.rows_read and not self.faults.total:
            self.faults.add(0, "no-people")

    def _read_header(self) -> RowReader | None:
        line, cells = next((row for row in self._rows if row[1]), (1, list[str]()))
        places: dict[Column, tuple[int, str]] = {}
        self._width = len(cells)
        for at, cell in enumerate(cells):
            name, column = cell.strip(), column_of(cell)
            if column is None and name:
                self.faults.warn(line, "column-unknown", name[:80])
            elif column in places:
                self.faults.add(line, "column-twice", name[:80], other=places[column][1])
            elif column:
                places[column] = at, name[:80]
        self.names = {column: name for column, (_, name) in places.items()}
        for column in REQUIRED:
            if column not in places:
                self.faults.add(line, "column-missing", wanted=column)
        if not {Column.NAME, Column.LAST_NAME} & set(places):
            self.faults.add(line, "column-missing", wanted=Column.NAME)
        return None if self.faults.total else RowReader(places, self.faults)

    def _add(self, line: int, cells: list[str]) -> None:
        surplus = [cell for cell in cells[self._width :] if cell.strip()]
        if len(cells) < self._width or surplus:
            code = "row-long" if surplus else "row-short"
            self.faults.add(line, code, found=str(len(cells)), wanted=str(self._width))
            return
        entry = self._reader.read(line, cells) if self._reader else None
        if entry is None:
            return
        self._check_unique(entry)
        self.units.note(entry)
        self.entries.append(entry)

    def _check_unique(self, entry: Entry) -> None:
        first = self._numbers.setdefault(entry.number, entry.line)
        if first != entry.line:
            name = self.names[Column.NUMBER]
            self.faults.add(entry.line, "number-twice", name, entry.number, line=str(first))
        first = self._emails.setdefault(entry.email, entry.line)
        if first != entry.line:
            name = self.names[Column.EMAIL]
            self.faults.add(entry.line, "email-twice", name, entry.email, line=str(first))
