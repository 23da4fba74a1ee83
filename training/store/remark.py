"""What learners remark about a scene or a question, such as that it does not go like this here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class Remark(Base):
    """One remark on one part of one revision; whoever reads it never gets the learner key.

    `part` is the name of the scene, page or question; empty for the text as a whole.
    """

    __tablename__ = "remark"
    __table_args__ = (Index(None, "document_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"), index=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    part: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
