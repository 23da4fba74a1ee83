"""A table to take along: what its cells say, and what they mean whichever program saved it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

Value = str | int | Decimal | date | None
Row = Sequence[Value]

# What a spreadsheet takes for the start of a formula; the wide forms are read as the narrow ones.
FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
INVISIBLE = re.compile(
    r"(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])*"
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: 0?0:00(?::00)?)?")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?")
NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,10})?")
DIGITS = 15
SEPARATOR = ";"
"""What Dutch Excel expects between the cells of a CSV file."""

SEEN = 20_000
"""So many different values are remembered while a table is written."""


class Cell(NamedTuple):
    """A value, how CSV spells it, and what it means: that stays the same when it is saved again."""

    value: Value
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title row; the rows are made while they are read."""

    name: str
    titles: tuple[str, ...]
    rows: Iterable[Row]
    about: str
    end: str


class Cells(dict[Value, Cell]):
    """The cells of values, each made once: words, units and days come back row after row."""

    def __missing__(self, value: Value) -> Cell:
        """Make a cell; when there are very many all are forgotten, for names do not come back."""
        if len(self) >= SEEN:
            self.clear()
        made = self[value] = cell_of(value)
        return made


def cell_of(value: Value) -> Cell:
    """Turn a value into a cell."""
    if value is None:
        return Cell(None, "", "")
    if isinstance(value, str):
        text = harmless(value)
        return Cell(text, _quoted(text), meaning_of(text))
    if isinstance(value, int):
        return Cell(value, str(value), str(value))
    if isinstance(value, Decimal):
        meaning = _plain(format(value, "f"))
        return Cell(value, meaning.replace(".", ","), meaning)
    return Cell(value, f"{value.day:02}-{value.month:02}-{value.year:04}", value.isoformat())


def _quoted(text: str) -> str:
    """Spell a text so that it is one cell; the ends of lines in it are gone already."""
    if SEPARATOR in text or '"' in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def harmless(text: str) -> str:
    """Make text that no spreadsheet takes for a formula; what cannot be written becomes a space."""
    if text.isprintable() and text[:1].isalnum():
        return text
    clean = CONTROL.sub(" ", text)
    starts = {INVISIBLE.sub("", found, count=1)[:1] for found in (text, clean)}
    return f"'{clean}" if starts & FORMULA else clean


def meaning_of(value: object) -> str:
    """Give what a cell says, however a spreadsheet wrote it: 5-3-2026 is 05-03-2026, 007 is 7."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    return _plain(text) if text[:1].isdigit() or text[:1] == "-" else text


def _plain(text: str) -> str:
    if text.isascii() and text.isdecimal() and len(text) <= DIGITS:
        return text.lstrip("0") or "0"
    if found := DAY.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if found := ISO_DAY.fullmatch(text):
        year, month, day = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if NUMBER.fullmatch(text):
        number = Decimal(text.replace(",", "."))
        return format(number.normalize() + 0, "f") if number else "0"
    return text
