"""Panels of experts: who was asked, and how each rated the options of a scene or a question."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class Panel(Base):
    """People who each rate the options of one revision, without seeing what the others say."""

    __tablename__ = "panel"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]


class Panellist(Base):
    """One member of a panel: from which side, and the digest of the link that lets this one in.

    `side` is citizen or official; `name` never leaves the page of the panel.
    """

    __tablename__ = "panellist"
    __table_args__ = (UniqueConstraint("token_digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    side: Mapped[str] = mapped_column(String(20))
    token_digest: Mapped[str] = mapped_column(String(64))
    invited_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Rating(Base):
    """The level, 0 to 3, that a panellist gives an option, with the reason.

    `option` counts from 0 in the author's order.
    """

    __tablename__ = "rating"

    panellist_id: Mapped[UUID] = mapped_column(ForeignKey("panellist.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(200), primary_key=True)
    option: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    rated_at: Mapped[datetime]
