"""Counts the questions of a report's period for talks and the guide, as a job: once, in steps."""

from datetime import datetime
from uuid import UUID

from training.services.jobs import NewJob, Stage, Step, Task, Transactions
from training.services.library import Library
from training.services.talking.counting import count_groups, read_basis, rows_of
from training.store import talk as counts
from training.store import talk_count as store

KIND = "talks"
QUESTIONS_AT_ONCE = 4
GROUPS_AT_ONCE = 100
OLDER = "older"


def due_job(library: Library) -> NewJob | None:
    """Give the count of the newest report of courses, where there is one without."""
    report_id = store.find_uncounted(library.session)
    if report_id is None:
        return None
    return NewJob(KIND, {"report": report_id.hex}, key=f"{KIND}:{report_id.hex}")


def think(reading: Transactions, task: Task, at: datetime) -> Step:
    """Count the next questions with no transaction that writes; the step keeps what came of it."""
    report_id = UUID(task.payload["report"])
    if task.stage.cursor == OLDER:
        return _forgetting(report_id)
    rows: list[dict[str, object]] = []
    with reading() as library:
        basis = read_basis(library.session, report_id)
        period = (basis.from_on, basis.until_on)
        after = int(task.stage.cursor or 0)
        questions = store.list_next(library.session, *period, after, QUESTIONS_AT_ONCE)
    for question in questions:
        with reading() as library:
            found = counts.count_course(library.session, *period, question.id)
        told = rows_of(count_groups(basis, found, question.levels))
        rows += ({"report_id": report_id, "question_id": question.id, **row} for row in told)

    def step(library: Library, task: Task, at: datetime) -> Stage:
        done = task.stage.done + len(questions)
        store.add_splits(library.session, rows)
        if len(questions) == QUESTIONS_AT_ONCE:
            return Stage(str(questions[-1].id), done, done)
        store.finish(library.session, report_id, at)
        return Stage(OLDER, done, done)

    return step


def _forgetting(report_id: UUID) -> Step:
    """Give the step that deletes some of what earlier counts told: pages read the newest."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        many = store.forget_older(library.session, report_id, GROUPS_AT_ONCE)
        done = task.stage.done
        return Stage(OLDER, done, done, is_finished=many < GROUPS_AT_ONCE)

    return step
