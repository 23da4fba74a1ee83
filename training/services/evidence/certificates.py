"""Certificates: what stands on one, the learner's own of every cycle, and a new number for one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.course import Course
from training.domain.document import Kind
from training.services import audit
from training.services.audit import About, Actor
from training.services.errors import Conflict, NotFound
from training.services.library import Library
from training.services.links import unit_link
from training.services.progress import facts_by_unit, new_receipt_number
from training.store import certificate as store
from training.store.certificate import Completed, ReplacedNumber
from training.store.dispensation import ManualCompletion
from training.store.enrolment import Enrolment, list_unit_facts
from training.store.library import list_numbers
from training.store.people import lock_learner, name_of

MOST_NUMBERS = 20
"""How often a certificate can be replaced: enough for every name, too few to fill a table."""


@dataclass(frozen=True, slots=True)
class CertificateUnit:
    """A unit on a certificate, with the version that was completed."""

    title: str
    kind: str
    completed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """The dated, numbered proof of a completed course; nothing of an answer or a score is in it."""

    number: str
    person_name: str
    course_slug: str
    course_title: str
    course_version: int | None
    cycle: int
    completed_at: datetime
    completed_on: date
    expires_on: date | None
    is_by_hand: bool
    units: tuple[CertificateUnit, ...]


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate in the list of its owner."""

    number: str
    course_slug: str
    course_title: str
    cycle: int
    completed_on: date
    expires_on: date | None
    is_expired: bool


def list_own(
    library: Library, learner_key: UUID, *, language: str, today: date
) -> tuple[CertificateRow, ...]:
    """List the certificates of a learner: every cycle, also of retired courses, newest first."""
    return tuple(
        CertificateRow(
            number=enrolment.receipt_number or "",
            course_slug=slug,
            course_title=title_of(library, enrolment, slug, language),
            cycle=enrolment.cycle,
            completed_on=completed_on(library, enrolment),
            expires_on=enrolment.expires_on,
            is_expired=is_expired(enrolment, today),
        )
        for enrolment, slug in store.list_completed(library.session, learner_key)
    )


def find_own(library: Library, learner_key: UUID, number: str, *, language: str) -> Certificate:
    """Give one certificate of a learner; raises `NotFound`, also for another person's."""
    return make(library, _own(library, learner_key, number), language=language)


def find_cycle(
    library: Library, learner_key: UUID, slug: str, cycle: int, *, language: str
) -> Certificate:
    """Give the certificate of one cycle, of the latest for cycle 0; raises `NotFound`."""
    completed = store.find_cycle(library.session, learner_key, slug, cycle)
    if completed is None:
        raise NotFound("receipt")
    return make(library, completed, language=language)


def make(library: Library, completed: Completed, *, language: str) -> Certificate:
    """Tell of a course as it was completed, also when that was changed or retired since."""
    enrolment, slug = completed
    revision_id = enrolment.completed_revision_id
    numbers = list_numbers(library.session, [revision_id] if revision_id else [])
    if enrolment.completed_at is None or enrolment.receipt_number is None:
        raise NotFound("receipt")
    return Certificate(
        number=enrolment.receipt_number,
        person_name=name_of(library.session, enrolment.learner_key),
        course_slug=slug,
        course_title=title_of(library, enrolment, slug, language),
        course_version=numbers.get(revision_id),
        cycle=enrolment.cycle,
        completed_at=enrolment.completed_at,
        completed_on=completed_on(library, enrolment),
        expires_on=enrolment.expires_on,
        is_by_hand=library.session.get(ManualCompletion, enrolment.id) is not None,
        units=_units(library, enrolment, language),
    )


def reissue(library: Library, learner_key: UUID, number: str, actor: Actor, *, at: datetime) -> str:
    """Give a certificate a new number, and keep that the old one was replaced.

    Raises `NotFound` for a number that is not the learner's, `Conflict` for one that was replaced
    already, as by a second click, and after too many.
    """
    session = library.session
    lock_learner(session, learner_key)
    replaced = store.find_replaced(session, number)
    if replaced and replaced[1][0].learner_key == learner_key:
        raise Conflict("replaced")
    enrolment, _ = _own(library, learner_key, number)
    if store.count_replaced(session, enrolment.id) >= MOST_NUMBERS:
        raise Conflict("numbers")
    session.add(ReplacedNumber(number=number, enrolment_id=enrolment.id, replaced_at=at))
    enrolment.receipt_number = new_receipt_number(at)
    session.flush()
    about = About(actor.person_id, {"from": number, "to": enrolment.receipt_number})
    audit.note(session, actor, "reissue", f"enrolment:{enrolment.id}", "ok", at=at, about=about)
    return enrolment.receipt_number


def title_of(library: Library, enrolment: Enrolment, slug: str, language: str) -> str:
    """Give the title of a course as it is now, else as it was when completed."""
    entry = library.catalogue.find(Kind.COURSE, slug, language)
    if entry:
        return entry.title
    if enrolment.completed_revision_id is None:
        return slug
    return library.take(enrolment.completed_revision_id, Course).header.title


def completed_on(library: Library, enrolment: Enrolment) -> date:
    """Give the day of completion; HR may have put on record what was done on an earlier day."""
    by_hand = library.session.get(ManualCompletion, enrolment.id)
    if by_hand:
        return by_hand.completed_on
    if enrolment.completed_at is None:
        raise NotFound("receipt")
    return library.day_of(enrolment.completed_at)


def is_expired(enrolment: Enrolment, today: date) -> bool:
    """Tell whether a completion is no longer valid: the day on which it expires is the last."""
    return enrolment.expires_on is not None and enrolment.expires_on < today


def _own(library: Library, learner_key: UUID, number: str) -> Completed:
    completed = store.find_completed(library.session, number)
    if completed is None or completed[0].learner_key != learner_key:
        raise NotFound("receipt")
    return completed


def _units(library: Library, enrolment: Enrolment, language: str) -> tuple[CertificateUnit, ...]:
    if enrolment.completed_revision_id is None:
        return ()
    course = library.take(enrolment.completed_revision_id, Course)
    facts = facts_by_unit(list_unit_facts(library.session, [enrolment.id]))
    numbers = list_numbers(library.session, {fact.revision_id for fact in facts.values()})
    return tuple(
        CertificateUnit(
            title=link.title if link else unit.title,
            kind=unit.kind,
            completed_at=fact.completed_at,
            version=numbers[fact.revision_id],
        )
        for unit in course.units
        if (fact := facts.get((unit.kind, unit.slug))) and fact.completed_at
        for link in [unit_link(library, unit.kind, unit.slug, language)]
    )
