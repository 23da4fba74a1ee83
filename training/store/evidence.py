"""Figures of how a text works, counted from first attempts and kept until they are counted anew."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class Evidence(Base):
    """The figures of one meaning of one document; `figures` holds groups only, never a person."""

    __tablename__ = "evidence"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    meaning: Mapped[int] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    figures: Mapped[dict[str, object]] = mapped_column(JSON)
    counted_at: Mapped[datetime]
