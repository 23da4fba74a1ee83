"""Which reminder was sent to whom, and how the organisation wants to remind."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base

POLICY_ID = 1


class Reminder(Base):
    """One reminder about one enrolment to one person; the constraint keeps a second one away.

    `moment` names when it is sent, such as `before-14`, `after-7` or `nudge-2026-11-23`.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("enrolment_id", "moment", "recipient_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    moment: Mapped[str] = mapped_column(String(30))
    recipient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    mail_id: Mapped[UUID] = mapped_column(ForeignKey("mail.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)


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
