"""Writes the trail in the same transaction as the act."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.store.audit import AuditEvent
from training.store.base import new_id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it and from where; `person_id` is none for a visitor."""

    person_id: UUID | None = None
    origin: str = ""


def note(
    session: Session, actor: Actor, action: str, object_: str, result: str, *, at: datetime
) -> None:
    """Add one line: action and object are codes, never text that somebody typed."""
    session.add(
        AuditEvent(
            id=new_id(at),
            at=at,
            actor_id=actor.person_id,
            action=action,
            object=object_,
            result=result,
            origin=actor.origin[:60],
        )
    )
