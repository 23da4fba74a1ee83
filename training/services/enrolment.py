"""Enrols a learner in a course; what was done before counts at once."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.assignment import late_from
from training.domain.course import Course
from training.domain.document import Kind
from training.domain.progress import CompletionStatus, Status, SuccessStatus, rank
from training.domain.scoring import Score
from training.services.errors import NotFound
from training.services.library import Library
from training.services.progress import settle, success_of, valid_until
from training.services.standing import derive
from training.store import enrolment as store
from training.store.attempts import list_scores
from training.store.base import new_id
from training.store.enrolment import Enrolment, UnitFact, UnitStatus
from training.store.people import find_by_learner, lock_learner


@dataclass(frozen=True, slots=True)
class Duty:
    """Why somebody must do a course, and by when; `reason` is a target of a rule, or `hr`."""

    reason: str = "hr"
    reason_label: str = ""
    assignment_id: UUID | None = None
    starts_on: date | None = None
    due_on: date | None = None
    late_from: date | None = None


def duty_by(due_on: date | None, starts_on: date | None = None) -> Duty:
    """Make the duty that HR gives by hand, without days of grace."""
    return Duty(starts_on=starts_on, due_on=due_on, late_from=late_from(due_on, 0))


def enrol(
    library: Library,
    *,
    learner_key: UUID,
    course_slug: str,
    at: datetime,
    duty: Duty | None = None,
) -> Enrolment:
    """Enrol once; without a duty the learner just takes the course up.

    A duty is laid on the enrolment that is there, if there is one: see `impose`.
    Raises `NotFound` when the library holds no such course.
    """
    session = library.session
    entry = library.catalogue.original(Kind.COURSE, course_slug)
    if entry is None:
        raise NotFound("course")
    lock_learner(session, learner_key)
    enrolment = store.find_enrolment(session, learner_key, entry.document_id)
    if enrolment is None:
        enrolment = _new_enrolment(session, learner_key, entry.document_id, at)
        if duty:
            lay(enrolment, duty)
        _carry_over(library, enrolment, library.take(entry.revision_id, Course), at)
        if duty:
            derive(session, learner_key, entry.document_id, today=library.day_of(at), at=at)
    elif duty:
        impose(library, enrolment, duty, at=at)
    return enrolment


def impose(library: Library, enrolment: Enrolment, duty: Duty, *, at: datetime) -> bool:
    """Make an enrolment a duty; of two duties the earliest day counts. Tells whether it changed.

    What was completed stays so, and a duty that had ended is taken up again.
    """
    is_new = not enrolment.is_required or enrolment.ended_at is not None
    if not is_new and not _is_sooner(duty.due_on, enrolment.due_on):
        return False
    today = library.day_of(at)
    begun = today if is_new else enrolment.starts_on
    lay(enrolment, replace(duty, starts_on=duty.starts_on or begun))
    enrolment.expires_on = valid_until(library, enrolment)
    derive(library.session, enrolment.learner_key, enrolment.course_id, today=today, at=at)
    return True


def lay(enrolment: Enrolment, duty: Duty) -> None:
    """Write a duty on an enrolment; the standing is left to whoever asks for it."""
    enrolment.is_required = True
    enrolment.ended_at = None
    enrolment.assignment_id = duty.assignment_id
    enrolment.reason, enrolment.reason_label = duty.reason, duty.reason_label
    enrolment.starts_on = duty.starts_on
    enrolment.due_on, enrolment.late_from = duty.due_on, duty.late_from


def begun_on(library: Library, enrolment: Enrolment) -> date:
    """Tell the day on which a duty began; later than the enrolment where that was free at first."""
    return max(library.day_of(enrolment.enrolled_at), enrolment.starts_on or date.min)


def _is_sooner(day: date | None, present: date | None) -> bool:
    return day is not None and (present is None or day < present)


def _new_enrolment(session: Session, learner_key: UUID, course_id: UUID, at: datetime) -> Enrolment:
    enrolment = Enrolment(
        id=new_id(at),
        learner_key=learner_key,
        course_id=course_id,
        cycle=1,
        enrolled_at=at,
        is_required=False,
        reason="",
        reason_label="",
        unit_id=find_by_learner(session, learner_key).unit_id,
        completion=CompletionStatus.NOT_STARTED,
        success=SuccessStatus.UNKNOWN,
    )
    session.add(enrolment)
    session.flush()
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
