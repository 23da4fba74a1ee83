"""Long work in steps that each commit: it shows how far it is, and goes on after a restart."""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from training.services.errors import NotFound
from training.services.library import Library
from training.store import job as store
from training.store.base import new_id
from training.store.job import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""Longer than any step may take; after it another worker takes over what one left behind."""

RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
FAILURE_LENGTH = 300

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

Transactions = Callable[[], AbstractContextManager[Library]]
"""Opens a transaction that commits at its end."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be done; of two jobs with the same `key` the second is not made."""

    kind: str
    payload: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    total: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a job is when a step begins, or how far it got when the step ends."""

    cursor: str = ""
    done: int = 0
    total: int = 0
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What a step may know: the job's own data and where it is."""

    job_id: UUID
    payload: Mapping[str, str]
    created_by: UUID | None
    stage: Stage


Step = Callable[[Library, Task, datetime], Stage]
"""Does the next part in the transaction that it is given, and tells how far the job is then."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Work that would hold a transaction too long: it is thought out before one begins.

    `think` reads in short transactions, does some seconds of work without any, and gives the step
    that follows; that step only writes down what came of it, or that there is more to think.
    """

    think: Callable[[Transactions, Task, datetime], Step]


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as its page shows it."""

    id: UUID
    kind: str
    state: str
    done: int
    total: int
    failure: str
    created_at: datetime
    finished_at: datetime | None

    @property
    def is_ended(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.state in {DONE, FAILED}


def enqueue(session: Session, new: NewJob, *, at: datetime, by: UUID | None = None) -> UUID:
    """Put work in the queue of this transaction; give the job that is there for the same key."""
    existing = store.find_by_key(session, new.key) if new.key else None
    if existing:
        return existing.id
    job = Job(
        id=new_id(at),
        kind=new.kind,
        key=new.key,
        state=WAITING,
        payload=dict(new.payload),
        cursor="",
        done=0,
        total=new.total,
        tries=0,
        failure="",
        created_at=at,
        created_by=by,
    )
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:  # another process asked for the same at this moment
        found = store.find_by_key(session, new.key or "")
        if found is None:
            raise
        return found.id
    return job.id


def resume(session: Session, key: str) -> bool:
    """Let a job that was given up go on where it was; tells whether there was one."""
    job = store.lock_by_key(session, key)
    if job is None or job.state != FAILED:
        return False
    job.state, job.tries = WAITING, 0
    job.leased_until = job.finished_at = None
    session.flush()
    return True


def find(session: Session, job_id: UUID) -> JobView:
    """Show how far a job is; raises `NotFound`."""
    job = session.get(Job, job_id)
    if job is None:
        raise NotFound("job")
    return JobView(
        job.id,
        job.kind,
        job.state,
        job.done,
        job.total,
        job.failure,
        job.created_at,
        job.finished_at,
    )


def run_next(
    transactions: Transactions,
    steps: Mapping[str, Step | Apart],
    *,
    at: datetime,
    only: UUID | None = None,
    reading: Transactions | None = None,
) -> bool:
    """Do one step of the job that waits longest, or of one job only; tells whether there was one.

    The claim is a transaction of its own, so that nobody waits for it; the step and the job's new
    stage are one transaction, so that a step counts if and only if it was done. Work `Apart` reads
    with `reading`, where that is given.
    """
    with transactions() as library:
        job = store.claim_next(library.session, at, only)
        if job is None:
            return False
        job.state, job.leased_until = RUNNING, at + LEASE
        job_id, kind, task = job.id, job.kind, _task(job)
    try:
        step = steps[kind]
        if isinstance(step, Apart):
            step = step.think(reading or transactions, task, at)
        with transactions() as library:
            job = library.session.get_one(Job, job_id)
            stage = step(library, _task(job), at)
            _advance(job, stage, at)
    except Exception as error:  # one bad job must not silence all that come after it
        log.exception("job %s of kind %s failed", job_id, kind)
        with transactions() as library:
            _note_failure(library.session.get_one(Job, job_id), error, at)
    return True


def _task(job: Job) -> Task:
    return Task(job.id, job.payload, job.created_by, Stage(job.cursor, job.done, job.total))


def _advance(job: Job, stage: Stage, at: datetime) -> None:
    job.cursor, job.done, job.total = stage.cursor, stage.done, stage.total
    job.tries, job.failure, job.leased_until = 0, "", None
    if stage.is_finished:
        job.state, job.finished_at = DONE, at


def _note_failure(job: Job, error: Exception, at: datetime) -> None:
    """Try again later, from where the last good step ended; the type of the fault is no secret."""
    wait = dict(enumerate(RETRY_AFTER)).get(job.tries)
    job.tries += 1
    job.failure = type(error).__name__[:FAILURE_LENGTH]
    job.leased_until = at + wait if wait else None
    if wait is None:
        job.state, job.finished_at = FAILED, at
