"""A person and a course as the decisions of HR name them, and the reason that each must have."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.document import Kind
from training.services.audit import Actor
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.store.library import find_document
from training.store.people import key_of, lock_learner

MOST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, why, and when; `today` is the day where the organisation is."""

    actor: Actor
    reason: str
    today: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody in a course, locked until the end of the transaction."""

    person_id: UUID
    learner_key: UUID
    course_id: UUID
    course_slug: str


def find_place(library: Library, person_id: UUID, course_slug: str) -> Place:
    """Find a person and a course; raises `NotFound`."""
    key = key_of(library.session, person_id)
    if key is None:
        raise NotFound("person")
    document = find_document(library.session, Kind.COURSE, course_slug)
    if document is None:
        raise NotFound("course")
    lock_learner(library.session, key)
    return Place(person_id, key, document.id, course_slug)


def reason_of(decision: Decision) -> str:
    """Give the reason, which there must be; raises `Invalid`."""
    reason = " ".join(decision.reason.split())
    if not reason:
        raise Invalid("reason-empty")
    if len(reason) > MOST_REASON:
        raise Invalid("reason-long")
    return reason
