"""Who did what to what, with which result, from where and when; never what was answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class AuditEvent(Base):
    """One line of the trail, never changed; `actor_id` is empty for a visitor or for the system.

    `subject_id` is the person whom it is about; `details` holds what was changed from and to.
    """

    __tablename__ = "audit_event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    object: Mapped[str] = mapped_column(String(200))
    result: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    details: Mapped[dict[str, str]] = mapped_column(JSON)
