"""A municipality of any size with twenty courses that everyone must do, to measure on.

`python -m benchmarks.municipality --people 100000 sqlite:////folder/of/yours.db` makes one that
stays, for `python -m benchmarks.organisation --url`.
"""

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter
from typing import Any

from sqlalchemy import Index, event, text

from tests.world import LIBRARY, light_passwords, read_files
from training.demo.fill import Order, fill
from training.demo.known import KNOWN
from training.demo.rules import Makers, Wish, make
from training.domain.assignment import Due, DueRule, Renewal, Target
from training.services.library import Library, Shelf
from training.services.loading import load
from training.services.people import add
from training.store import migrate
from training.store.base import new_id
from training.store.engine import Database, open_database
from training.store.enrolment import Enrolment

COURSES = 20
SEED = 2018
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
OLDEST = 330
"""Days since the oldest rule: nearly every duty has one cycle, so there are twenty rows a head."""
COURSE = """---
titel: Cursus {number}
id: cursus-{number:02}
duur: 10
---

# Cursus {number}

Een korte cursus.

## Lezen en doen

1. [Lezen](../lessons/lezen.md)
2. [De bank](../scenarios/bank.md)
"""


def library_files(courses: int) -> dict[str, bytes]:
    """Give the small library of the tests, with as many courses as there must be."""
    files = read_files(LIBRARY)
    for number in range(2, courses + 1):
        files[f"content/courses/cursus-{number:02}.md"] = COURSE.format(number=number).encode()
    return files


def build(url: str, people: int, courses: int = COURSES) -> float:
    """Fill an empty database, and give the seconds that the people took."""
    database = open_database(url)
    migrate.upgrade(database.engine)
    _hurry(database)
    shelf = Shelf()

    @contextmanager
    def transactions() -> Iterator[Library]:
        with database.writing() as session, session.begin():
            yield Library(session, shelf)

    with transactions() as library:
        report = load(library, library_files(courses), at=AT, today=AT.date())
        if report.refused:
            raise SystemExit(str(report.refused))
        digest = light_passwords().digest("")
        for person in KNOWN:
            add(library.session, person, password_digest=digest, at=AT)
        make(library, _wishes(courses), Makers(lambda: new_id(AT).hex, {}, None), at=AT)
    began, done = perf_counter(), count(1)

    def tell(added: int) -> None:
        sys.stderr.write(f"\r{next(done)} x {added} people, {perf_counter() - began:.0f} s ")

    with _indexes_afterwards(database):
        fill(transactions, Order(people, SEED, AT), tell)
    seconds = perf_counter() - began
    _refresh(database)
    database.close()
    return seconds


def _hurry(database: Database) -> None:
    """Let what is only filled wait for no disk: if the machine stops it is made again."""

    def hurry(connection: Any, record: Any) -> None:  # Any: what the driver has, and pool internals
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA foreign_keys=OFF")
        else:
            connection.execute("SET synchronous_commit = off")
            connection.commit()

    event.listen(database.engine, "connect", hurry)
    database.engine.dispose()


@contextmanager
def _indexes_afterwards(database: Database) -> Iterator[None]:
    """Make the indexes of the largest table once it is full: sorting is quicker than searching."""
    indexes = [index for index in Enrolment.__table__.indexes if isinstance(index, Index)]  # type: ignore[attr-defined]  # of a mapped class it is a Table
    with database.engine.begin() as connection:
        for index in indexes:
            index.drop(connection)
    yield
    for index in indexes:
        with database.engine.begin() as connection:
            if database.engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA cache_size=-1000000"))
            index.create(connection)


def _wishes(courses: int) -> Iterator[Wish]:
    """Ask every course of everyone; they began at different times and come back each year."""
    for number in range(1, courses + 1):
        slug = "proef" if number == 1 else f"cursus-{number:02}"
        age = timedelta(days=30 + (OLDEST - 30) * number // courses)
        due = Due(DueRule.AFTER_ASSIGNMENT, None, 90, 14)
        yield Wish(slug, Target.EVERYONE, "", due, Renewal(months=12), age)


def _refresh(database: Database) -> None:
    """Let the engine look at what is in its tables, as it does by itself in time."""
    is_postgresql = database.engine.dialect.name == "postgresql"
    with database.writing() as session, session.begin():
        session.execute(text("ANALYZE" if is_postgresql else "PRAGMA analysis_limit=1000"))
        if not is_postgresql:
            session.execute(text("ANALYZE"))


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="an empty database, as SQLAlchemy writes its address")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--courses", type=int, default=COURSES)
    arguments = parser.parse_args()
    seconds = build(arguments.url, arguments.people, arguments.courses)
    sys.stdout.write(f"\nmade in {seconds:.0f} s\n")


if __name__ == "__main__":
    main()
