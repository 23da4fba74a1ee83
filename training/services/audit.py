"""Writes the trail in the same transaction as the act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class About:
    """Whom it is about, and what changed, such as `from` and `to` and the reason that HR gave.

    Never anything of an answer.
    """

    person_id: UUID | None = None
    details: Mapping[str, str] = field(default_factory=dict)


SYSTEM = Actor(None, "system")
"""What happens by itself, such as at night."""


def note(
    session: Session,
    actor: Actor,
    action: str,
    object_: str,
    result: str,
    *,
    at: datetime,
    about: About | None = None,
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
            subject_id=about.person_id if about else None,
            details=dict(about.details) if about else {},
        )
    )
