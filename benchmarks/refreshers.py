"""Measures the round of refreshers where everybody is due: each phase, and what clicks wait for.

Everybody completed a quiz of the shipped library a week ago, and is mailed. Run
`python -m benchmarks.refreshers`, or with `--people 10000` and `--engine postgresql`.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from benchmarks.engines import Span, add_engines, databases, middle_of, timed
from tests.web.conftest import SETTINGS, app_of
from tests.world import MOMENT, World, prepare
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID
from training.resources import bundled
from training.services.audit import SYSTEM, note
from training.services.jobs import (
    Apart,
    NewJob,
    Stage,
    Step,
    Task,
    Transactions,
    enqueue,
    run_next,
)
from training.services.library import Library
from training.services.refreshing import work
from training.store.base import new_id
from training.store.engine import open_database
from training.store.enrolment import Enrolment, UnitStatus
from training.store.people import Learner, Person
from training.store.review import RefresherSitting
from training.web.mailing import writer_of

PEOPLE = 100_000
AT_ONCE = 10_000
WEEK = timedelta(days=7)
QUIZZES = ("constructieve-houding", "een-overheid")
FLOORS = 101


def fill(world: World, people: int) -> None:
    """Add people who each completed two quizzes of the course a week ago."""
    root = Path(str(bundled("content"))).parent
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("content", "quizzes")
        for path in sorted((root / folder).rglob("*.md"))
    }
    report = world.load(files)
    if report.refused:
        raise SystemExit(f"the shipped library is refused: {report.refused}")
    for begin in range(0, people, AT_ONCE):
        with world.transaction() as library:
            _add(library, library.session, range(begin, min(people, begin + AT_ONCE)))


def _add(library: Library, session: Session, numbers: range) -> None:
    at = MOMENT - WEEK
    ids = [(new_id(at), new_id(at), new_id(at)) for _ in numbers]
    session.execute(
        insert(Person),
        [
            {
                "id": person_id,
                "email": f"p{number}@voorbeeld.example",
                "name": f"Mens {number}",
                "role": "learner",
                "language": "nl",
                "is_active": True,
                "created_at": at,
                "sort_name": f"mens {number}",
                "unit_id": ROOT_ID,
                "function": "",
            }
            for number, (person_id, _, _) in zip(numbers, ids, strict=True)
        ],
    )
    session.execute(insert(Learner), [{"key": key, "person_id": one} for one, key, _ in ids])
    _complete(library, session, [(key, enrolment_id) for _, key, enrolment_id in ids])


def _complete(library: Library, session: Session, ids: list[tuple[UUID, UUID]]) -> None:
    at, listed = MOMENT - WEEK, library.catalogue
    course = listed.original(Kind.COURSE, "uitnodigende-houding")
    units = [unit for slug in QUIZZES if (unit := listed.original(Kind.QUIZ, slug))]
    session.execute(
        insert(Enrolment),
        [
            {
                "id": enrolment_id,
                "learner_key": key,
                "course_id": course.document_id if course else None,
                "cycle": 1,
                "enrolled_at": at,
                "is_required": False,
                "reason": "",
                "reason_label": "",
                "unit_id": ROOT_ID,
                "completion": "in-progress",
                "success": "unknown",
            }
            for key, enrolment_id in ids
        ],
    )
    session.execute(
        insert(UnitStatus),
        [
            {
                "enrolment_id": enrolment_id,
                "document_id": unit.document_id,
                "completion": "completed",
                "success": "passed",
                "completed_at": at,
                "revision_id": unit.revision_id,
            }
            for _, enrolment_id in ids
            for unit in units
        ],
    )


@dataclass
class Round:
    """How long steps took by phase, and for how long of that others could not write."""

    steps: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))


def run(world: World) -> Round:
    """Do the round to its end."""
    at, found, phase = world.clock(), Round(), [work.WARM]
    write = writer_of(app_of(world), SETTINGS.base_url)
    with world.transaction() as library:
        job_id = enqueue(library.session, NewJob(work.KIND, key="benchmark"), at=at)
    round_ = work.RefreshWork(write)

    def think(reading: Transactions, task: Task, moment: datetime) -> Step:
        phase[0] = task.stage.cursor.partition("|")[0] or work.WARM
        step = round_.think(reading, task, moment)

        def writing(library: Library, task: Task, at: datetime) -> Stage:
            stage, span = timed(lambda: step(library, task, at))
            found.held[phase[0]].append(span)
            return stage

        return writing

    @contextmanager
    def reading() -> Iterator[Library]:
        with world.database.reading() as session:
            yield Library(session, world.shelf)

    steps = {work.KIND: Apart(think)}
    while True:
        did, span = timed(
            lambda: run_next(world.transaction, steps, at=at, only=job_id, reading=reading)
        )
        if not did:
            return found
        found.steps[phase[0]].append(span)


def floor(world: World) -> Span:
    """Give the middle of the least that writes: a row and a commit."""

    def write() -> None:
        with world.session() as session:
            note(session, SYSTEM, "floor", "", "", at=world.clock())

    return middle_of(timed(write)[1] for _ in range(FLOORS))


def measure(name: str, url: str, people: int) -> None:
    """Fill a database, do the round, and say how long that took."""
    prepare(url)
    world = World(open_database(url))
    fill(world, people)
    least = floor(world)
    found, whole = timed(lambda: run(world))
    sys.stdout.write(
        f"{name}, {people:,} people; floor, one INSERT and COMMIT: {1000 * least.clock:.1f} ms\n"
    )
    for phase, spans in found.steps.items():
        held = found.held[phase]
        middle, longest = middle_of(held), max(held, key=lambda one: one.clock)
        sys.stdout.write(
            f"  {phase:6}{len(spans):>6} steps  processor {sum(one.own for one in spans):6.1f} s"
            f"  others wait, middle {1000 * middle.clock:5.0f} ms"
            f" ({1000 * middle.own:.0f} of processor), longest {1000 * longest.clock:5.0f} ms"
            f" ({1000 * longest.own:.0f}), held in all {sum(one.clock for one in held):5.1f} s\n"
        )
    with world.session() as session:
        made = session.scalar(select(func.count()).select_from(RefresherSitting))
    sys.stdout.write(f"  {made or 0:,} refreshers were made and mailed in {whole}\n")
    sys.stdout.flush()
    world.database.close()


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
