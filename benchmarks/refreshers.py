"""Measures the daily round of refreshers where everybody is due: the longest step and the whole.

Everybody completed a quiz of the shipped library a week ago, and is mailed. Run
`python -m benchmarks.refreshers`, or with `--people 10000` and `--engine postgresql`.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from benchmarks.engines import add_engines, databases
from tests.web.conftest import SETTINGS, app_of
from tests.world import MOMENT, World, prepare
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID
from training.resources import bundled
from training.services.jobs import NewJob, Stage, Task, enqueue, run_next
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
Timed = tuple[str, float, float]


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


def steps(world: World) -> Iterator[Timed]:
    """Do the round; give the phase of each step, how long it took, and its own work in that."""
    at = world.clock()
    write = writer_of(app_of(world), SETTINGS.base_url)
    with world.transaction() as library:
        job_id = enqueue(library.session, NewJob(work.KIND, key="benchmark"), at=at)
    step = work.step_with(write)
    phases: list[str] = []

    def noted(library: Library, task: Task, moment: datetime) -> Stage:
        phases.append(task.stage.cursor.partition("|")[0] or work.WARM)
        return step(library, task, moment)

    while True:
        begin, busy = time.perf_counter(), time.process_time()
        if not run_next(world.transaction, {work.KIND: noted}, at=at, only=job_id):
            return
        yield phases[-1], time.perf_counter() - begin, time.process_time() - busy


def measure(name: str, url: str, people: int) -> None:
    """Fill a database, do the round, and say how long that took."""
    prepare(url)
    database = open_database(url)
    world = World(database)
    fill(world, people)
    found = list(steps(world))
    for phase in (work.WARM, work.BEGIN, work.MAKE):
        spans = sorted(span for which, span, _ in found if which == phase)
        busy = max(own for which, _, own in found if which == phase)
        sys.stdout.write(
            f"{name:12} {people:>9,} people  {phase:6} {len(spans):>5} steps"
            f"  whole {sum(spans):6.1f} s  middle {1000 * spans[len(spans) // 2]:5.0f} ms"
            f"  longest {1000 * spans[-1]:5.0f} ms  most work {1000 * busy:5.0f} ms\n"
        )
    with world.session() as session:
        made = session.scalar(select(func.count()).select_from(RefresherSitting))
    sys.stdout.write(f"{name:12} {made or 0:>9,} refreshers were made and mailed\n")
    database.close()


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
