"""Enrols a learner in a course; what was done before counts at once."""

from datetime import date, datetime
from uuid import UUID

from training.domain.course import Course
from training.domain.document import Kind
from training.domain.progress import CompletionStatus, Status, SuccessStatus, rank
from training.domain.scoring import Score
from training.services.errors import NotFound
from training.services.library import Library
from training.services.progress import settle, success_of
from training.store import enrolment as store
from training.store.attempts import list_scores, lock_learner
from training.store.base import new_id
from training.store.enrolment import Enrolment, UnitFact, UnitStatus


def enrol(
    library: Library,
    *,
    learner_key: UUID,
    course_slug: str,
    at: datetime,
    starts_on: date | None = None,
    due_on: date | None = None,
) -> Enrolment:
    """Enrol once; a second call gives the enrolment that is there.

    Raises `NotFound` when the library holds no such course.
    """
    session = library.session
    entry = library.catalogue.original(Kind.COURSE, course_slug)
    if entry is None:
        raise NotFound("course")
    lock_learner(session, learner_key)
    existing = store.find_enrolment(session, learner_key, entry.document_id)
    if existing:
        return existing
    enrolment = Enrolment(
        id=new_id(at),
        learner_key=learner_key,
        course_id=entry.document_id,
        cycle=1,
        enrolled_at=at,
        starts_on=starts_on,
        due_on=due_on,
        completion=CompletionStatus.NOT_STARTED,
        success=SuccessStatus.UNKNOWN,
    )
    session.add(enrolment)
    session.flush()
    _carry_over(library, enrolment, library.take(entry.revision_id, Course), at)
    return enrolment


def _carry_over(library: Library, enrolment: Enrolment, course: Course, at: datetime) -> None:
    """Copy what the learner did of these units for other courses: units are shared."""
    session = library.session
    units = {(unit.kind.value, unit.slug) for unit in course.units}
    others = [row.id for row in store.list_enrolments(session, enrolment.learner_key)]
    facts = [
        fact
        for fact in store.list_unit_facts(session, others)
        if (fact.kind, fact.slug) in units and fact.enrolment_id != enrolment.id
    ]
    # In a course that was retired a unit stands still: what is furthest comes last, and stays.
    done = {fact.document_id: fact for fact in sorted(facts, key=_how_far)}
    scores = list_scores(session, enrolment.learner_key)
    for fact in done.values():
        session.add(
            UnitStatus(
                enrolment_id=enrolment.id,
                document_id=fact.document_id,
                completion=fact.completion,
                success=_success(fact, scores, course),
                completed_at=fact.completed_at,
                revision_id=fact.revision_id,
            )
        )
    settle(library, enrolment, at=at)


def _how_far(fact: UnitFact) -> tuple[int, int]:
    return rank(Status(CompletionStatus(fact.completion), SuccessStatus(fact.success)))


def _success(fact: UnitFact, scores: list[tuple[UUID, float, float]], course: Course) -> str:
    """A scenario has no bar of its own: its best score is held against this course's."""
    own = [Score(raw, maximum) for unit, raw, maximum in scores if unit == fact.document_id]
    if fact.kind != Kind.SCENARIO or not own:
        return fact.success
    return success_of(max(own, key=lambda score: score.scaled or 0.0), None, course)
