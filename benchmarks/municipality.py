"""A municipality of any size with twenty courses that everyone must do, to measure on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter

from sqlalchemy import text

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


def library_files() -> dict[str, bytes]:
    """Give the small library of the tests, with as many courses as there must be."""
    files = read_files(LIBRARY)
    for number in range(2, COURSES + 1):
        files[f"content/courses/cursus-{number:02}.md"] = COURSE.format(number=number).encode()
    return files


def build(url: str, people: int) -> float:
    """Fill an empty database, and give the seconds that the people took."""
    database = open_database(url)
    migrate.upgrade(database.engine)
    shelf = Shelf()

    @contextmanager
    def transactions() -> Iterator[Library]:
        with database.writing() as session, session.begin():
            yield Library(session, shelf)

    with transactions() as library:
        report = load(library, library_files(), at=AT, today=AT.date())
        if report.refused:
            raise SystemExit(str(report.refused))
        digest = light_passwords().digest("")
        for person in KNOWN:
            add(library.session, person, password_digest=digest, at=AT)
        make(library, _wishes(), Makers(lambda: new_id(AT).hex, {}, None), at=AT)
    began, done = perf_counter(), count(1)

    def tell(added: int) -> None:
        sys.stderr.write(f"\r{next(done)} x {added} people, {perf_counter() - began:.0f} s ")

    fill(transactions, Order(people, SEED, AT), tell)
    seconds = perf_counter() - began
    _refresh(database)
    database.close()
    return seconds


def _wishes() -> Iterator[Wish]:
    """Ask every course of everyone; they began at different times and come back each year."""
    for number in range(1, COURSES + 1):
        slug = "proef" if number == 1 else f"cursus-{number:02}"
        age = timedelta(days=30 + (OLDEST - 30) * number // COURSES)
        due = Due(DueRule.AFTER_ASSIGNMENT, None, 90, 14)
        yield Wish(slug, Target.EVERYONE, "", due, Renewal(months=12), age)


def _refresh(database: Database) -> None:
    """Let the engine look at what is in its tables, as it does by itself in time."""
    is_postgresql = database.engine.dialect.name == "postgresql"
    with database.writing() as session, session.begin():
        session.execute(text("ANALYZE" if is_postgresql else "PRAGMA analysis_limit=1000"))
        if not is_postgresql:
            session.execute(text("ANALYZE"))
