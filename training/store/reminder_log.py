"""Reads back what was sent to whom, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text
from sqlalchemy.orm import Session, aliased

from training.store.enrolment import Enrolment
from training.store.job import Job
from training.store.library import Document
from training.store.mail import TROUBLE, Mail
from training.store.people import Learner, Person
from training.store.reminder import Reminder

PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines to list: by outcome (or `problem`), by person, and from one moment to another."""

    outcome: str = ""
    person: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One reminder: to whom, about whom and which course, and what became of its mail."""

    id: UUID
    created_at: datetime
    moment: str
    recipient: str
    email: str
    person: str
    course_id: UUID
    course_slug: str
    outcome: str
    failure: str
    sent_at: datetime | None


def list_sent(
    session: Session, wanted: Wanted, after: tuple[datetime, UUID] | None, limit: int
) -> list[Sent]:
    """List reminders, the newest first, from after one of them."""
    about = aliased(Person)
    query = (
        select(Reminder, Mail, Person, about.name, Document)
        .join(Mail, Mail.id == Reminder.mail_id)
        .join(Person, Person.id == Reminder.recipient_id)
        .join(Enrolment, Enrolment.id == Reminder.enrolment_id)
        .join(Document, Document.id == Enrolment.course_id)
        .join(Learner, Learner.key == Enrolment.learner_key)
        .join(about, about.id == Learner.person_id)
        .where(*_conditions(wanted))
        .order_by(Reminder.created_at.desc(), Reminder.id.desc())
    )
    if after:
        moment, id_ = after
        is_earlier = and_(Reminder.created_at == moment, Reminder.id < id_)
        query = query.where(
            Reminder.created_at <= moment, or_(Reminder.created_at < moment, is_earlier)
        )
    return [
        Sent(
            reminder.id,
            reminder.created_at,
            reminder.moment,
            recipient.name,
            mail.recipient,
            name,
            document.id,
            document.slug,
            mail.outcome,
            mail.failure,
            mail.sent_at,
        )
        for reminder, mail, recipient, name, document in session.execute(query.limit(limit))
    ]


def _conditions(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.outcome == PROBLEM:
        found.append(Reminder.mail_id.in_(select(Mail.id).where(text(TROUBLE))))
    elif wanted.outcome:
        found.append(Mail.outcome == wanted.outcome)
    if wanted.since:
        found.append(Reminder.created_at >= wanted.since)
    if wanted.before:
        found.append(Reminder.created_at < wanted.before)
    if wanted.person:
        own = select(Learner.key).join(Person, Person.id == Learner.person_id)
        found.append(
            or_(
                Reminder.recipient_id.in_(_people(select(Person.id), wanted.person)),
                Enrolment.learner_key.in_(_people(own, wanted.person)),
            )
        )
    return found


def _people(query: Select[UUID], person: str) -> Select[UUID]:
    return query.where(
        or_(
            Person.email == person.lower(),
            Person.staff_number == person,
            Person.sort_name.contains(person.casefold(), autoescape=True),
        )
    )


def count_trouble(session: Session, kinds: Sequence[str], since: datetime) -> int:
    """Count the mails about duties since a moment that did not arrive."""
    query = select(func.count(Mail.id)).where(
        text(TROUBLE), Mail.queued_at >= since, Mail.kind.in_(kinds)
    )
    return session.scalars(query).one()


def find_last_round(session: Session, prefix: str) -> Job | None:
    """Find the last round of which the key begins so; keys end in a day and so sort by it."""
    query = select(Job).where(Job.key > prefix, Job.key < prefix + "~")
    return session.scalars(query.order_by(Job.key.desc()).limit(1)).one_or_none()
