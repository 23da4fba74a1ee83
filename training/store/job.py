"""Long work in steps: what is done, how far it is, and who does it at the moment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class Job(Base):
    """One piece of long work; each step commits, so that it goes on where it was after a restart.

    `key` makes sure that what must happen once, such as one night's sweep, is one row. `cursor` is
    where the next step begins; `leased_until` keeps other workers away from a running step.
    """

    __tablename__ = "job"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str | None] = mapped_column(String(80), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    payload: Mapped[dict[str, str]] = mapped_column(JSON)
    cursor: Mapped[str] = mapped_column(String(200))
    done: Mapped[int]
    total: Mapped[int]
    tries: Mapped[int]
    failure: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class PeopleFile(Base):
    """A file of HR on its way in; its contents are forgotten once it was imported or dropped.

    `report` is what the check found, for the page: errors, or the difference it will make.
    """

    __tablename__ = "people_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(String(20))
    report: Mapped[str] = mapped_column(Text)
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("job.id"))
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def claim_next(session: Session, at: datetime, job_id: UUID | None = None) -> Job | None:
    """Lock the oldest job that waits, or that was left by a worker that died; or this one only."""
    query = (
        select(Job)
        .where(
            Job.state.in_(("waiting", "running")),
            or_(Job.leased_until.is_(None), Job.leased_until <= at),
        )
        .order_by(Job.created_at, Job.id)
        .limit(1)
    )
    if job_id:
        query = query.where(Job.id == job_id)
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()


def find_first_moment(session: Session) -> datetime | None:
    """Find when there was work for the first time; none before a worker ever ran."""
    return session.scalar(select(func.min(Job.created_at)))


def find_by_key(session: Session, key: str) -> Job | None:
    """Find the job that goes by a key."""
    return session.scalars(select(Job).where(Job.key == key)).one_or_none()


def lock_by_key(session: Session, key: str) -> Job | None:
    """Find the job that goes by a key as it is now, and keep others from changing it."""
    query = select(Job).where(Job.key == key).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()
