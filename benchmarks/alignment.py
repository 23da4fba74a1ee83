"""Measures a report over a hundred thousand people and 36 items: the job by phase, and its page."""

import argparse
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import UUID

import numpy as np
from sqlalchemy import insert, select

from tests import postgres
from tests.services.aligning.crowd import ITEM
from tests.services.improving.crowd import original
from tests.world import LIBRARY, World, prepare_with, read_files
from training.domain.access import Role
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID, Layer
from training.domain.quiz import Quiz
from training.services.aligning import asking, making
from training.services.aligning.figures import draft
from training.services.aligning.gathering import Period, gather
from training.services.aligning.questions import list_situations
from training.services.aligning.reports import Reader, report_page
from training.services.jobs import Apart, enqueue, run_next
from training.services.library import Library
from training.store.alignment import AlignmentReport
from training.store.answer import Answer, Question, Respondent
from training.store.base import new_id
from training.store.engine import open_database
from training.store.organisation import OrgUnit, UnitAncestor
from training.store.people import Learner, Person

T = TypeVar("T")
PEOPLE, ITEMS, PARTS, UNITS = 100_000, 36, 20, 50
AT_ONCE = 5_000
OPENED = 20
FORM = "---\ntitel: Kern\nid: kern\nvorm: A\n---\n\n# Kern\n"


@dataclass
class Town:
    """Directorates with units, and a crowd that answered; one unit sends people away."""

    world: World
    chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))
    units: list[UUID] = field(default_factory=list)

    def build(self, people: int) -> None:
        """Write everything."""
        items = (
            ITEM.format(topic=f"{1 + number % 3}.{1 + number // 3 % 3}", number=number)
            for number in range(ITEMS)
        )
        files = {**read_files(LIBRARY), "quizzes/kern.md": (FORM + "".join(items)).encode()}
        self.world.load(files)
        with self.world.transaction() as library:
            self._add_units(library)
            questions = _add_questions(library)
        for begin in range(0, people, AT_ONCE):
            with self.world.transaction() as library:
                self._add_people(library, min(AT_ONCE, people - begin), questions)

    def _add_units(self, library: Library) -> None:
        at, session = self.world.clock(), library.session
        for part in range(PARTS):
            above = [(ROOT_ID, 0)]
            for number in range(1 + UNITS):
                unit_id = new_id(at)
                parent = above[-1][0] if number else ROOT_ID
                name = f"{part}.{number}"
                session.add(
                    OrgUnit(id=unit_id, parent_id=parent, name=name, layer=Layer.OFFICIALS.value)
                )
                session.flush()
                over = [unit_id, above[-1][0], ROOT_ID] if number else [unit_id, ROOT_ID]
                session.add_all(
                    UnitAncestor(unit_id=unit_id, ancestor_id=found, depth=depth)
                    for depth, found in enumerate(over)
                )
                if number:
                    self.units.append(unit_id)
                else:
                    above.append((unit_id, 1))

    def _add_people(self, library: Library, many: int, questions: Sequence[int]) -> None:
        at, session = self.world.clock(), library.session
        model = session.scalars(select(Person)).first()
        assert model  # noqa: S101 -- the world has four
        columns = {c.name: getattr(model, c.name) for c in Person.__table__.columns}
        people = [
            {
                **columns,
                "id": (number := new_id(at)),
                "email": f"{number.hex}@x.example",
                "unit_id": self.units[int(self.chance.integers(len(self.units)))],
                "staff_number": None,
            }
            for _ in range(many)
        ]
        learners = [{"key": new_id(at), "person_id": person["id"]} for person in people]
        session.execute(insert(Person), people)
        session.execute(insert(Learner), learners)
        respondents = [
            {
                "learner_key": learner["key"],
                "unit_id": person["unit_id"],
                "layer": "officials",
                "year": at.year,
            }
            for person, learner in zip(people, learners, strict=True)
        ]
        added = session.scalars(
            insert(Respondent).returning(Respondent.id, sort_by_parameter_order=True), respondents
        ).all()
        session.execute(
            insert(Answer),
            list(self._answers([r["unit_id"] for r in respondents], added, questions)),
        )

    def _answers(
        self, units: Sequence[object], respondents: Sequence[int], questions: Sequence[int]
    ) -> Iterator[dict[str, object]]:
        day = self.world.clock().date() - timedelta(days=1)
        for unit_id, respondent in zip(units, respondents, strict=True):
            shares = (
                (0.0, 0.1, 0.05, 0.85) if unit_id == self.units[0] else (0.45, 0.15, 0.35, 0.05)
            )
            chosen = self.chance.choice(4, len(questions), p=shares)
            for question, option in zip(questions, chosen.tolist(), strict=True):
                yield {
                    "respondent_id": respondent,
                    "question_id": question,
                    "occasion": "course",
                    "occasion_id": 0,
                    "option": option,
                    "level": int("3120"[option]),
                    "answered_on": day,
                }


