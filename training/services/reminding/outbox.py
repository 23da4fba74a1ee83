"""Puts mails in the outbox together with the reminders that they hold: both, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from training.services.mail import Letter, queue_all
from training.store.base import new_id
from training.store.reminder import Reminder


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail to somebody, and of each enrolment in it the code of its moment."""

    letter: Letter
    recipient_id: UUID
    moments: tuple[tuple[UUID, str], ...]


def put(session: Session, parcels: Sequence[Parcel], *, at: datetime) -> bool:
    """Put mails in the outbox; tells whether they are there.

    Where another worker was first with one of their moments, the constraint refuses them all.
    """
    try:
        with session.begin_nested():
            ids = queue_all(session, [parcel.letter for parcel in parcels], at=at)
            session.add_all(
                Reminder(
                    id=new_id(at),
                    enrolment_id=enrolment_id,
                    moment=code,
                    recipient_id=parcel.recipient_id,
                    mail_id=mail_id,
                    created_at=at,
                )
                for mail_id, parcel in zip(ids, parcels, strict=True)
                for enrolment_id, code in parcel.moments
            )
    except IntegrityError:
        return False
    return True
