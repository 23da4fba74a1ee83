"""Makes a report of alignment as a job: reads in portions, works it out, keeps what is shown."""

from collections import OrderedDict
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.domain.deviation import PERMUTATIONS
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT
from training.services.aligning.figures import Draft, draft
from training.services.aligning.gathering import Period, gather
from training.services.answers import Occasion
from training.services.errors import Conflict
from training.services.jobs import NewJob, Stage, Step, Task, Transactions, enqueue, resume
from training.services.library import Library
from training.store import alignment as store
from training.store.base import new_id

KIND = "alignment"
PAUSES_A_STEP = 8
JOBS_AT_ONCE = 2
SEED_BITS = 62
DAYS_TO_BEGIN = 14
"""So long after a quarter its report is still begun by itself."""

ONE_DAY = timedelta(days=1)
COURSE = (Occasion.COURSE, 0)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the work: the period that was counted, and the report if there is one."""

    period: Period | None
    draft: Draft | None


@dataclass(slots=True)
class _Work:
    """A report that is being made, and how many pauses it had."""

    making: Generator[None, None, Result]
    done: int = 0


class AlignmentWork:
    """Makes the reports of this worker; what was read stays in its memory until it is kept.

    A worker that stops begins anew, and two that take turns each do all: the seed is the job's, so
    that both come to the same.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._work: OrderedDict[UUID, _Work] = OrderedDict()

    def think(self, reading: Transactions, task: Task) -> Step:
        """Go on for a few seconds, and give the step that says how far it is."""
        work = self._work.pop(task.job_id, None) or _Work(_make(reading, task))
        for _ in range(PAUSES_A_STEP):
            try:
                next(work.making)
            except StopIteration as ended:
                return _keeping(ended.value)
        work.done += PAUSES_A_STEP
        self._work[task.job_id] = work
        while len(self._work) > JOBS_AT_ONCE:
            self._work.popitem(last=False)
        stage = Stage("", work.done, 0)
        return lambda library, task, at: stage


def may_ask(library: Library, *, at: datetime) -> bool:
    """Tell whether enough people answered since the last report, until yesterday."""
    session = library.session
    after, until = store.last_day(session, *COURSE), library.day_of(at) - ONE_DAY
    return store.has_people(session, *COURSE, after, until, FEWEST_FOR_AGREEMENT)


def ask(library: Library, *, by: UUID, at: datetime) -> UUID:
    """Ask for a report of what was answered in courses since the last; raises `Conflict`.

    A second time it is the same job, and one that was given up goes on.
    """
    if not may_ask(library, at=at):
        raise Conflict("alignment-few")
    job = _job(library, library.day_of(at) - ONE_DAY)
    resume(library.session, job.key or "")
    return enqueue(library.session, job, at=at, by=by)


def due_job(library: Library, at: datetime) -> NewJob | None:
    """Give the report of the last quarter in the first days of the next, where there is one."""
    today = library.day_of(at)
    quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    until = quarter - ONE_DAY
    if (today - until).days > DAYS_TO_BEGIN:
        return None
    after = store.last_day(library.session, *COURSE)
    is_counted = after is not None and after >= until
    fewest = FEWEST_FOR_AGREEMENT
    if is_counted or not store.has_people(library.session, *COURSE, after, until, fewest):
        return None
    return _job(library, until)


def enqueue_for_measurement(session: Session, number: int, at: datetime) -> UUID:
    """Ask for the report of a measurement that was closed: nobody answers in it any more."""
    payload = {"occasion": Occasion.MEASUREMENT.value, "number": str(number)}
    new = NewJob(KIND, payload, key=f"{KIND}:measurement:{number}")
    return enqueue(session, new, at=at)


def _job(library: Library, until: date) -> NewJob:
    after = store.last_day(library.session, *COURSE)
    payload = {
        "occasion": Occasion.COURSE.value,
        "number": "0",
        "after": after.isoformat() if after else "",
        "until": until.isoformat(),
    }
    return NewJob(KIND, payload, key=f"{KIND}:course:{payload['after']}:{until}")


def _make(reading: Transactions, task: Task) -> Generator[None, None, Result]:
    period = _period(reading, task)
    if period is None:
        return Result(None, None)
    found = yield from gather(reading, period)
    if found is None:
        return Result(period, None)
    made = yield from draft(found, seed_of(task.job_id))
    return Result(period, made)


def _period(reading: Transactions, task: Task) -> Period | None:
    payload = task.payload
    occasion, number = payload["occasion"], int(payload["number"])
    after = date.fromisoformat(payload["after"]) if payload.get("after") else None
    until = date.fromisoformat(payload["until"]) if payload.get("until") else None
    with reading() as library:
        days = store.answered_days(library.session, occasion, number, after, until)
    if days is None:
        return None
    return Period(occasion, number, after + ONE_DAY if after else days[0], until or days[1])


def seed_of(job_id: UUID) -> int:
    """Give the chance of a job: the part of its identifier that was drawn."""
    return job_id.int % (1 << SEED_BITS)


def _keeping(result: Result) -> Step:
    """Give the step that keeps a report, or that ends because there is none."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        if result.period and result.draft:
            _keep(library.session, result.period, result.draft, seed_of(task.job_id), at)
        return Stage("", 1, 1, is_finished=True)

    return step


def _keep(session: Session, period: Period, made: Draft, seed: int, at: datetime) -> None:
    """Keep a report, unless another counted these answers meanwhile."""
    store.lock_reports(session)
    last = store.last_day(session, period.occasion, period.number)
    if last and last >= period.from_on:
        return
    report = store.AlignmentReport(
        id=new_id(at),
        occasion=period.occasion,
        occasion_id=period.number,
        from_on=period.from_on,
        until_on=period.until_on,
        people=made.people,
        made_at=at,
        seed=seed,
        permutations=PERMUTATIONS,
        unseen=made.unseen,
        left_out=made.left_out,
    )
    session.add(report)
    session.flush()
    for table, rows in (
        (store.AlignmentGroup, made.groups),
        (store.AlignmentFigure, made.figures),
        (store.AlignmentQuestion, made.questions),
        (store.AlignmentDeviation, made.deviations),
    ):
        if rows:
            session.execute(insert(table), [{"report_id": report.id, **row} for row in rows])
