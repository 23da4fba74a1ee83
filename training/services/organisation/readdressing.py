"""What happens to somebody whose address HR changes: nobody comes in by the old one any more.

Whoever gives an address can ask for a new password there and read what a colleague answered. So the
old address is told of the change: the colleague reads that one.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from training.services.bounces import one_line
from training.services.mail import Letter, queue_all
from training.store.logins import LoginSession, PasswordReset
from training.store.people import Person

KIND = "readdressed"

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


def readdress(
    session: Session, old: Mapping[UUID, str], write: Write | None, *, at: datetime
) -> None:
    """End the sessions and links of people with a new address, and tell the old one."""
    for table in (LoginSession, PasswordReset):
        session.execute(delete(table).where(table.person_id.in_(old)))
    if write is None or not old:
        return
    people = select(Person.id, Person.name, Person.language).where(
        Person.id.in_(old), Person.is_active
    )
    letters = []
    for person_id, name, language in session.execute(people.order_by(Person.id)):
        subject, body = write("readdressed", language, name=one_line(name))
        letters.append(Letter(old[person_id], subject, body, KIND))
    queue_all(session, letters, at=at)
