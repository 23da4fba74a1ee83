"""Plans of the form "als … dan …" that a learner made, and what the learner said of them since."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.attempts import Attempt, Response
from training.store.base import Base


class Plan(Base):
    """One plan; nobody but its maker reads it.

    It was written in a quiz, of which `attempt_id` and `item` keep it to one, or in the place of an
    earlier plan. `next_on` is when it is asked back, for the time that `asked` counts; `mailed_on`
    when a mail said so last. A plan that was thrown away has no text.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("attempt_id", "item"), Index(None, "learner_key", "next_on"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"))
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempt.id"))
    item: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    asked: Mapped[int]
    next_on: Mapped[date | None]
    mailed_on: Mapped[date | None]


class PlanAnswer(Base):
    """What its maker said of a plan, the first or the second time that it was asked back."""

    __tablename__ = "plan_answer"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    asked: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(12))
    answered_on: Mapped[date]


def list_reflections(
    session: Session, learner_keys: Collection[UUID], document_ids: Collection[UUID]
) -> list[tuple[Attempt, Response]]:
    """List what learners wrote to the open questions of some quizzes, the first written first."""
    query = (
        select(Attempt, Response)
        .join(Response, Response.attempt_id == Attempt.id)
        .where(
            Attempt.learner_key.in_(learner_keys),
            Attempt.document_id.in_(document_ids),
            Response.text != "",
        )
        .order_by(Response.responded_at)
    )
    return [(attempt, response) for attempt, response in session.execute(query)]


def list_plans(session: Session, learner_keys: Collection[UUID]) -> list[Plan]:
    """List all plans of learners, those thrown away too, the newest first."""
    query = select(Plan).where(Plan.learner_key.in_(learner_keys))
    return list(session.scalars(query.order_by(Plan.made_on.desc(), Plan.id.desc())))


def list_due_plans(session: Session, learner_keys: Collection[UUID], today: date) -> list[Plan]:
    """List the plans that are asked back, the oldest first."""
    query = select(Plan).where(Plan.learner_key.in_(learner_keys), Plan.next_on <= today)
    return list(session.scalars(query.order_by(Plan.next_on, Plan.id)))


def note_mailed(session: Session, plan_ids: Collection[UUID], on: date) -> None:
    """Note that a mail told of plans."""
    if plan_ids:
        session.execute(update(Plan).where(Plan.id.in_(plan_ids)).values(mailed_on=on))


def find_plan(session: Session, plan_id: UUID, learner_key: UUID) -> Plan | None:
    """Find a learner's own plan to write to; another person's is not found."""
    query = select(Plan).where(Plan.id == plan_id, Plan.learner_key == learner_key)
    return session.scalars(query.with_for_update()).one_or_none()


def list_answers(session: Session, plan_ids: Collection[UUID]) -> list[PlanAnswer]:
    """List what was said of plans, in order."""
    query = select(PlanAnswer).where(PlanAnswer.plan_id.in_(plan_ids))
    return list(session.scalars(query.order_by(PlanAnswer.plan_id, PlanAnswer.asked)))


def forget_done(session: Session, learner_key: UUID) -> None:
    """Forget the words of plans that are not asked back any more, and what was said of them."""
    own = Plan.learner_key == learner_key
    _forget(session, list(session.scalars(select(Plan.id).where(own, Plan.next_on.is_(None)))))


def forget_older(session: Session, before: date, limit: int) -> int:
    """Forget plans of before a day, a few at a time; tell how many there were."""
    old = select(Plan.id).where(Plan.made_on < before, Plan.text != "")
    ids = list(session.scalars(old.limit(limit)))
    _forget(session, ids)
    return len(ids)


def _forget(session: Session, ids: Collection[UUID]) -> None:
    said = delete(PlanAnswer).where(PlanAnswer.plan_id.in_(ids))
    session.execute(said.execution_options(synchronize_session=False))
    words = update(Plan).where(Plan.id.in_(ids)).values(text="", next_on=None)
    session.execute(words.execution_options(synchronize_session=False))
