"""Leavers: out of today's figures and logged out, while all that they did stays."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from training.domain.access import Role
from training.services import audit
from training.services.audit import SYSTEM, About, Actor
from training.services.organisation import present as store
from training.services.organisation import standings
from training.services.organisation.present import Present
from training.store.logins import LoginSession, PasswordReset
from training.store.organisation import UnitLead
from training.store.people import Person, lock_learners


def leave(
    session: Session,
    people: Sequence[Present],
    left_on: dict[UUID, date],
    actor: Actor,
    *,
    at: datetime,
) -> None:
    """Deactivate people; `left_on` gives the last day of each."""
    if not people:
        return
    ids = [person.id for person in people]
    keys = [person.learner_key for person in people]
    lock_learners(session, keys)
    query = update(Person).where(Person.id == bindparam("person"))
    rows = [
        {"person": each.id, "last_day": left_on[each.id], "new_role": _role_after(each.role)}
        for each in people
    ]
    session.connection().execute(
        query.values(is_active=False, left_on=bindparam("last_day"), role=bindparam("new_role")),
        rows,
    )
    for table in (LoginSession, PasswordReset, UnitLead):
        session.execute(delete(table).where(table.person_id.in_(ids)))
    standings.take_away(session, keys, at=at)
    for person in people:
        about = About(person.id, {"to": left_on[person.id].isoformat()})
        audit.note(session, actor, "person-left", f"person:{person.id}", "done", at=at, about=about)
        if person.role != _role_after(person.role):
            note_role(session, actor, person.id, (person.role, Role.LEARNER), at=at)


def leave_due(session: Session, today: date, at: datetime, limit: int) -> int:
    """Deactivate the next people whose last day is over; give how many, 0 when nobody is left."""
    people = store.list_due_to_leave(session, today, limit)
    leave(session, people, {each.id: each.left_on or today for each in people}, SYSTEM, at=at)
    return len(people)


def note_role(
    session: Session,
    actor: Actor,
    person_id: UUID,
    change: tuple[str, str],
    *,
    at: datetime,
    reason: str = "",
) -> None:
    """Write a change of role on the trail."""
    details = {"from": str(change[0]), "to": str(change[1])}
    if reason:
        details["reason"] = reason
    about = About(person_id, details)
    audit.note(session, actor, "role-changed", f"person:{person_id}", "done", at=at, about=about)


def _role_after(role: str) -> str:
    """Nobody leads who is not here; a role that was given by hand waits for a return."""
    return Role.LEARNER.value if role == Role.MANAGER else role
