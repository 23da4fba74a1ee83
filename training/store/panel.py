"""Panels of experts: who was asked, and how each rated the options of a scene or a question."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

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


def find_panel(session: Session, document_id: UUID, panel_id: UUID | None = None) -> Panel | None:
    """Find a panel on a document: that one, or the newest."""
    query = select(Panel).where(Panel.document_id == document_id)
    if panel_id:
        query = query.where(Panel.id == panel_id)
    newest = query.order_by(Panel.opened_at.desc(), Panel.id.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def lock_panel(session: Session, panel_id: UUID) -> Panel | None:
    """Fetch a panel to write to; others who close or rate wait here."""
    query = select(Panel).where(Panel.id == panel_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_panels(session: Session, document_id: UUID) -> list[Panel]:
    """List the panels on a document, the newest first."""
    query = select(Panel).where(Panel.document_id == document_id)
    return list(session.scalars(query.order_by(Panel.opened_at.desc())))


def list_members(session: Session, panel_id: UUID) -> list[Panellist]:
    """List who was asked, in order."""
    query = select(Panellist).where(Panellist.panel_id == panel_id)
    return list(session.scalars(query.order_by(Panellist.invited_at, Panellist.id)))


def remove_member(session: Session, panel_id: UUID, member_id: UUID) -> bool:
    """Remove a member of that panel with the ratings; false where there is none."""
    member = session.get(Panellist, member_id)
    if member is None or member.panel_id != panel_id:
        return False
    session.execute(delete(Rating).where(Rating.panellist_id == member_id))
    session.delete(member)
    session.flush()
    return True


def find_by_digest(session: Session, digest: str) -> Panellist | None:
    """Find the member whose link has a digest."""
    query = select(Panellist).where(Panellist.token_digest == digest)
    return session.scalars(query).one_or_none()


def list_ratings_of(session: Session, panellist_id: UUID) -> list[Rating]:
    """List what one member rated."""
    return list(session.scalars(select(Rating).where(Rating.panellist_id == panellist_id)))


def list_ratings(session: Session, panel_id: UUID) -> list[tuple[str, str, int, int, str]]:
    """List side, part, option, level and reason of all ratings of a panel; never a name."""
    query = (
        select(Panellist.side, Rating.part, Rating.option, Rating.level, Rating.reason)
        .join(Panellist, Panellist.id == Rating.panellist_id)
        .where(Panellist.panel_id == panel_id)
        .order_by(Rating.part, Rating.option, Panellist.side, Rating.level, Rating.reason)
    )
    return [(r[0], r[1], r[2], r[3], r[4]) for r in session.execute(query)]


def count_ratings(session: Session, panel_id: UUID) -> dict[UUID, int]:
    """Map the members of a panel to how many options each rated."""
    query = (
        select(Rating.panellist_id, func.count())
        .join(Panellist, Panellist.id == Rating.panellist_id)
        .where(Panellist.panel_id == panel_id)
        .group_by(Rating.panellist_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
