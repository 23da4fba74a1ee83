"""What is looked at by itself: open signals, what is old enough to go, and who leads a unit."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from training.store.mail import Mail
from training.store.organisation import UnitLead
from training.store.people import Person
from training.store.signal import Signal, SignalAlert, SignalContact, SignalStep
from training.store.signal_photo import SignalPhoto


def list_open(session: Session, ended: Collection[str]) -> list[Signal]:
    """List the signals that have not ended, the oldest first."""
    query = select(Signal).where(Signal.state.not_in(ended))
    return list(session.scalars(query.order_by(Signal.received_on, Signal.id)))


def list_alerts(session: Session) -> set[tuple[UUID, str]]:
    """Give the promises that somebody was told of."""
    query = select(SignalAlert.signal_id, SignalAlert.pledge)
    return {(row.signal_id, row.pledge) for row in session.execute(query)}


def list_forgettable(session: Session, closed_before: date, limit: int) -> list[Signal]:
    """List signals that were closed before a day, and still know who sent them."""
    has_row = exists().where(SignalContact.signal_id == Signal.id)
    has_photo = exists().where(SignalPhoto.signal_id == Signal.id)
    query = select(Signal).where(
        Signal.closed_on < closed_before, or_(has_row, has_photo, Signal.subject_id.is_not(None))
    )
    return list(session.scalars(query.order_by(Signal.closed_on, Signal.id).limit(limit)))


def list_old(session: Session, received_before: date, limit: int) -> list[Signal]:
    """List signals that came in before a day, and of which the text is still there."""
    query = select(Signal).where(Signal.received_on < received_before, Signal.story != "")
    return list(session.scalars(query.order_by(Signal.received_on, Signal.id).limit(limit)))


def blank_steps(session: Session, signal_id: UUID) -> None:
    """Take the words out of what was done with a signal."""
    statement = update(SignalStep).where(SignalStep.signal_id == signal_id)
    session.execute(statement.values(message="", note=""))


def blank_mails(session: Session, kind: str, recipient: str) -> None:
    """Take address and words out of the mails to a sender; what waits is not sent any more."""
    statement = update(Mail).where(Mail.kind == kind, Mail.recipient == recipient)
    session.execute(
        statement.values(recipient="-", subject="-", body="", due_at=None),
        execution_options={"synchronize_session": False},
    )


def list_leads(session: Session, unit_id: UUID) -> list[Person]:
    """List the active people who lead a unit."""
    query = (
        select(Person)
        .join(UnitLead, UnitLead.person_id == Person.id)
        .where(UnitLead.unit_id == unit_id, Person.is_active)
    )
    return list(session.scalars(query.order_by(Person.sort_name, Person.id)))
