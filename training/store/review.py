"""Spaced refreshers: what comes back when, the questions asked, and what a learner wants of it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    and_,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.spacing import Review
from training.store.base import INSERT, Base

OPEN = "finished_at IS NULL"


class ReviewState(Base):
    """Where a learner is with a sub-point: see `domain.spacing.Review`.

    `skipped_on` is when there was last no question about it that the learner had not met.
    """

    __tablename__ = "review_state"
    __table_args__ = (Index(None, "due_on", "learner_key"),)

    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(20), primary_key=True)
    begun_on: Mapped[date]
    due_on: Mapped[date | None]
    stage: Mapped[int]
    last_on: Mapped[date | None]
    card: Mapped[str] = mapped_column(Text)
    skipped_on: Mapped[date | None]


class RefresherSitting(Base):
    """A few questions for one learner; of each learner at most one is open.

    After `ends_on` it is let go, and nobody hears of it.
    """

    __tablename__ = "refresher_sitting"
    __table_args__ = (
        Index(None, "learner_key", "made_on"),
        Index(
            "uq_refresher_sitting_open",
            "learner_key",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index(
            "ix_refresher_sitting_ends",
            "ends_on",
            "id",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"))
    made_on: Mapped[date]
    ends_on: Mapped[date]
    finished_at: Mapped[datetime | None]


class RefresherQuestion(Base):
    """One question of a sitting, with the answer; `digest` is that of its text.

    `answer` counts from 0 in the author's order and is empty until there is one.
    """

    __tablename__ = "refresher_question"

    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("refresher_sitting.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    item: Mapped[str] = mapped_column(String(200))
    competency: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[int | None]
    answered_at: Mapped[datetime | None]


class RefresherWish(Base):
    """What a learner wants of refreshers: no mail, or none of it for a while."""

    __tablename__ = "refresher_wish"

    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"), primary_key=True)
    is_mailed: Mapped[bool]
    paused_until: Mapped[date | None]


def review_of(row: ReviewState) -> Review:
    """Give the value of a row."""
    return Review(row.begun_on, row.due_on, row.stage, row.last_on, row.card)


def put_review(row: ReviewState, review: Review) -> None:
    """Write a value to its row."""
    row.begun_on, row.due_on, row.stage = review.begun_on, review.due_on, review.stage
    row.last_on, row.card = review.last_on, review.card


def add_states(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Add states; one that somebody else added meanwhile stays as it is."""
    if rows:
        insert_here = INSERT[session.get_bind().dialect.name](ReviewState)
        session.execute(insert_here.on_conflict_do_nothing(), list(rows))


def has_states(session: Session) -> bool:
    """Tell whether anything was begun yet."""
    return session.scalars(select(ReviewState.competency).limit(1)).first() is not None


def list_states(session: Session, keys: Collection[UUID]) -> list[ReviewState]:
    """List all states of learners."""
    return list(session.scalars(select(ReviewState).where(ReviewState.learner_key.in_(keys))))


def list_due_states(session: Session, keys: Collection[UUID], today: date) -> list[ReviewState]:
    """List the states of learners whose day has come, the oldest first."""
    query = select(ReviewState).where(
        ReviewState.learner_key.in_(keys), ReviewState.due_on <= today
    )
    return list(session.scalars(query.order_by(ReviewState.due_on, ReviewState.competency)))


def find_state(session: Session, learner_key: UUID, competency: str) -> ReviewState | None:
    """Find where a learner is with a sub-point."""
    return session.get(ReviewState, (learner_key, competency))


def list_recent(session: Session, keys: Collection[UUID], since: date) -> set[UUID]:
    """Give those of these learners who have a sitting open, or had one since a day."""
    query = select(RefresherSitting.learner_key).where(
        RefresherSitting.learner_key.in_(keys),
        or_(text(OPEN), RefresherSitting.made_on > since),
    )
    return set(session.scalars(query))


def find_open(session: Session, learner_key: UUID) -> RefresherSitting | None:
    """Find the sitting that waits for a learner."""
    query = select(RefresherSitting).where(RefresherSitting.learner_key == learner_key, text(OPEN))
    return session.scalars(query).one_or_none()


def find_sitting(session: Session, sitting_id: UUID, learner_key: UUID) -> RefresherSitting | None:
    """Find a learner's own sitting; another person's is not found."""
    query = select(RefresherSitting).where(
        RefresherSitting.id == sitting_id, RefresherSitting.learner_key == learner_key
    )
    return session.scalars(query).one_or_none()


def list_questions(session: Session, sitting_id: UUID) -> list[RefresherQuestion]:
    """List the questions of a sitting in their order."""
    query = select(RefresherQuestion).where(RefresherQuestion.sitting_id == sitting_id)
    return list(session.scalars(query.order_by(RefresherQuestion.place)))


def list_past(session: Session, today: date, limit: int) -> list[RefresherSitting]:
    """List open sittings whose time is over."""
    query = select(RefresherSitting).where(text(OPEN), RefresherSitting.ends_on < today)
    return list(session.scalars(query.order_by(RefresherSitting.ends_on).limit(limit)))


def drop_unanswered(session: Session, sitting_id: UUID) -> None:
    """Forget the questions that nobody answered: they can be asked another time."""
    unanswered = and_(
        RefresherQuestion.sitting_id == sitting_id, RefresherQuestion.answer.is_(None)
    )
    session.execute(delete(RefresherQuestion).where(unanswered))


def find_wish(session: Session, learner_key: UUID) -> RefresherWish | None:
    """Find what a learner wants of refreshers."""
    return session.get(RefresherWish, learner_key)


def count_skipped(session: Session, since: date) -> dict[str, int]:
    """Map sub-points to how many learners met all questions about them."""
    query = select(ReviewState.competency, func.count()).where(ReviewState.skipped_on >= since)
    rows = session.execute(query.group_by(ReviewState.competency))
    return {row[0]: row[1] for row in rows}


def forget_answers(session: Session, learner_key: UUID) -> None:
    """Forget what a learner answered in refreshers that are done, and what a card kept of it.

    The digests stay: what was asked is not asked again.
    """
    own = RefresherSitting.learner_key == learner_key
    _forget(
        session, select(RefresherSitting.id).where(own, RefresherSitting.finished_at.is_not(None))
    )
    cards = update(ReviewState).where(ReviewState.learner_key == learner_key)
    session.execute(cards.values(card="").execution_options(synchronize_session=False))


def forget_older(session: Session, before: datetime, limit: int) -> int:
    """Forget answers of before a moment, a few refreshers at a time; tell how many there were."""
    held = select(RefresherQuestion.place).where(
        RefresherQuestion.sitting_id == RefresherSitting.id, RefresherQuestion.answer.is_not(None)
    )
    old = select(RefresherSitting.id).where(RefresherSitting.finished_at < before, held.exists())
    ids = list(session.scalars(old.limit(limit)))
    _forget(session, ids)
    return len(ids)


def _forget(session: Session, sittings: Select[UUID] | Sequence[UUID]) -> None:
    chosen = update(RefresherQuestion).where(RefresherQuestion.sitting_id.in_(sittings))
    values = chosen.values(answer=None, answered_at=None)
    session.execute(values.execution_options(synchronize_session=False))
