"""The answers that an organisation agreed on, situation by situation; each agreement is kept."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.library import Document, Revision

IS_PROPOSED = "agreed_on IS NULL"


class GuideEntry(Base):
    """One answer to a scene; without `agreed_on` it is a proposal, of which a scene has one.

    The newest agreed one counts, the others are history. `answers` holds the answer by language.
    `share` is how many per cent answered fittingly when it was agreed; none stands for the
    approval of a trainer.
    """

    __tablename__ = "guide_entry"
    __table_args__ = (
        Index(None, "document_id", "part", "agreed_on"),
        Index(
            "uq_guide_entry_proposed",
            "document_id",
            "part",
            unique=True,
            sqlite_where=text(IS_PROPOSED),
            postgresql_where=text(IS_PROPOSED),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    part: Mapped[str] = mapped_column(String(200))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    competency: Mapped[str] = mapped_column(String(20))
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    contact: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    share: Mapped[int | None]
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    agreed_on: Mapped[date | None]


def list_agreed(session: Session) -> list[GuideEntry]:
    """List all agreed entries, of each scene the newest first."""
    query = select(GuideEntry).where(GuideEntry.agreed_on.is_not(None))
    order = (GuideEntry.document_id, GuideEntry.part, GuideEntry.version.desc())
    return list(session.scalars(query.order_by(*order)))


def list_proposed(session: Session) -> list[GuideEntry]:
    """List the proposals, the oldest first."""
    query = select(GuideEntry).where(GuideEntry.agreed_on.is_(None))
    return list(session.scalars(query.order_by(GuideEntry.proposed_at, GuideEntry.id)))


def find_proposed(session: Session, document_id: UUID, part: str) -> GuideEntry | None:
    """Find the proposal for a scene to write to."""
    query = select(GuideEntry).where(
        GuideEntry.document_id == document_id,
        GuideEntry.part == part,
        GuideEntry.agreed_on.is_(None),
    )
    return session.scalars(query.with_for_update()).one_or_none()


def lock_proposal(session: Session, entry_id: UUID) -> GuideEntry | None:
    """Find a proposal to agree to."""
    query = select(GuideEntry).where(GuideEntry.id == entry_id, GuideEntry.agreed_on.is_(None))
    return session.scalars(query.with_for_update()).one_or_none()


def last_version(session: Session, document_id: UUID, part: str) -> int:
    """Give the number of the last agreement about a scene, 0 when there is none."""
    query = select(func.max(GuideEntry.version)).where(
        GuideEntry.document_id == document_id,
        GuideEntry.part == part,
        GuideEntry.agreed_on.is_not(None),
    )
    return session.scalar(query) or 0


def list_changed(session: Session, revision_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Map those revisions whose original says something else since to when that began."""
    newer, old = Revision.__table__.alias(), Revision.__table__.alias()
    query = (
        select(old.c.id, func.min(newer.c.published_at))
        .select_from(old)
        .join(Document, Document.id == old.c.document_id)
        .join(
            newer,
            (newer.c.document_id == old.c.document_id)
            & (newer.c.meaning > old.c.meaning)
            & (newer.c.language == Document.language),
        )
        .where(old.c.id.in_(revision_ids))
        .group_by(old.c.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
