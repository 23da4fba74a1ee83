"""Completion that HR establishes: by hand for one person, and undone again after a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.assignment import is_in_reach
from training.domain.document import Kind
from training.domain.progress import CompletionStatus, SuccessStatus
from training.services.audit import About, note
from training.services.duties.cycles import begin_next
from training.services.duties.person_course import Decision, Place, find_place, reason_of
from training.services.enrolment import enrol
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.progress import finished_at, new_receipt_number, settle, valid_until
from training.services.standing import derive
from training.store.dispensation import ClassSession, ManualCompletion
from training.store.enrolment import Enrolment, lock_cycles
from training.store.people import find_by_learner, lock_learner

COMPLETED = CompletionStatus.COMPLETED


@dataclass(frozen=True, slots=True)
class Done:
    """The day on which something was completed, and the meeting where that happened, if any."""

    on: date
    session: ClassSession | None = None


def complete(
    library: Library, person_id: UUID, course_slug: str, *, done: Done, decision: Decision
) -> Enrolment:
    """Establish that somebody completed a course; it gets a receipt number like any other.

    Where the last cycle is completed and expires, this is the next one. Raises `NotFound`,
    `Invalid` for no reason or a day to come, and `Conflict` for what was completed already.
    """
    reason = reason_of(decision)
    if done.on > decision.today:
        raise Invalid("day-future")
    if not is_in_reach(done.on):
        raise Invalid("day-far")
    place = find_place(library, person_id, course_slug)
    entry = library.catalogue.original(Kind.COURSE, course_slug)
    if entry is None:
        raise NotFound("course")
    row = _cycle_to_complete(library, place, done, decision)
    row.completion, row.success = COMPLETED, SuccessStatus.UNKNOWN
    row.completed_at = _moment(library, done.on, decision)
    row.completed_revision_id = entry.revision_id
    row.receipt_number = new_receipt_number(decision.at)
    row.expires_on = valid_until(library, row)
    library.session.add(
        ManualCompletion(
            enrolment_id=row.id,
            session_id=done.session.id if done.session else None,
            completed_on=done.on,
            reason=reason,
            recorded_at=decision.at,
            recorded_by=decision.actor.person_id,
        )
    )
    details = {"from": "", "to": str(done.on), "reason": reason}
    _conclude(library, row, decision, "completed-by-hand", details)
    return row


def undo(library: Library, enrolment_id: UUID, *, decision: Decision) -> None:
    """Take back a completion by hand that was a mistake; what was done in the course stays.

    Its receipt number is no proof any more. Raises `NotFound`, `Invalid` for no reason, and
    `Conflict` when a later cycle has begun since.
    """
    reason, session = reason_of(decision), library.session
    row = session.get(Enrolment, enrolment_id)
    if row is None:
        raise NotFound("enrolment")
    lock_learner(session, row.learner_key)
    cycles = lock_cycles(session, row.learner_key, row.course_id)
    manual = session.get(ManualCompletion, enrolment_id)  # not before: another may take it back
    if manual is None:
        raise NotFound("enrolment")
    if any(other.cycle > row.cycle for other in cycles):
        raise Conflict("cycle-followed")
    details = {"from": str(manual.completed_on), "to": "", "reason": reason}
    session.delete(manual)
    row.completion, row.success = CompletionStatus.NOT_STARTED, SuccessStatus.UNKNOWN
    row.completed_at = row.completed_revision_id = row.receipt_number = row.expires_on = None
    settle(library, row, at=decision.at)
    if row.completed_at:  # the learner was done as well, and not only now
        row.completed_at = finished_at(library, row) or decision.at
        row.expires_on = valid_until(library, row)
    _conclude(library, row, decision, "completion-undone", details)


def is_new(cycles: Sequence[Enrolment], day: date, library: Library) -> bool:
    """Tell whether completion on a day says something new: what is older replaces no evidence."""
    done = next((row.completed_at for row in reversed(cycles) if row.completed_at), None)
    if done is None:
        return True
    is_later = library.day_of(done) < day
    return is_later and (cycles[-1].completed_at is None or cycles[-1].expires_on is not None)


def _cycle_to_complete(library: Library, place: Place, done: Done, decision: Decision) -> Enrolment:
    session, at = library.session, decision.at
    cycles = lock_cycles(session, place.learner_key, place.course_id)
    last = cycles[-1] if cycles else None
    if not is_new(cycles, done.on, library):
        raise Conflict("completed-already")
    if last is None:
        last = enrol(library, learner_key=place.learner_key, course_slug=place.course_slug, at=at)
    if last.completed_at:
        return begin_next(library, last, today=decision.today, at=at)
    return last


def _moment(library: Library, day: date, decision: Decision) -> datetime:
    return decision.at if day == decision.today else library.noon_of(day)


def _conclude(
    library: Library, row: Enrolment, decision: Decision, action: str, details: dict[str, str]
) -> None:
    session, at = library.session, decision.at
    derive(session, row.learner_key, row.course_id, today=decision.today, at=at)
    about = About(find_by_learner(session, row.learner_key).id, details)
    note(session, decision.actor, action, f"enrolment:{row.id}", "ok", at=at, about=about)
