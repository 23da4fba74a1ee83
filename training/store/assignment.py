"""Rules that say who must do a course."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.assignment import Due, DueRule, Renewal, RenewFrom
from training.store.base import Base


class Assignment(Base):
    """One rule; it is never changed, only ended, so that the reason of an enrolment stays true.

    `target_id` is a unit, cohort or person; `target_text` a layer or function. `target_label` is
    how the target was called when the rule was made. With `keeps_duties` its duties stay after its
    end.
    """

    __tablename__ = "assignment"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    target: Mapped[str] = mapped_column(String(20))
    target_id: Mapped[UUID | None]
    target_text: Mapped[str] = mapped_column(String(120))
    target_label: Mapped[str] = mapped_column(String(200))
    due_rule: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date | None]
    due_days: Mapped[int]
    grace_days: Mapped[int]
    renew_months: Mapped[int]
    renew_window_days: Mapped[int]
    renew_from: Mapped[str] = mapped_column(String(20))
    renew_month: Mapped[int]
    renew_day: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    keeps_duties: Mapped[bool] = mapped_column(default=False)


def list_in_force(session: Session) -> list[Assignment]:
    """List the rules that have not ended, the oldest first."""
    query = select(Assignment).where(Assignment.ended_at.is_(None))
    return list(session.scalars(query.order_by(Assignment.created_at, Assignment.id)))


def list_all(session: Session) -> list[Assignment]:
    """List every rule there has been, the oldest first."""
    return list(session.scalars(select(Assignment).order_by(Assignment.created_at, Assignment.id)))


def due(rule: Assignment) -> Due:
    """Give the due date rule of a rule."""
    return Due(DueRule(rule.due_rule), rule.due_on, rule.due_days, rule.grace_days)


def renewal(rule: Assignment) -> Renewal:
    """Give the renewal of a rule."""
    return Renewal(
        rule.renew_months,
        rule.renew_window_days,
        RenewFrom(rule.renew_from),
        rule.renew_month,
        rule.renew_day,
    )


def find_assignment(session: Session, assignment_id: UUID) -> Assignment | None:
    """Find a rule, ended or not."""
    return session.get(Assignment, assignment_id)
