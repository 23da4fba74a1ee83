"""Makes a report of alignment as a job: reads in portions, works it out, keeps what is shown."""

from collections import OrderedDict
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.domain.deviation import PERMUTATIONS
from training.services.aligning.asking import ONE_DAY
from training.services.aligning.figures import Draft, draft
from training.services.aligning.gathering import Period, gather
from training.services.jobs import Stage, Step, Task, Transactions
from training.services.library import Library
from training.store import alignment as store
from training.store.base import new_id

PAUSES_A_STEP = 16
"""About a second of work; each step costs a commit or two."""

JOBS_AT_ONCE = 2
SEED_BITS = 62


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

    def think(self, reading: Transactions, task: Task, at: datetime) -> Step:
        """Go on for a second or so, and give the step that says how far it is."""
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
