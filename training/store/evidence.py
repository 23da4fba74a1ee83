"""Figures of how a text works, counted from first attempts and kept until they are counted anew."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.attempts import Attempt, Decision, Response
from training.store.base import Base
from training.store.library import Revision
from training.store.people import Learner


class Evidence(Base):
    """The figures of one meaning of one document; `figures` holds groups only, never a person."""

    __tablename__ = "evidence"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    meaning: Mapped[int] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    figures: Mapped[dict[str, object]] = mapped_column(JSON)
    counted_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class FirstAttempt:
    """A finished first attempt, to be counted; whose it is is forgotten here."""

    id: UUID
    revision_id: UUID
    started_at: datetime


Counted = tuple[UUID, Collection[UUID]]
"""A document, and those of its revisions that have one meaning and one shape."""


def find_evidence(session: Session, document_id: UUID, meaning: int) -> Evidence | None:
    """Find the figures of a meaning."""
    return session.get(Evidence, (document_id, meaning))


def list_evidence(session: Session) -> list[Evidence]:
    """List all figures, of every meaning."""
    return list(session.scalars(select(Evidence).order_by(Evidence.counted_at)))


def list_revisions_of(
    session: Session, document_id: UUID, meaning: int, shape: str
) -> frozenset[UUID]:
    """List the revisions whose answers may be counted together."""
    query = select(Revision.id).where(
        Revision.document_id == document_id, Revision.meaning == meaning, Revision.shape == shape
    )
    return frozenset(session.scalars(query))


def count_finished(session: Session, counted: Counted) -> int:
    """Count finished attempts that are no practice: never fewer than there are to count."""
    document_id, revisions = counted
    query = select(func.count()).where(
        Attempt.document_id == document_id,
        Attempt.revision_id.in_(revisions),
        Attempt.is_practice.is_(False),
        Attempt.finished_at.is_not(None),
    )
    return session.scalars(query).one()


def list_portion(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """List the next learners in order of their keys; the last one is where to go on."""
    query = select(Learner.key).order_by(Learner.key).limit(limit)
    return list(session.scalars(query.where(Learner.key > after) if after else query))


def list_first_finished(
    session: Session, counted: Counted, learners: Sequence[UUID], limit: int
) -> tuple[list[FirstAttempt], UUID]:
    """List at most so many first attempts of some learners, of those that were finished.

    Gives them with the learner after whom to go on: the last one, unless there were more.
    """
    # By learner and not by attempt: all attempts of a learner are in one portion, and the index
    # of learner and document finds them.
    document_id, revisions = counted
    query = select(
        Attempt.learner_key,
        Attempt.id,
        Attempt.revision_id,
        Attempt.started_at,
        Attempt.finished_at,
    ).where(
        Attempt.learner_key.in_(learners),
        Attempt.document_id == document_id,
        Attempt.revision_id.in_(revisions),
        Attempt.is_practice.is_(False),
    )
    first: dict[UUID, FirstAttempt | None] = {}
    for row in session.execute(query.order_by(Attempt.started_at, Attempt.id)):
        attempt = FirstAttempt(row.id, row.revision_id, row.started_at) if row.finished_at else None
        first.setdefault(row.learner_key, attempt)
    found: list[FirstAttempt] = []
    for key in learners:
        if attempt := first.get(key):
            found.append(attempt)
            if len(found) == limit:
                return found, key
    return found, learners[-1]


def list_decided(
    session: Session, attempts: Collection[UUID]
) -> Iterator[tuple[UUID, str, int, datetime]]:
    """List attempt, scene, choice and moment of some attempts, by their steps."""
    query = select(Decision.attempt_id, Decision.scene, Decision.choice, Decision.decided_at)
    query = query.where(Decision.attempt_id.in_(attempts))
    rows = session.execute(query.order_by(Decision.attempt_id, Decision.step))
    return ((row[0], row[1], row[2], row[3]) for row in rows)


def list_answered(
    session: Session, attempts: Collection[UUID]
) -> Iterator[tuple[UUID, str, list[int], float, datetime]]:
    """List attempt, item, answer, points and moment of first rounds; never a text."""
    query = select(
        Response.attempt_id,
        Response.item,
        Response.answer,
        Response.score_raw,
        Response.responded_at,
    ).where(Response.attempt_id.in_(attempts), Response.round == 1)
    rows = session.execute(query.order_by(Response.attempt_id, Response.responded_at))
    return ((row[0], row[1], row[2], row[3], row[4]) for row in rows)
