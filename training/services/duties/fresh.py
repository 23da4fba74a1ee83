"""Enrols many people at once who must do a course; who did some of it elsewhere keeps that."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.course import Course
from training.domain.progress import NOT_STARTED, CompletionStatus, SuccessStatus, course_status
from training.domain.standing import Standing, standing_of
from training.services.enrolment import Duty, enrol
from training.services.library import Library
from training.services.progress import units_in_force
from training.store import duty as store
from training.store.base import new_id
from training.store.dispensation import list_exempt
from training.store.duty import Subject
from training.store.tally import Place, add_changes


@dataclass(frozen=True, slots=True)
class NewDuty:
    """Somebody who was never in the course, with the course and the duty."""

    subject: Subject
    course_id: UUID
    duty: Duty


@dataclass(frozen=True, slots=True)
class Offer:
    """What a course asks: its units, and whether somebody who did nothing is not begun."""

    slug: str
    units: frozenset[UUID]
    is_open: bool


def enrol_all(library: Library, duties: Sequence[NewDuty], *, today: date, at: datetime) -> None:
    """Enrol everyone; one statement for all who did nothing of these courses before."""
    if not duties:
        return
    session = library.session
    offers = {
        course_id: _offer(library, course_id) for course_id in {new.course_id for new in duties}
    }
    keys = {new.subject.learner_key for new in duties}
    units = frozenset[UUID]().union(*(offer.units for offer in offers.values()))
    touched = store.list_touched(session, keys, units)
    exempt = list_exempt(session, keys, today)
    rows: list[dict[str, object]] = []
    changes: Counter[Place] = Counter()
    for new in duties:
        key, offer = new.subject.learner_key, offers[new.course_id]
        if not offer.is_open or offer.units & touched.get(key, set()):
            enrol(library, learner_key=key, course_slug=offer.slug, at=at, duty=new.duty)
            continue
        standing = standing_of(
            CompletionStatus.NOT_STARTED,
            late_from=new.duty.late_from,
            is_exempt=(key, new.course_id) in exempt,
            today=today,
        )
        rows.append(_row(new, standing, at))
        changes[new.subject.unit_id, new.course_id, standing] += 1
    store.insert_enrolments(session, rows)
    add_changes(session, changes, at=at)


def _offer(library: Library, course_id: UUID) -> Offer:
    listed = library.catalogue
    entry = next(
        entry
        for entry in listed.entries
        if entry.document_id == course_id and entry.language == entry.original
    )
    course = library.take(entry.revision_id, Course)
    units = units_in_force(listed, course)
    found = (listed.original(unit.kind, unit.slug) for unit in units)
    untouched = course_status((unit.move_on, NOT_STARTED) for unit in units)
    return Offer(
        entry.slug,
        frozenset(entry.document_id for entry in found if entry),
        is_open=untouched == NOT_STARTED,
    )


def _row(new: NewDuty, standing: Standing, at: datetime) -> dict[str, object]:
    duty = new.duty
    return {
        "id": new_id(at),
        "learner_key": new.subject.learner_key,
        "course_id": new.course_id,
        "cycle": 1,
        "enrolled_at": at,
        "is_required": True,
        "assignment_id": duty.assignment_id,
        "reason": duty.reason,
        "reason_label": duty.reason_label,
        "starts_on": duty.starts_on,
        "due_on": duty.due_on,
        "late_from": duty.late_from,
        "unit_id": new.subject.unit_id,
        "standing": standing,
        "completion": CompletionStatus.NOT_STARTED,
        "success": SuccessStatus.UNKNOWN,
    }
