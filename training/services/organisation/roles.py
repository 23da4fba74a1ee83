"""Changes of a role by hand; each has a reason and a line on the trail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.organisation.leaving import note_role
from training.store import people as store

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Account:
    """An account on the page of roles."""

    id: UUID
    name: str
    email: str
    role: str
    is_active: bool


def find_account(session: Session, email: str) -> Account:
    """Find an account by its whole address; raises `NotFound`."""
    person = store.find_by_email(session, email)
    if person is None:
        raise NotFound("person")
    return Account(person.id, person.name, person.email, person.role, person.is_active)


def change_role(
    session: Session, person_id: UUID, role: str, reason: str, actor: Actor, *, at: datetime
) -> bool:
    """Give somebody a role; tells whether it is another one.

    Raises `Conflict` for one's own: nobody locks the last administrator out by mistake.
    """
    if role not in list(Role):
        raise Invalid("role")
    if not reason.strip() or len(reason) > REASON_LENGTH:
        raise Invalid("reason")
    if person_id == actor.person_id:
        raise Conflict("own-role")
    person = store.find_person(session, person_id)
    if person is None:
        raise NotFound("person")
    if person.role == role:
        return False
    change = person.role, role
    person.role = role
    note_role(session, actor, person.id, change, at=at, reason=reason.strip())
    return True
