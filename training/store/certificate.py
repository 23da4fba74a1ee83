"""Numbers of certificates, those that were replaced, and the keys that sign badges."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.enrolment import Enrolment
from training.store.library import Document

SIGNING_LOCK = 2018_032
"""The number of PostgreSQL's advisory lock; on SQLite every writer waits anyway."""


class ReplacedNumber(Base):
    """A number that was on a certificate until another was issued for the same completion."""

    __tablename__ = "replaced_number"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    replaced_at: Mapped[datetime]


class SigningKey(Base):
    """A key that signs badges: the public half as a JWK, the private half encrypted."""

    __tablename__ = "signing_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    public_jwk: Mapped[str] = mapped_column(Text)
    private_jwe: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


Completed = tuple[Enrolment, str]
"""An enrolment that was completed, and the slug of its course."""


def list_completed(session: Session, learner_key: UUID) -> list[Completed]:
    """List every cycle that a learner completed, the newest first."""
    query = _completed().where(Enrolment.learner_key == learner_key)
    query = query.order_by(Enrolment.completed_at.desc(), Enrolment.id.desc())
    return [(enrolment, slug) for enrolment, slug in session.execute(query)]


def find_completed(session: Session, number: str) -> Completed | None:
    """Find the completion that a number is of today."""
    row = session.execute(_completed().where(Enrolment.receipt_number == number)).one_or_none()
    return (row[0], row[1]) if row else None


def find_cycle(session: Session, learner_key: UUID, slug: str, cycle: int) -> Completed | None:
    """Find the completion of one cycle; cycle 0 is the latest that was completed."""
    query = _completed().where(Enrolment.learner_key == learner_key, Document.slug == slug)
    if cycle:
        query = query.where(Enrolment.cycle == cycle)
    row = session.execute(query.order_by(Enrolment.cycle.desc()).limit(1)).one_or_none()
    return (row[0], row[1]) if row else None


def find_replaced(session: Session, number: str) -> tuple[ReplacedNumber, Completed] | None:
    """Find the completion that a number was of until it was replaced."""
    query = _completed().add_columns(ReplacedNumber)
    query = query.join(ReplacedNumber, ReplacedNumber.enrolment_id == Enrolment.id)
    row = session.execute(query.where(ReplacedNumber.number == number)).one_or_none()
    return (row[2], (row[0], row[1])) if row else None


def count_replaced(session: Session, enrolment_id: UUID) -> int:
    """Count how often the certificate of a completion was replaced."""
    query = select(func.count()).where(ReplacedNumber.enrolment_id == enrolment_id)
    return session.scalars(query).one()


def lock_keys(session: Session) -> None:
    """Make processes that need their first key at the same moment wait for each other."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(SIGNING_LOCK)))


def list_keys(session: Session) -> list[SigningKey]:
    """List all keys there have been, the one in use last."""
    return list(session.scalars(select(SigningKey).order_by(SigningKey.id)))


def _completed() -> Select[Enrolment, str]:
    return (
        select(Enrolment, Document.slug)
        .join(Document, Document.id == Enrolment.course_id)
        .where(Enrolment.completed_at.is_not(None), Enrolment.receipt_number.is_not(None))
    )
