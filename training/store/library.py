"""Documents of the library and their immutable revisions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased, mapped_column

from training.store.base import Base


class Document(Base):
    """A thing with a kind and a slug; `language` is that of the original."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("kind", "slug"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(10))
    retired_at: Mapped[datetime | None]


class Revision(Base):
    """One immutable text of a document in one language.

    `shape` is the digest of the structure: texts of equal shape can show the same record.
    Of each document and language one revision is in force (`is_current`).
    `meaning` counts how often what the document says was changed: a revision that only mends
    slips, and a translation, have the meaning of the text that they follow. `borrowed` holds the
    questions of other quizzes that this one asks, as they were, by their address.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document_id", "language", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    language: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    path: Mapped[str] = mapped_column(String(500))
    source: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    shape: Mapped[str] = mapped_column(String(64))
    meaning: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    is_current: Mapped[bool] = mapped_column(index=True)
    published_at: Mapped[datetime]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    summary: Mapped[str] = mapped_column(String(300))
    borrowed: Mapped[dict[str, str]] = mapped_column(JSON)


LIBRARY_LOCK = 2018_031
"""The number of PostgreSQL's advisory lock; on SQLite every writer waits anyway."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A published revision as lists show it, without its text."""

    document_id: UUID
    revision_id: UUID
    kind: str
    slug: str
    language: str
    original: str
    number: int
    title: str
    minutes: int
    shape: str
    meaning: int
    digest: str
    path: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a revision is compiled from: its text, and the questions that it borrows."""

    kind: str
    text: str
    borrowed: dict[str, str]


LANGUAGE = bindparam("language", type_=String)
"""The reader's language, in queries that are built once and run with it."""

_ENTRY = (
    select(
        Document.id,
        Revision.id,
        Document.kind,
        Document.slug,
        Revision.language,
        Document.language,
        Revision.number,
        Revision.title,
        Revision.minutes,
        Revision.shape,
        Revision.meaning,
        Revision.digest,
        Revision.path,
    )
    .join(Revision, Revision.document_id == Document.id)
    .where(Revision.is_current, Document.retired_at.is_(None))
)


def list_current(session: Session) -> list[Entry]:
    """List every revision in force, all kinds and languages."""
    query = _ENTRY.order_by(Document.kind, Document.slug, Revision.language)
    return [Entry(*tuple(row)) for row in session.execute(query)]


def lock_library(session: Session) -> None:
    """Make processes that load at the same moment wait for each other until the end."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LIBRARY_LOCK)))


def find_document(session: Session, kind: str, slug: str) -> Document | None:
    """Find a document, retired or not."""
    query = select(Document).where(Document.kind == kind, Document.slug == slug)
    return session.scalars(query).one_or_none()


def find_source(session: Session, revision_id: UUID) -> Source | None:
    """Find what a revision is compiled from."""
    query = select(Document.kind, Revision.source, Revision.borrowed).join(Document)
    row = session.execute(query.where(Revision.id == revision_id)).one_or_none()
    return Source(row.kind, row.source, row.borrowed) if row else None


def list_sources(session: Session, revision_ids: Collection[UUID]) -> dict[UUID, str]:
    """Map revisions to their texts."""
    query = select(Revision.id, Revision.source).where(Revision.id.in_(revision_ids))
    return {row.id: row.source for row in session.execute(query)}


def list_borrowed(session: Session, revision_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Map those revisions that borrow questions to what they borrow, by its address."""
    query = select(Revision.id, Revision.borrowed).where(Revision.id.in_(revision_ids))
    return {row.id: row.borrowed for row in session.execute(query) if row.borrowed}


def find_revision(session: Session, revision_id: UUID) -> Revision | None:
    """Find a revision."""
    return session.get(Revision, revision_id)


def find_current(session: Session, document_id: UUID, language: str) -> Revision | None:
    """Find the revision of a document that is in force in a language."""
    query = select(Revision).where(
        Revision.document_id == document_id, Revision.language == language, Revision.is_current
    )
    return session.scalars(query).one_or_none()


def last_meaning(session: Session, document_id: UUID) -> int:
    """Give the newest meaning of a document, 0 when it has no text yet."""
    query = select(func.max(Revision.meaning)).where(Revision.document_id == document_id)
    return session.scalars(query).one() or 0


