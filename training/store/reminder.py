"""Which reminder was sent to whom, and how the organisation wants to remind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    TextClause,
    UniqueConstraint,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.progress import CompletionStatus
from training.domain.reminder import Policy, Window
from training.domain.standing import Standing
from training.store.base import Base
from training.store.dispensation import Exemption
from training.store.enrolment import OPEN_DUTY, Enrolment
from training.store.organisation import is_below
from training.store.people import Learner, Person

POLICY_ID = 1
TOLD = "escalation%"
"""How the moments begin that are told to a leader and not to the person."""


class Reminder(Base):
    """One reminder about one enrolment to one person; the constraint keeps a second one away.

    `moment` names what came and the due date that it is about, such as `before-14:2026-12-18`,
    or the day on which somebody asked for it, such as `nudge-2026-11-23`.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "moment", "recipient_id"),
        Index(None, "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    moment: Mapped[str] = mapped_column(String(30))
    recipient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    mail_id: Mapped[UUID] = mapped_column(ForeignKey("mail.id"), index=True)
    created_at: Mapped[datetime]


class ReminderPolicy(Base):
    """The one row with the organisation's choices: days, hours and weekdays (0 is Monday)."""

    __tablename__ = "reminder_policy"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_on: Mapped[bool]
    days_before: Mapped[list[int]] = mapped_column(JSON)
    on_the_day: Mapped[bool]
    days_after: Mapped[list[int]] = mapped_column(JSON)
    escalate_after: Mapped[int]
    from_hour: Mapped[int]
    until_hour: Mapped[int]
    weekdays: Mapped[list[int]] = mapped_column(JSON)
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody must do, with the person; never how anything was answered."""

    enrolment: Enrolment
    person: Person

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        row = self.enrolment
        is_done = row.completion == CompletionStatus.COMPLETED
        return row.is_required and row.ended_at is None and not is_done


def find_policy(session: Session) -> Policy:
    """Give the organisation's choices, or the defaults where it made none."""
    row = session.get(ReminderPolicy, POLICY_ID)
    if row is None:
        return Policy()
    return Policy(
        row.is_on,
        tuple(row.days_before),
        row.on_the_day,
        tuple(row.days_after),
        row.escalate_after,
        row.from_hour,
        row.until_hour,
        tuple(row.weekdays),
    )


def save_policy(session: Session, policy: Policy, *, at: datetime, by: UUID | None) -> None:
    """Keep the organisation's choices."""
    session.merge(
        ReminderPolicy(
            id=POLICY_ID,
            is_on=policy.is_on,
            days_before=list(policy.days_before),
            on_the_day=policy.on_the_day,
            days_after=list(policy.days_after),
            escalate_after=policy.escalate_after,
            from_hour=policy.from_hour,
            until_hour=policy.until_hour,
            weekdays=list(policy.weekdays),
            changed_at=at,
            changed_by=by,
        )
    )


def list_due(
    session: Session, window: Window, after: tuple[date, UUID] | None, limit: int
) -> list[tuple[date, UUID, UUID]]:
    """List due date, enrolment and learner of open duties that can have a moment, in order."""
    query = select(Enrolment.due_on, Enrolment.id, Enrolment.learner_key).where(*_within(window))
    if after:
        day, enrolment_id = after
        query = query.where(
            Enrolment.due_on >= day, or_(Enrolment.due_on > day, Enrolment.id > enrolment_id)
        )
    rows = session.execute(query.order_by(Enrolment.due_on, Enrolment.id).limit(limit))
    return [(due_on, id_, key) for due_on, id_, key in rows if due_on]


def count_due(session: Session, window: Window) -> int:
    """Count the open duties that can have a moment."""
    return session.scalars(select(func.count(Enrolment.id)).where(*_within(window))).one()


def _within(window: Window) -> tuple[ColumnElement[bool] | TextClause, ...]:
    return (
        text(OPEN_DUTY),
        Enrolment.due_on.between(window.first_due, window.last_due),
        Enrolment.late_from >= window.late_since,
    )


def list_returned(
    session: Session, days: tuple[date, date], after: UUID | None, limit: int
) -> list[tuple[UUID, UUID]]:
    """List person and learner of who came back from leave: the last day of it was in these days."""
    query = select(Person.id, Learner.key).join(Learner, Learner.person_id == Person.id)
    query = query.where(Person.away_until.between(*days))
    if after:
        query = query.where(Person.id > after)
    return [(id_, key) for id_, key in session.execute(query.order_by(Person.id).limit(limit))]


def list_duties(session: Session, learner_keys: Collection[UUID]) -> list[Duty]:
    """List all open duties of learners with a due date, the one that is due first before others."""
    query = duties().where(
        text(OPEN_DUTY), Enrolment.learner_key.in_(learner_keys), Enrolment.due_on.is_not(None)
    )
    return read(session, query.order_by(Enrolment.due_on, Enrolment.id))


def list_asked(session: Session, ids: Collection[UUID], roots: Sequence[UUID]) -> list[Duty]:
    """List enrolments of people in units or below them, by name."""
    query = duties().where(
        Enrolment.id.in_(ids), Enrolment.is_required, is_below(Person.unit_id, *roots)
    )
    return read(session, query.order_by(Person.sort_name, Enrolment.id))


def duties() -> Select[Enrolment, Person]:
    """Begin a query for duties with their people."""
    return (
        select(Enrolment, Person)
        .join(Learner, Learner.key == Enrolment.learner_key)
        .join(Person, Person.id == Learner.person_id)
    )


def read(session: Session, query: Select[Enrolment, Person]) -> list[Duty]:
    """Give the duties that a query finds."""
    return [Duty(enrolment, person) for enrolment, person in session.execute(query)]


def list_reminded(session: Session, ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Give when the person was last reminded of each of these enrolments."""
    query = select(Reminder.enrolment_id, func.max(Reminder.created_at)).where(
        Reminder.enrolment_id.in_(ids), Reminder.moment.not_like(TOLD)
    )
    rows = session.execute(query.group_by(Reminder.enrolment_id))
    return {row[0]: row[1] for row in rows}


def list_told(session: Session, ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    """Give of these enrolments which moments the person was reminded of, as they are kept."""
    query = select(Reminder.enrolment_id, Reminder.moment).where(
        Reminder.enrolment_id.in_(ids), Reminder.moment.not_like(TOLD)
    )
    return {(enrolment_id, code) for enrolment_id, code in session.execute(query)}


def list_exempt(session: Session, keys: Collection[UUID], today: date) -> set[tuple[UUID, UUID]]:
    """Give learner and course where somebody need not do it today."""
    query = select(Exemption.learner_key, Exemption.course_id).where(
        Exemption.learner_key.in_(keys),
        Exemption.revoked_at.is_(None),
        or_(Exemption.until.is_(None), Exemption.until >= today),
    )
    return {(key, course_id) for key, course_id in session.execute(query)}


def is_pointless(session: Session, mail_id: UUID) -> bool:
    """Tell whether all that a reminder is about was settled since, or got another due date."""
    query = (
        select(Reminder.moment, Enrolment)
        .join(Enrolment, Enrolment.id == Reminder.enrolment_id)
        .where(Reminder.mail_id == mail_id)
    )
    rows = session.execute(query).all()
    return bool(rows) and all(_is_settled(moment, enrolment) for moment, enrolment in rows)


def _is_settled(moment: str, row: Enrolment) -> bool:
    _, _, due_on = moment.partition(":")
    return (
        row.completion == CompletionStatus.COMPLETED
        or row.ended_at is not None
        or not row.is_required
        or row.standing == Standing.EXEMPT
        or bool(due_on and due_on != str(row.due_on))
    )


def find_learner(session: Session, person_id: UUID) -> UUID | None:
    """Find the learner key of a person."""
    return session.scalars(select(Learner.key).where(Learner.person_id == person_id)).one_or_none()
