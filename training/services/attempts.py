"""Starts an attempt on a unit, or finds the one that is running."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.competency import Framework
from training.domain.course import Course
from training.domain.document import Kind
from training.domain.progress import CompletionStatus
from training.domain.scoring import NO_SCORE, Score
from training.services.enrolment import enrol
from training.services.errors import NotFound
from training.services.library import Library
from training.services.progress import Outcome, record
from training.store import attempts as store
from training.store.attempts import Attempt, Running
from training.store.base import new_id
from training.store.library import Entry

ANSWERED = (Kind.SCENARIO, Kind.QUIZ)


@dataclass(frozen=True, slots=True)
class UnitAddress:
    """A unit as a learner meets it: inside a course."""

    course_slug: str
    kind: Kind
    slug: str


def start(
    library: Library, *, learner_key: UUID, address: UnitAddress, seed: int, at: datetime
) -> UUID:
    """Start, resume or practise a unit of a course; enrols the learner if need be.

    A running attempt is resumed. After a finished one a scenario or quiz is practised, which
    leaves the first attempt as it is; a lesson is simply read again, unless it says something else
    by now. `seed` (31 bits) decides the order of options. Raises `NotFound` when the course has no
    such unit.
    """
    session = library.session
    entry = _find_unit(library, address)
    enrolment = enrol(library, learner_key=learner_key, course_slug=address.course_slug, at=at)
    # In a later cycle everything is done anew: what was begun before it is neither resumed, nor
    # does it make practice of what comes.
    since = enrolment.enrolled_at if enrolment.cycle > 1 else None
    if since:
        store.leave_open(session, learner_key, entry.document_id, since)
    running = store.find_open(session, learner_key, entry.document_id)
    if running:
        return running
    is_practice = store.has_finished(session, learner_key, entry.document_id, since=since)
    if is_practice and address.kind is Kind.LESSON:
        done = store.find_done(session, learner_key, entry.document_id, entry.meaning)
        if done:
            return _read_again(library, learner_key, done, at)
    framework = library.catalogue.framework()
    attempt = Attempt(
        id=new_id(at),
        learner_key=learner_key,
        document_id=entry.document_id,
        revision_id=entry.revision_id,
        framework_id=framework.revision_id if framework else None,
        course_id=enrolment.course_id,
        is_practice=is_practice,
        seed=seed,
        reached=0,
        round=1,
        started_at=at,
        open_slot=store.open_slot(learner_key, entry.document_id),
    )
    session.add(attempt)
    session.flush()
    record(library, _outcome(attempt, CompletionStatus.IN_PROGRESS), at=at)
    return attempt.id


def find_running(
    session: Session, *, attempt_id: UUID, learner_key: UUID, kind: Kind, language: str
) -> Running:
    """Find a learner's own attempt; raises `NotFound`, also for another person's."""
    running = store.find_for_learner(session, attempt_id, learner_key, language=language)
    if running is None or running.kind != kind:
        raise NotFound("attempt")
    if running.finished_at and kind in ANSWERED and not store.has_answers(session, attempt_id):
        raise NotFound("answers-unlinked")
    return running


def framework_of(library: Library, running: Running) -> Framework | None:
    """Give the rubric that an attempt is held against."""
    if running.framework_id is None:
        return None
    return library.take(running.framework_id, Framework)


def lock(session: Session, *, attempt_id: UUID, learner_key: UUID) -> Attempt:
    """Fetch a learner's own attempt to write to; raises `NotFound`."""
    attempt = store.lock_attempt(session, attempt_id, learner_key)
    if attempt is None:
        raise NotFound("attempt")
    return attempt


def finish(attempt: Attempt, *, at: datetime) -> None:
    """Close an attempt, so that a next one is practice."""
    attempt.finished_at = at
    attempt.open_slot = None


def record_end(
    library: Library,
    attempt: Attempt,
    score: Score,
    *,
    mastery_score: float | None = None,
    at: datetime,
) -> None:
    """Tell the courses that all of a unit was done, with this score."""
    outcome = _outcome(attempt, CompletionStatus.COMPLETED)
    record(library, replace(outcome, score=score, mastery_score=mastery_score), at=at)


def _read_again(library: Library, learner_key: UUID, attempt_id: UUID, at: datetime) -> UUID:
    """Give the attempt of a lesson that was read, which counts in a course that is new to it."""
    attempt = lock(library.session, attempt_id=attempt_id, learner_key=learner_key)
    record_end(library, attempt, NO_SCORE, at=at)
    return attempt_id


def _find_unit(library: Library, address: UnitAddress) -> Entry:
    listed = library.catalogue
    course_entry = listed.original(Kind.COURSE, address.course_slug)
    course = library.take(course_entry.revision_id, Course) if course_entry else None
    if course is None or not course.holds(address.kind, address.slug):
        raise NotFound("unit")
    entry = listed.original(address.kind, address.slug)
    if entry is None:
        raise NotFound("unit")
    return entry


def _outcome(attempt: Attempt, completion: CompletionStatus) -> Outcome:
    return Outcome(
        attempt.learner_key,
        attempt.document_id,
        attempt.revision_id,
        completion,
        attempt.started_at,
    )
