"""Parts of a unit that changed in meaning after somebody completed it, looked at again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.library import Revision


class Revisit(Base):
    """One changed scene, question or page that a learner looked at again, with the answer.

    `revision_id` is the text that was new to the learner; `answer` is empty for a page of a lesson.
    """

    __tablename__ = "revisit"

    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"), primary_key=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(200), primary_key=True)
    answer: Mapped[list[int]] = mapped_column(JSON)
    answered_at: Mapped[datetime]


def list_revisits(session: Session, learner_key: UUID) -> list[Revisit]:
    """List what a learner looked at again."""
    return list(session.scalars(select(Revisit).where(Revisit.learner_key == learner_key)))


def list_answers(
    session: Session, learner_key: UUID, document_id: UUID, meaning: int
) -> dict[str, list[int]]:
    """Map the parts of a unit that a learner looked at again in one meaning to the answers."""
    query = (
        select(Revisit.part, Revisit.answer)
        .join(Revision, Revision.id == Revisit.revision_id)
        .where(
            Revisit.learner_key == learner_key,
            Revision.document_id == document_id,
            Revision.meaning == meaning,
        )
    )
    return {row.part: row.answer for row in session.execute(query)}
