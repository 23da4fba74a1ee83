"""Decisions of HR about the time of one person: exempt from a course, or more time for it."""

from datetime import date
from uuid import UUID

from training.domain.assignment import is_in_reach
from training.domain.progress import CompletionStatus
from training.services.audit import About, note
from training.services.duties.person_course import Decision, Place, find_place, reason_of
from training.services.duties.resumption import give_days_back
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.standing import derive
from training.store import dispensation as store
from training.store.base import new_id
from training.store.dispensation import Exemption, Extension
from training.store.enrolment import Enrolment, lock_cycles
from training.store.people import find_by_learner, lock_learner


def exempt(
    library: Library, person_id: UUID, course_slug: str, *, until: date | None, decision: Decision
) -> UUID:
    """Exempt somebody from a course, through a day or for good; it replaces what held before.

    Raises `NotFound`, and `Invalid` for no reason or a day that has passed.
    """
    reason = reason_of(decision)
    if until and until < decision.today:
        raise Invalid("until-past")
    place = find_place(library, person_id, course_slug)
    session = library.session
    holding = store.list_holding(session, place.learner_key, place.course_id, decision.today)
    for earlier in holding:
        earlier.revoked_at = decision.at
    exemption = Exemption(
        id=new_id(decision.at),
        learner_key=place.learner_key,
        course_id=place.course_id,
        until=until,
        reason=reason,
        granted_at=decision.at,
        granted_by=decision.actor.person_id,
    )
    session.add(exemption)
    days = {"from": _until(holding[-1]) if holding else "", "to": _until(exemption)}
    _conclude(library, place, decision, "exempted", {**days, "reason": reason})
    return exemption.id


def revoke(library: Library, exemption_id: UUID, *, decision: Decision) -> None:
    """Take an exemption back; a due date that passed meanwhile moves by the days that were left.

    Raises `NotFound`, `Invalid` for no reason, and `Conflict` for one that holds no longer.
    """
    reason, session = reason_of(decision), library.session
    known = session.get(Exemption, exemption_id)
    if known is None:
        raise NotFound("exemption")
    lock_learner(session, known.learner_key)
    exemption = session.get_one(Exemption, exemption_id, populate_existing=True)
    is_over = exemption.until is not None and exemption.until < decision.today
    if exemption.revoked_at or is_over:
        raise Conflict("exemption-over")
    exemption.revoked_at = decision.at
    session.flush()
    person = find_by_learner(session, exemption.learner_key)
    place = Place(person.id, exemption.learner_key, exemption.course_id, "")
    for row in lock_cycles(session, place.learner_key, place.course_id):
        if row.standing and row.completion != CompletionStatus.COMPLETED:
            give_days_back(library, row, today=decision.today, at=decision.at)
    days = {"from": _until(exemption), "to": "", "reason": reason}
    _conclude(library, place, decision, "exemption-revoked", days)


def extend(library: Library, enrolment_id: UUID, *, due_on: date, decision: Decision) -> None:
    """Give somebody more time; the days of grace stay as many as they were.

    Raises `NotFound`, `Conflict` where nothing is open, and `Invalid` for no reason or a day that
    is not later than the present one, or has passed.
    """
    reason, session = reason_of(decision), library.session
    known = session.get(Enrolment, enrolment_id)
    if known is None:
        raise NotFound("enrolment")
    lock_learner(session, known.learner_key)
    enrolment = session.get_one(Enrolment, enrolment_id, populate_existing=True)
    is_open = enrolment.is_required and enrolment.ended_at is None
    if not is_open or enrolment.due_on is None or _is_completed(enrolment):
        raise Conflict("nothing-open")
    if due_on < decision.today:
        raise Invalid("due-past")
    if not is_in_reach(due_on):
        raise Invalid("day-far")
    if due_on <= enrolment.due_on:
        raise Invalid("due-sooner")
    earlier, moved = enrolment.due_on, due_on - enrolment.due_on
    session.add(
        Extension(
            id=new_id(decision.at),
            enrolment_id=enrolment.id,
            due_before=earlier,
            due_on=due_on,
            reason=reason,
            granted_at=decision.at,
            granted_by=decision.actor.person_id,
        )
    )
    enrolment.due_on = due_on
    enrolment.late_from = enrolment.late_from + moved if enrolment.late_from else None
    person = find_by_learner(session, enrolment.learner_key)
    place = Place(person.id, enrolment.learner_key, enrolment.course_id, "")
    days = {"from": str(earlier), "to": str(due_on), "reason": reason}
    _conclude(library, place, decision, "extended", days)


def _conclude(
    library: Library, place: Place, decision: Decision, action: str, details: dict[str, str]
) -> None:
    """Bring the standing up to date, and leave a line on the trail."""
    today, at, session = decision.today, decision.at, library.session
    derive(session, place.learner_key, place.course_id, today=today, at=at)
    about = About(place.person_id, details)
    note(session, decision.actor, action, f"course:{place.course_id}", "ok", at=at, about=about)


def _until(exemption: Exemption) -> str:
    return str(exemption.until) if exemption.until else "open"


def _is_completed(enrolment: Enrolment) -> bool:
    return enrolment.completion == CompletionStatus.COMPLETED
