"""Accounts: make them, and find the person behind one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.domain.organisation import ROOT_ID
from training.services.errors import Conflict, NotFound
from training.store import people as store
from training.store.base import new_id
from training.store.people import Learner, Person

LANGUAGES = ("nl", "en")
SORT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed for an account."""

    email: str
    name: str
    role: Role = Role.LEARNER
    language: str = "nl"


def add(
    session: Session, new: NewPerson, *, password_digest: str | None = None, at: datetime
) -> UUID:
    """Make an account and its learner key, and give the key; raises `Conflict`.

    Without a password the first log-in begins with a reset link. The rules in force are not
    applied: `duties.joining` does both.
    """
    email = store.address_of(new.email)
    if store.find_by_email(session, email):
        raise Conflict("email-taken", {"email": email})
    person = Person(
        id=new_id(at),
        email=email,
        name=new.name,
        role=new.role,
        language=new.language,
        password_digest=password_digest,
        is_active=True,
        created_at=at,
        sort_name=sort_name(new.name),
        unit_id=ROOT_ID,
        function="",
    )
    session.add(person)
    session.flush()
    learner = Learner(key=new_id(at), person_id=person.id)
    session.add(learner)
    session.flush()
    return learner.key


def sort_name(name: str) -> str:
    """Spell a name as lists are ordered by it, whatever its capitals."""
    return name.casefold()[:SORT_LENGTH]


def set_language(session: Session, person_id: UUID, language: str) -> None:
    """Remember the language that someone reads in; raises `NotFound`."""
    person = store.find_person(session, person_id)
    if person is None or language not in LANGUAGES:
        raise NotFound("language")
    person.language = language


def is_empty(session: Session) -> bool:
    """Tell whether nobody has an account yet."""
    return store.count_people(session) == 0
