"""From the cells of one row to one person of the HR file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from training.domain.organisation import Layer
from training.services.organisation.hr_columns import (
    COHORT_LENGTH,
    LANGUAGES,
    LAYERS,
    LENGTHS,
    LOCAL_PART,
    REQUIRED,
    YES_NO,
    Column,
)
from training.services.organisation.hr_faults import Faults
from training.services.people import sort_name

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_EMAIL = re.compile(r'[^\s@<>"(),:;\\\[\]]+@(?:[\w-]+\.)+[\w-]{2,}')
_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/](\d{4}))")
_YEARS = range(1900, 2200)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as the file has it; `unit` is the text of the path, not yet read."""

    line: int
    number: str
    email: str
    name: str
    sort_name: str
    unit: str
    code: str
    layer: Layer | None
    function: str
    hired_on: date | None
    left_on: date | None
    leads: bool
    cohorts: tuple[str, ...]
    language: str
    away_from: date | None
    away_until: date | None

    def is_active(self, today: date) -> bool:
        """Tell whether the person works here; the last day is still one."""
        return self.left_on is None or self.left_on >= today


class RowReader:
    """Reads rows of one file, whose header says where each column is."""

    def __init__(self, headers: Mapping[Column, tuple[int, str]], faults: Faults) -> None:
        """Take the place and the own name of each column."""
        self._headers = headers
        self._faults = faults
        self._line = 0
        self._cells: dict[Column, str] = {}

    def read(self, line: int, cells: list[str]) -> Entry | None:
        """Read one row; none when there is anything wrong with it."""
        before = self._faults.total
        self._line = line
        self._cells = {
            column: cells[at].strip(" \t\xa0") for column, (at, _) in self._headers.items()
        }
        if _CONTROL.search("".join(self._cells.values())):
            self._check_characters()
        self._check_filled()
        name, sorted_by = self._name()
        entry = Entry(
            line=line,
            number=self._cells[Column.NUMBER],
            email=self._email(),
            name=name,
            sort_name=sorted_by,
            unit=self._cells[Column.UNIT],
            code=self._text(Column.CODE),
            layer=self._word(Column.LAYER, LAYERS, None, "layer"),
            function=self._text(Column.FUNCTION),
            hired_on=self._day(Column.HIRED),
            left_on=self._day(Column.LEFT),
            leads=self._word(Column.LEADS, YES_NO, False, "yes-no"),
            cohorts=self._cohorts(),
            language=self._word(Column.LANGUAGE, LANGUAGES, "nl", "language"),
            away_from=self._day(Column.AWAY_FROM),
            away_until=self._day(Column.AWAY_UNTIL),
        )
        self._check_days(entry)
        return entry if self._faults.total == before else None

    def _fault(self, code: str, column: Column, value: str = "", **values: str) -> None:
        self._faults.add(self._line, code, self._headers[column][1], value, **values)

    def _text(self, column: Column) -> str:
        return self._cells.get(column, "")

    def _check_characters(self) -> None:
        for column, cell in self._cells.items():
            if _CONTROL.search(cell):
                self._fault("control", column, _CONTROL.sub("�", cell))

    def _check_filled(self) -> None:
        for column in REQUIRED:
            if not self._cells[column]:
                self._fault("required", column)
        for column, cell in self._cells.items():
            limit = LENGTHS.get(column)
            if limit and len(cell) > limit:
                self._fault("long", column, cell, limit=str(limit))

    def _name(self) -> tuple[str, str]:
        """Give the name, and what lists are ordered by: the last name where the file has one."""
        if Column.LAST_NAME not in self._headers:
            name = self._text(Column.NAME)
            if not name:
                self._fault("required", Column.NAME)
            return name, sort_name(name)
        first, infix, last = (
            self._text(column) for column in (Column.FIRST_NAME, Column.INFIX, Column.LAST_NAME)
        )
        if not last:
            self._fault("required", Column.LAST_NAME)
        ordered = f"{last}, {f'{first} {infix}'.strip()}".rstrip(", ")
        return " ".join(filter(None, (first, infix, last))), sort_name(ordered)

    def _email(self) -> str:
        email = self._cells[Column.EMAIL].lower()
        is_good = _EMAIL.fullmatch(email) and email.isprintable()
        if email and not (is_good and len(email.partition("@")[0]) <= LOCAL_PART):
            self._fault("email", Column.EMAIL, self._cells[Column.EMAIL])
        return email

    def _day(self, column: Column) -> date | None:
        cell = self._text(column)
        if not cell:
            return None
        day = read_day(cell)
        if day is None:
            self._fault("day", column, cell)
        return day

    def _word(self, column: Column, words: Mapping[str, T], default: T, code: str) -> T:
        cell = self._text(column)
        if not cell:
            return default
        found = words.get(cell.casefold())
        if found is None:
            self._fault(code, column, cell)
            return default
        return found

    def _cohorts(self) -> tuple[str, ...]:
        cell = self._text(Column.COHORTS)
        if not cell:
            return ()
        names = {name.strip().casefold(): name.strip() for name in cell.split("|")}
        for name in names.values():
            if len(name) > COHORT_LENGTH:
                self._fault("long", Column.COHORTS, name, limit=str(COHORT_LENGTH))
        return tuple(sorted(filter(None, names.values())))

    def _check_days(self, entry: Entry) -> None:
        if entry.hired_on and entry.left_on and entry.left_on < entry.hired_on:
            self._fault("left-first", Column.LEFT, self._cells[Column.LEFT])
        if entry.away_from and entry.away_until and entry.away_until < entry.away_from:
            self._fault("back-first", Column.AWAY_UNTIL, self._cells[Column.AWAY_UNTIL])


@lru_cache(maxsize=20_000)
def read_day(text: str) -> date | None:
    """Read 2026-11-23, 23-11-2026 or 23/11/2026; none for anything else."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day, day_first, month_second, year_last = (
        int(part) if part else 0 for part in found.groups()
    )
    try:
        made = date(year or year_last, month or month_second, day or day_first)
    except ValueError:
        return None
    return made if made.year in _YEARS else None
