"""Attempts, the decisions of a scenario and the responses to a quiz."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from training.store.base import Base
from training.store.library import Document, Revision, shown_in, title_in


class Attempt(Base):
    """One go at a unit, on one revision of it and of the framework.

    `open_slot` names learner and unit while the attempt runs and is empty afterwards: the unique
    constraint is what makes two parallel starts one attempt. `reached` is the last page that was
    read of a lesson; `round` counts the goes at the missed items of a quiz.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("open_slot"),
        Index(None, "learner_key", "document_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    framework_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    is_practice: Mapped[bool]
    seed: Mapped[int]
    reached: Mapped[int]
    round: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    score_raw: Mapped[float | None]
    score_maximum: Mapped[float | None]
    open_slot: Mapped[str | None] = mapped_column(String(80))


class Decision(Base):
    """The choice a learner took at a step; `choice` counts from 0 in the author's order."""

    __tablename__ = "decision"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    scene: Mapped[str] = mapped_column(String(200))
    choice: Mapped[int]
    decided_at: Mapped[datetime]


class Response(Base):
    """What a learner answered to an item in a round; a reflection keeps its text."""

    __tablename__ = "response"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    answer: Mapped[list[int]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    score_raw: Mapped[float]
    score_maximum: Mapped[float]
    responded_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Running:
    """An attempt as a page needs it; the `shown` texts are in the reader's language."""

    id: UUID
    learner_key: UUID
    document_id: UUID
    revision_id: UUID
    shown_id: UUID
    framework_id: UUID | None
    kind: str
    slug: str
    course_id: UUID | None
    course_slug: str | None
    course_title: str | None
    is_practice: bool
    seed: int
    reached: int
    round: int
    finished_at: datetime | None


_Pinned = aliased(Revision)
_PinnedFramework = aliased(Revision)
_CourseDocument = aliased(Document)


# Built once, and run on the connection: putting a query together costs more than running it, and
# plain columns have no use for what the session adds.
_RUNNING = (
    select(
        Attempt.id,
        Attempt.learner_key,
        Attempt.document_id,
        Attempt.revision_id,
        shown_in(_Pinned),
        shown_in(_PinnedFramework),
        Document.kind,
        Document.slug,
        Attempt.course_id,
        _CourseDocument.slug,
        title_in(Attempt.course_id),
        Attempt.is_practice,
        Attempt.seed,
        Attempt.reached,
        Attempt.round,
        Attempt.finished_at,
    )
    .join(Document, Document.id == Attempt.document_id)
    .join(_Pinned, _Pinned.id == Attempt.revision_id)
    .outerjoin(
        _CourseDocument,
        and_(_CourseDocument.id == Attempt.course_id, _CourseDocument.retired_at.is_(None)),
    )
    .outerjoin(_PinnedFramework, _PinnedFramework.id == Attempt.framework_id)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.learner_key == bindparam("learner_key"))
)
_CHOICES = (
    select(Decision.choice)
    .where(Decision.attempt_id == bindparam("attempt_id"))
    .order_by(Decision.step)
)


def find_for_learner(
    session: Session, attempt_id: UUID, learner_key: UUID, *, language: str
) -> Running | None:
    """Find a learner's own attempt in one statement; another person's is not found."""
    values = {"attempt_id": attempt_id, "learner_key": learner_key, "language": language}
    row = session.connection().execute(_RUNNING, values).one_or_none()
    return Running(*tuple(row)) if row else None


def lock_attempt(session: Session, attempt_id: UUID, learner_key: UUID) -> Attempt | None:
    """Fetch a learner's own attempt to write to; parallel posts wait here for each other."""
    query = select(Attempt).where(Attempt.id == attempt_id, Attempt.learner_key == learner_key)
    return session.scalars(query.with_for_update()).one_or_none()


def list_choices(session: Session, attempt_id: UUID) -> list[int]:
    """List the choices of an attempt in order of their steps."""
    return list(session.connection().execute(_CHOICES, {"attempt_id": attempt_id}).scalars())


def has_answers(session: Session, attempt_id: UUID) -> bool:
    """Tell whether anything that was answered in an attempt is still kept."""
    query = select(
        or_(
            select(Decision.step).where(Decision.attempt_id == attempt_id).exists(),
            select(Response.item).where(Response.attempt_id == attempt_id).exists(),
        )
    )
    return bool(session.scalar(query))


def list_responses(session: Session, attempt_id: UUID) -> list[Response]:
    """List all responses of an attempt, by round."""
    query = select(Response).where(Response.attempt_id == attempt_id)
    return list(session.scalars(query.order_by(Response.round)))


def find_open(session: Session, learner_key: UUID, document_id: UUID) -> UUID | None:
    """Find the attempt that a learner has running on a unit."""
    slot = open_slot(learner_key, document_id)
    return session.scalars(select(Attempt.id).where(Attempt.open_slot == slot)).one_or_none()


def leave_open(session: Session, learner_key: UUID, document_id: UUID, before: datetime) -> None:
    """Make room for a new attempt where one runs that was begun before a moment; it stays."""
    slot = open_slot(learner_key, document_id)
    chosen = update(Attempt).where(Attempt.open_slot == slot, Attempt.started_at < before)
    session.execute(chosen.values(open_slot=None))


def has_finished(
    session: Session, learner_key: UUID, document_id: UUID, *, since: datetime | None
) -> bool:
    """Tell whether a learner finished this unit, ever or in an attempt begun since a moment."""
    query = select(Attempt.id).where(
        Attempt.learner_key == learner_key,
        Attempt.document_id == document_id,
        Attempt.finished_at.is_not(None),
    )
    if since:
        query = query.where(Attempt.started_at >= since)
    return session.scalars(query.limit(1)).one_or_none() is not None


def find_done(session: Session, learner_key: UUID, document_id: UUID, meaning: int) -> UUID | None:
    """Find the last attempt of a learner that was finished on a text of this meaning."""
    query = (
        select(Attempt.id)
        .join(Revision, Revision.id == Attempt.revision_id)
        .where(
            Attempt.learner_key == learner_key,
            Attempt.document_id == document_id,
            Attempt.finished_at.is_not(None),
            Revision.meaning == meaning,
        )
    )
    return session.scalars(query.order_by(Attempt.started_at.desc()).limit(1)).one_or_none()


def list_scores(session: Session, learner_key: UUID) -> list[tuple[UUID, float, float]]:
    """List unit, points and possible points of all that a learner finished with a score.

    Only in a course: what a measurement is worth is told nobody.
    """
    query = select(Attempt.document_id, Attempt.score_raw, Attempt.score_maximum).where(
        Attempt.learner_key == learner_key,
        Attempt.course_id.is_not(None),
        Attempt.score_maximum.is_not(None),
    )
    return [(unit, raw or 0.0, best or 0.0) for unit, raw, best in session.execute(query)]


def list_first_attempts(session: Session, learner_key: UUID) -> dict[UUID, UUID]:
    """Map each unit to the attempt on it that counts, finished or not."""
    query = select(Attempt.document_id, Attempt.id).where(
        Attempt.learner_key == learner_key, Attempt.is_practice.is_(False)
    )
    return {row.document_id: row.id for row in session.execute(query.order_by(Attempt.started_at))}


def list_answered(session: Session, document_id: UUID, names: Collection[str]) -> set[str]:
    """Give those of these scenes or questions of a unit in which somebody answered, ever."""
    found: set[str] = set()
    places = ((Decision.scene, Decision.attempt_id), (Response.item, Response.attempt_id))
    for name, attempt_id in places:
        query = select(name).join(Attempt, Attempt.id == attempt_id).distinct()
        found.update(
            session.scalars(query.where(Attempt.document_id == document_id, name.in_(names)))
        )
    return found


def count_running(session: Session, document_id: UUID) -> dict[UUID, int]:
    """Map revisions of a unit to how many attempts run on them."""
    query = select(Attempt.revision_id, func.count()).where(
        Attempt.document_id == document_id, Attempt.open_slot.is_not(None)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Attempt.revision_id))}


def open_slot(learner_key: UUID, document_id: UUID) -> str:
    """Name the one place for a running attempt of a learner on a unit."""
    return f"{learner_key.hex}:{document_id.hex}"
