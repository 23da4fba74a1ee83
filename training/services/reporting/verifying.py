"""Tells whether an export is as it was made, and names the rows that are not."""

import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from training.services.errors import Invalid
from training.services.reporting.files import CONTROL
from training.services.reporting.seal import Seal
from training.services.reporting.sheet import meaning_of

EXPORT = re.compile(rf"{CONTROL} ([0-9a-f]{{8}})")
MARK = re.compile(r"R(\d{1,9})-([0-9a-f]{16})")


class Problem(StrEnum):
    """What can be wrong with a row."""

    ALTERED = "altered"
    ADDED = "added"
    REMOVED = "removed"
    REPEATED = "repeated"
    MOVED = "moved"
    NO_END = "no-end"
    END_ALTERED = "end-altered"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with a row: on which line of the file, and which row of the export it is."""

    problem: Problem
    line: int | None = None
    row: int | None = None
    row_to: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; the order of rows is told apart, for sorting changes nothing in them."""

    export: str
    rows: int
    findings: tuple[Finding, ...]
    moved: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether every row is there as it was, and none besides."""
        return not self.findings


@dataclass(slots=True)
class _Reading:
    """What was met so far."""

    seal: Seal
    width: int
    findings: list[Finding] = field(default_factory=list)
    moved: list[Finding] = field(default_factory=list)
    seen: bytearray = field(default_factory=bytearray)
    claimed: set[int] = field(default_factory=set)
    highest: int = 0
    rows: int = 0
    last: int | None = None


def verify(lines: Iterable[Sequence[object]], key: bytes) -> Verdict:
    """Hold every line against its mark; raises `Invalid` for what is no export of ours at all."""
    numbered = enumerate(lines, 1)
    titles = next((_meanings(line) for _, line in numbered), [])
    places = [place for place, title in enumerate(titles) if EXPORT.fullmatch(title)]
    if not places:
        raise Invalid("no-export")
    width = places[0]
    seal = Seal(key, titles[width].removeprefix(f"{CONTROL} "))
    reading, held = _Reading(seal, width), None
    for line, cells in numbered:
        meanings = _meanings(cells)
        if not any(meanings):
            continue
        if held:
            _check(reading, *held)
        held = line, meanings
    _close(reading, held, titles[:width])
    findings = [*reading.findings, *_gaps(reading)]
    return Verdict(seal.export, reading.rows, tuple(findings), tuple(reading.moved))


def _check(reading: _Reading, line: int, meanings: list[str]) -> None:
    """Check one row."""
    reading.rows += 1
    number = _number_of(reading, meanings)
    if number is None:
        reading.findings.append(Finding(Problem.ADDED, line))
        return
    values = _padded(meanings, reading.width)
    extra = [cell for cell in meanings[reading.width + 1 :] if cell]
    is_whole = not extra and _fits(reading.seal.mark(number, values), meanings[reading.width])
    if _is_seen(reading, number) or (number in reading.claimed and not is_whole):
        reading.findings.append(Finding(Problem.REPEATED, line, number))
    elif not is_whole:  # whoever altered it may have made up its number: nothing is made of that
        reading.claimed.add(number)
        reading.findings.append(Finding(Problem.ALTERED, line, number))
    else:
        _remember(reading, number)
        if reading.last is not None and number < reading.last:
            reading.moved.append(Finding(Problem.MOVED, line, number))
        reading.last = number


def _is_seen(reading: _Reading, number: int) -> bool:
    return number < len(reading.seen) and bool(reading.seen[number])


def _close(reading: _Reading, held: tuple[int, list[str]] | None, titles: Sequence[str]) -> None:
    """Check the closing line, which also holds for the titles and the number of rows."""
    if held is None:
        reading.findings.append(Finding(Problem.NO_END))
        return
    line, meanings = held
    number = _number_of(reading, meanings)
    values = [*_padded(meanings, reading.width)[:3], *titles]
    if number and _fits(reading.seal.mark(number, values), meanings[reading.width]):
        reading.highest = max(reading.highest, number - 1)
        return
    if number and _is_closing(meanings, number):
        reading.findings.append(Finding(Problem.END_ALTERED, line))
        reading.highest = max(reading.highest, number - 1)
        return
    _check(reading, line, meanings)
    reading.findings.append(Finding(Problem.NO_END))


def _is_closing(meanings: Sequence[str], number: int) -> bool:
    """Tell whether a line that does not fit its mark still looks like the closing one."""
    return meanings[1:2] == [str(number - 1)] and not any(meanings[3:-1])


def _gaps(reading: _Reading) -> Iterator[Finding]:
    """Name what is missing, in stretches."""
    start: int | None = None
    for number in range(1, reading.highest + 2):
        is_there = _is_seen(reading, number) or number in reading.claimed
        if number <= reading.highest and not is_there:
            start = start or number
        elif start:
            yield Finding(Problem.REMOVED, None, start, number - 1)
            start = None


def _number_of(reading: _Reading, meanings: Sequence[str]) -> int | None:
    mark = meanings[reading.width] if len(meanings) > reading.width else ""
    found = MARK.fullmatch(mark)
    # A number far outside what a file can hold is nobody's row.
    return int(found[1]) if found and int(found[1]) <= MOST else None


MOST = 50_000_000
"""More rows than any export; a bit of memory for each row that was seen."""


def _remember(reading: _Reading, number: int) -> None:
    if number >= len(reading.seen):
        reading.seen.extend(bytes(number + 1 - len(reading.seen)))
    reading.seen[number] = 1
    reading.highest = max(reading.highest, number)


def _fits(right: str, found: str) -> bool:
    return hmac.compare_digest(right.encode(), found.encode())


def _meanings(cells: Sequence[object]) -> list[str]:
    return [meaning_of(cell) for cell in cells]


def _padded(meanings: list[str], width: int) -> list[str]:
    return (meanings + [""] * width)[:width]
