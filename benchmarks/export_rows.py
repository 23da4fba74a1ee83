"""Measures how fast the rows of an export are written, and that memory does not grow with them."""

import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta

from training.services.reporting.files import write_csv
from training.services.reporting.seal import Seal, key_from
from training.services.reporting.sheet import Row, Sheet

WORDS = ("klaar", "bezig", "niet begonnen", "te laat", "vrijgesteld")
BEGIN = date(2026, 1, 1)
ROWS = 200_000


def late(number: int) -> Row:
    """Give a row as the overdue list has them."""
    name = f"Anna van der {chr(65 + number % 26)}erg {number}"
    day = BEGIN + timedelta(days=number % 90)
    return (name, f"{number:07}", "Burgerzaken", "Het eerste contact", day, number % 90, day)


def matrix(courses: int, number: int) -> Row:
    """Give a row of person by course."""
    row: list[str | date] = [f"Anna van der Berg {number}", f"{number:07}", "Burgerzaken"]
    for course in range(courses):
        row += [WORDS[(number + course) % 5], BEGIN + timedelta(days=(number * course) % 365)]
    return tuple(row)


def rows(courses: int, count: int) -> Iterator[Row]:
    """Give so many rows; without courses those of the overdue list."""
    for number in range(count):
        yield matrix(courses, number) if courses else late(number)


def measure(name: str, courses: int, count: int) -> None:
    """Write the rows and say how long that took, without the making of the rows."""
    made = list(rows(courses, count))
    titles = tuple(f"Kolom {number}" for number in range(len(made[0])))
    seal = Seal(key_from("a key of enough characters for this"), "0123abcd")
    begin = time.process_time()
    size = sum(len(piece) for piece in write_csv(Sheet("x", titles, made, "x", "Einde"), seal))
    span = time.process_time() - begin
    sys.stdout.write(f"{name:28} {count / span:>10,.0f} rows/s  {size / span / 1e6:6.1f} MB/s\n")


def peak(count: int) -> int:
    """Give the most memory that writing so many rows takes."""
    titles = tuple(f"Kolom {number}" for number in range(7))
    seal = Seal(key_from("a key of enough characters for this"), "0123abcd")
    tracemalloc.start()
    for _piece in write_csv(Sheet("x", titles, rows(0, count), "x", "Einde"), seal):
        pass
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def main() -> None:
    """Measure."""
    measure("overdue list", 0, ROWS)
    for courses in (1, 5, 10, 20):
        measure(f"person by {courses} courses", courses, ROWS // max(1, courses // 4))
    for count in (50_000, 200_000):
        sys.stdout.write(f"memory at {count:>8,} rows      {peak(count) / 1e6:8.1f} MB\n")


if __name__ == "__main__":
    main()
