"""Measures a report over a hundred thousand people and 36 items: the job by phase, and its page."""

import argparse
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from time import perf_counter, process_time
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select, text

from benchmarks.engines import Span, add_engines, databases, megabytes, middle_of, timed
from benchmarks.town import ITEMS, PARTS, UNITS, Town
from tests.world import LIBRARY, World, prepare_with
from training.domain.access import Role
from training.services.aligning import asking, making
from training.services.aligning.figures import draft
from training.services.aligning.gathering import Period, gather
from training.services.aligning.questions import list_situations
from training.services.aligning.reports import Reader, report_page
from training.services.jobs import Apart, Transactions, enqueue, run_next
from training.services.library import Library
from training.store.alignment import AlignmentReport
from training.store.engine import open_database
from training.store.people import Person

T = TypeVar("T")
PEOPLE = 100_000
OPENED = 21
RUNS = 3


def reading_of(world: World) -> Transactions:
    """Give what opens a transaction that reads."""

    @contextmanager
    def reading() -> Iterator[Library]:
        with world.database.reading() as session:
            yield Library(session, world.shelf)

    return reading


def finish(work: Generator[None, None, T]) -> tuple[T, float]:
    """Run something that pauses to its end; give what came of it and the longest stretch."""
    longest = 0.0
    while True:
        begin = perf_counter()
        try:
            next(work)
        except StopIteration as ended:
            found: T = ended.value
            return found, longest
        longest = max(longest, perf_counter() - begin)


def measure(name: str, url: str, people: int) -> None:
    """Fill a database, make a report, and open it."""
    prepare_with(LIBRARY)(url)
    database = open_database(url)
    world = World(database)
    sys.stdout.write(f"{name}: {people:,} people, {ITEMS} items, {PARTS * UNITS:,} units\n")
    _, span = timed(lambda: Town(world).build(people))
    tell("(filling)", span)
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    parts(world)
    person = job(world)
    pages(world, person)
    sys.stdout.write(f"  {'the most memory, filling and all':44} {megabytes():8.0f} MB\n")
    database.close()


def tell(what: str, span: Span) -> None:
    """Write a line."""
    sys.stdout.write(f"  {what:44} {span}\n")
    sys.stdout.flush()


def parts(world: World) -> None:
    """Read and work out some times, and keep nothing."""
    day = world.clock().date() - timedelta(days=1)
    period = Period("course", 0, day, day)
    read: list[Span] = []
    worked: list[Span] = []
    stretches: list[float] = []
    for turn in range(1, 1 + RUNS):
        (found, longest), span = timed(lambda: finish(gather(reading_of(world), period)))
        read.append(span)
        assert found  # noqa: S101 -- there are answers
        stretches.append(longest)
        (_, longest), span = timed(partial(lambda one, seed: finish(draft(one, seed)), found, turn))
        worked.append(span)
        stretches.append(longest)
    tell(f"reading answers, middle of {RUNS}", middle_of(read))
    tell(f"working it out, middle of {RUNS}", middle_of(worked))
    sys.stdout.write(f"  {'the longest between two pauses':44} {max(stretches):8.2f} s\n")


def job(world: World) -> UUID:
    """Let the worker make the report; give somebody who may read it."""
    day = world.clock().date() - timedelta(days=1)
    with world.transaction() as library:
        person = library.session.scalars(select(Person.id)).first()
        assert person  # noqa: S101 -- the world has four
        enqueue(library.session, asking._job(library, day), at=world.clock())
    written: list[Span] = []

    @contextmanager
    def writing() -> Iterator[Library]:
        with world.transaction() as library:
            begin, begun = perf_counter(), process_time()
            yield library
        written.append(Span(perf_counter() - begin, process_time() - begun))

    steps = {asking.KIND: Apart(making.AlignmentWork().think)}

    def work() -> None:
        while run_next(writing, steps, at=world.clock(), reading=reading_of(world)):
            pass

    _, span = timed(work)
    tell("the whole job", span)
    tell("the longest transaction that writes", max(written, key=lambda one: one.clock))
    return person


def pages(world: World, person: UUID) -> None:
    """Open the report some times, all but the HTML, in turns with the floor: one SELECT by key."""
    with world.session() as session:
        report_id = session.scalars(select(AlignmentReport.id)).one()
    reader = Reader(person, Role.HR, "nl")

    def floor() -> None:
        with world.database.reading() as session:
            session.get_one(Person, person)

    def report() -> str:
        with world.database.reading() as session:
            library = Library(session, world.shelf)
            page = report_page(library, report_id, reader)
            list_situations(library, report_id, "nl")
        return ", ".join(found.unit.name for found in page.departures) or "none"

    named = report()
    turns = [(timed(floor)[1], timed(report)[1]) for _ in range(OPENED)]
    least, taken = (middle_of(part) for part in zip(*turns, strict=True))
    sys.stdout.write(
        f"  {'report page, middle of ' + str(OPENED):44} {1000 * taken.clock:8.1f} ms  "
        f"({1000 * taken.own:.1f} ms of processor; {taken.clock / least.clock:.0f} times the floor "
        f"of {1000 * least.clock:.2f} ms; named: {named})\n"
    )


def main() -> None:
    """Measure on each engine that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    add_engines(parser)
    arguments = parser.parse_args()
    for engine, url in databases(arguments.engine):
        measure(engine, url, arguments.people)


if __name__ == "__main__":
    main()