def last_number(session: Session, document_id: UUID, language: str) -> int:
    """Give the highest revision number so far, 0 when there is none."""
    query = select(func.max(Revision.number)).where(
        Revision.document_id == document_id, Revision.language == language
    )
    return session.scalars(query).one() or 0


def replace_current(session: Session, document_id: UUID, language: str) -> None:
    """Take the revision in force out of force, so that a new one can take its place."""
    chosen = update(Revision).where(
        Revision.document_id == document_id, Revision.language == language, Revision.is_current
    )
    session.execute(chosen.values(is_current=False))


def shown_in(pinned: type[Revision]) -> ColumnElement[UUID]:
    """Build the column with the text to show for a pinned revision (an alias in the same query).

    That is the newest text of the same meaning and shape in the bound `language`, else in its own:
    a slip that was mended is mended for who is half-way, a change of meaning is not.
    """
    return func.coalesce(_newest(pinned, LANGUAGE), _newest(pinned, pinned.language), pinned.id)


def _newest(
    pinned: type[Revision], language: ColumnElement[str] | InstrumentedAttribute[str]
) -> ColumnElement[UUID]:
    other = aliased(Revision)
    return (
        select(other.id)
        .where(
            other.document_id == pinned.document_id,
            other.language == language,
            other.meaning == pinned.meaning,
            other.shape == pinned.shape,
        )
        .order_by(other.number.desc())
        .limit(1)
        .correlate(pinned)
        .scalar_subquery()
    )


def title_in(
    document_id: InstrumentedAttribute[UUID | None],
) -> ColumnElement[str | None]:
    """Build the column with the title of a document in force, if possible in `language`."""
    other = aliased(Revision)
    return (
        select(other.title)
        .where(other.document_id == document_id, other.is_current)
        .order_by(case((other.language == LANGUAGE, 0), else_=1))
        .limit(1)
        .scalar_subquery()
    )


def retire(session: Session, document_ids: Sequence[UUID], at: datetime) -> None:
    """Take documents out of the library; attempts on them stay."""
    chosen = update(Document).where(Document.id.in_(document_ids))
    session.execute(chosen.values(retired_at=at))


def find_title(session: Session, document_id: UUID, language: str) -> str | None:
    """Find the title that a document, retired or not, has or had last in a language."""
    query = select(Revision.title).where(
        Revision.document_id == document_id, Revision.language == language
    )
    return session.scalars(query.order_by(Revision.number.desc()).limit(1)).one_or_none()


def list_numbers(session: Session, revision_ids: Iterable[UUID]) -> dict[UUID | None, int]:
    """Map revisions to their version numbers."""
    query = select(Revision.id, Revision.number).where(Revision.id.in_(list(revision_ids)))
    return {row.id: row.number for row in session.execute(query)}


def list_titles(session: Session, document_ids: Collection[UUID]) -> dict[UUID, str]:
    """Map documents, retired or not, to the titles that their originals have, or had last."""
    query = (
        select(Revision.document_id, Revision.title)
        .join(Document, Document.id == Revision.document_id)
        .where(Revision.document_id.in_(document_ids), Revision.language == Document.language)
        .order_by(Revision.number)
    )
    return {row.document_id: row.title for row in session.execute(query)}


def list_slugs_of(session: Session, document_ids: Collection[UUID]) -> dict[UUID, str]:
    """Map documents to their slugs."""
    query = select(Document.id, Document.slug).where(Document.id.in_(document_ids))
    return {row.id: row.slug for row in session.execute(query)}


def list_slugs(session: Session) -> dict[str, str]:
    """Map the path of every file there has been to the slug that it had last."""
    query = select(Revision.path, Document.slug).join(Document).order_by(Revision.published_at)
    return {row.path: row.slug for row in session.execute(query)}


def has_been(session: Session, document_id: UUID, language: str, digest: str) -> bool:
    """Tell whether a document once had exactly this text."""
    query = select(Revision.id).where(
        Revision.document_id == document_id,
        Revision.language == language,
        Revision.digest == digest,
    )
    return session.scalars(query.limit(1)).one_or_none() is not None
