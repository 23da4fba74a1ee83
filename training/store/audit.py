"""Who did what to what, with which result, from where and when; never what was answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class AuditEvent(Base):
    """One line of the trail; `actor_id` is empty for a visitor who is not logged in."""

    __tablename__ = "audit_event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(200))
    result: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(60))
