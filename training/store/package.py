"""Packages of files that a trainer sent in, kept until it is decided what to do with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.people import Person


class Package(Base):
    """A zip as it was sent; it goes when it is used, thrown away or forgotten."""

    __tablename__ = "package"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def find_package(session: Session, package_id: UUID, person_id: UUID) -> Package | None:
    """Find a package that a person sent; of another person there is none."""
    query = select(Package).where(Package.id == package_id, Package.uploaded_by == person_id)
    return session.scalars(query).one_or_none()


def list_packages(session: Session, person_id: UUID) -> list[Package]:
    """List what a person sent and has not decided on, the newest first."""
    query = select(Package).where(Package.uploaded_by == person_id)
    return list(session.scalars(query.order_by(Package.uploaded_at.desc())))


def lock_sender(session: Session, person_id: UUID) -> None:
    """Let other packages of this person wait until this one is counted."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def drop_oldest_before(session: Session, moment: datetime) -> bool:
    """Forget one package that nobody decided on, and tell whether there was one: they are large."""
    query = select(Package.id).where(Package.uploaded_at < moment)
    package_id = session.scalars(query.order_by(Package.uploaded_at).limit(1)).one_or_none()
    if package_id is not None:
        session.execute(delete(Package).where(Package.id == package_id))
    return package_id is not None
