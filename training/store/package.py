"""Packages of files that a trainer sent in, kept until it is decided what to do with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


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


def drop_before(session: Session, moment: datetime) -> None:
    """Forget packages that nobody decided on."""
    session.execute(delete(Package).where(Package.uploaded_at < moment))
