"""A course that Lena completed, once or in several cycles."""

from datetime import date
from uuid import UUID

from tests.services.learner import Learner
from tests.world import World
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID
from training.services.audit import Actor
from training.services.evidence import certificates
from training.services.progress import new_receipt_number
from training.store.base import new_id
from training.store.enrolment import Enrolment, find_enrolment
from training.store.library import find_document
from training.store.people import Person, find_by_learner

LENA = Actor(None, "192.0.2.1")


def completed(world: World, name: str = "lena") -> tuple[Learner, str]:
    """Let somebody complete the course; give its number too."""
    learner = Learner(world, name)
    learner.complete()
    return learner, learner.receipt().number


def reissue(learner: Learner, number: str) -> str:
    with learner.world.transaction() as library:
        at = learner.world.clock()
        return certificates.reissue(library, learner.key, number, LENA, at=at)


def next_cycle(learner: Learner) -> str:
    """Complete the course once more, as a later cycle of which only the row matters here."""
    at = learner.world.clock()
    with learner.world.transaction() as library:
        document = find_document(library.session, Kind.COURSE, "proef")
        assert document
        earlier = find_enrolment(library.session, learner.key, document.id)
        assert earlier
        number = new_receipt_number(at)
        row = Enrolment(
            id=new_id(at),
            learner_key=learner.key,
            course_id=document.id,
            cycle=earlier.cycle + 1,
            enrolled_at=at,
            is_required=True,
            reason="",
            reason_label="",
            unit_id=ROOT_ID,
            completion="completed",
            success="passed",
            completed_at=at,
            completed_revision_id=earlier.completed_revision_id,
            receipt_number=number,
        )
        library.session.add(row)
    return number


def set_expiry(learner: Learner, day: date) -> None:
    with learner.world.transaction() as library:
        document = find_document(library.session, Kind.COURSE, "proef")
        assert document
        row = find_enrolment(library.session, learner.key, document.id)
        assert row
        row.expires_on = day


def rename(world: World, key: UUID, name: str) -> None:
    with world.transaction() as library:
        person: Person = find_by_learner(library.session, key)
        person.name = name