def _add_questions(library: Library) -> list[int]:
    entry = original(library, Kind.QUIZ, "kern")
    for item in library.take(entry.revision_id, Quiz).items:
        library.session.add(
            Question(
                document_id=entry.document_id,
                revision_id=entry.revision_id,
                name=item.name,
                meaning=entry.meaning,
                competency=item.competency,
                levels="3120",
                form="A",
            )
        )
    library.session.flush()
    return list(library.session.scalars(select(Question.id).order_by(Question.id)))


def finish(work: Generator[None, None, T]) -> tuple[T, float]:
    """Run something that pauses to its end; give what came of it and the longest stretch."""
    longest = 0.0
    while True:
        begin = time.perf_counter()
        try:
            next(work)
        except StopIteration as ended:
            found: T = ended.value
            return found, longest
        longest = max(longest, time.perf_counter() - begin)


def timed(name: str, work: Callable[[], T]) -> T:
    """Say how long something took."""
    begin = time.perf_counter()
    found = work()
    sys.stdout.write(f"  {name:44} {time.perf_counter() - begin:8.2f} s\n")
    return found


def measure(name: str, url: str, people: int) -> None:
    """Fill a database, make a report, and open it."""
    prepare_with(LIBRARY)(url)
    database = open_database(url)
    world = World(database)
    sys.stdout.write(f"{name}: {people:,} people, {ITEMS} items, {PARTS * UNITS:,} units\n")
    timed("(filling)", lambda: Town(world).build(people))

    @contextmanager
    def reading() -> Iterator[Library]:
        with database.reading() as session:
            yield Library(session, world.shelf)

    day = world.clock().date() - timedelta(days=1)
    period = Period("course", 0, day, day)
    found, longest = timed("reading answers", lambda: finish(gather(reading, period)))
    sys.stdout.write(f"  {'  longest read':44} {longest:8.2f} s\n")
    assert found  # noqa: S101 -- there are answers
    timed("working it out", lambda: finish(draft(found, 1)))
    with world.transaction() as library:
        person = library.session.scalars(select(Person.id)).first()
        assert person  # noqa: S101 -- the world has four
        enqueue(library.session, asking._job(library, day), at=world.clock())
    transactions: list[float] = []

    @contextmanager
    def writing() -> Iterator[Library]:
        with world.transaction() as library:
            begin = time.perf_counter()
            yield library
        transactions.append(time.perf_counter() - begin)

    steps = {asking.KIND: Apart(making.AlignmentWork().think)}

    def work() -> None:
        while run_next(writing, steps, at=world.clock(), reading=reading):
            pass

    timed("the whole job", work)
    sys.stdout.write(f"  {'  longest writing transaction':44} {max(transactions):8.2f} s\n")
    pages(world, person)
    database.close()


def pages(world: World, person: UUID) -> None:
    """Open the report some times, all but the HTML."""
    spans: list[float] = []
    with world.session() as session:
        report_id = session.scalars(select(AlignmentReport.id)).one()
    reader = Reader(person, Role.HR, "nl")
    for _ in range(OPENED):
        begin = time.perf_counter()
        with world.database.reading() as session:
            library = Library(session, world.shelf)
            page = report_page(library, report_id, reader)
            list_situations(library, report_id, "nl")
        spans.append(time.perf_counter() - begin)
    named = ", ".join(found.unit.name for found in page.departures) or "none"
    middle = 1000 * sorted(spans)[OPENED // 2]
    sys.stdout.write(f"  {'report page, in the middle':44} {middle:8.1f} ms  (named: {named})\n")


def main() -> None:
    """Measure on the engines that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--engine", nargs="+", default=["sqlite"])
    arguments = parser.parse_args()
    with ExitStack() as stack:
        if "sqlite" in arguments.engine:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            measure("sqlite", f"sqlite:///{folder / 'alignment.db'}", arguments.people)
        if "postgresql" in arguments.engine:
            server = stack.enter_context(postgres.running())
            url = stack.enter_context(server.database(None))
            measure("postgresql", url, arguments.people)


if __name__ == "__main__":
    main()
