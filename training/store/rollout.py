"""The order in which units start with the training, drawn by lot and kept."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.answer import NUMBER
from training.store.base import Base


class Rollout(Base):
    """A start in steps; `seed` decided the order, so that anybody can draw it again."""

    __tablename__ = "rollout"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    seed: Mapped[int] = mapped_column(BigInteger)
    steps: Mapped[int]
    first_on: Mapped[date]
    days_between: Mapped[int]
    made_at: Mapped[datetime]


class RolloutUnit(Base):
    """A unit with its place in the order, and the day on which it starts."""

    __tablename__ = "rollout_unit"

    rollout_id: Mapped[int] = mapped_column(ForeignKey("rollout.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    place: Mapped[int]
    step: Mapped[int]
    starts_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(200))


def list_rollouts(session: Session) -> list[Rollout]:
    """List the orders that were drawn, the newest first."""
    return list(session.scalars(select(Rollout).order_by(Rollout.id.desc())))


def find_rollout(session: Session, number: int) -> Rollout | None:
    """Find an order that was drawn."""
    return session.get(Rollout, number)


def list_units(session: Session, number: int) -> list[RolloutUnit]:
    """List the units of an order, the first to start first."""
    query = select(RolloutUnit).where(RolloutUnit.rollout_id == number)
    return list(session.scalars(query.order_by(RolloutUnit.place)))
