"""Reports that somebody wants by mail now and then, and what was exported."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class ReportSchedule(Base):
    """A report by mail; `query` is the address of the screen with its filters."""

    __tablename__ = "report_schedule"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    screen: Mapped[str] = mapped_column(String(20))
    query: Mapped[str] = mapped_column(String(500))
    every: Mapped[str] = mapped_column(String(10))
    next_on: Mapped[date] = mapped_column(index=True)
    created_at: Mapped[datetime]
