"""Figures of how a text works, counted from first attempts and kept until they are counted anew."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Select, func, select
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


def end_of_portion(session: Session, after: UUID | None, limit: int) -> UUID | None:
    """Find the learner with whom a portion ends; none where no learner is left."""
    query = select(Learner.key).order_by(Learner.key).limit(limit)
    if after:
        query = query.where(Learner.key > after)
    keys = query.subquery()
    last = select(keys.c.key).order_by(keys.c.key.desc()).limit(1)
    return session.scalars(last).one_or_none()


def list_first_finished(
    session: Session, counted: Counted, after: UUID | None, upto: UUID
) -> list[FirstAttempt]:
    """List the first attempts of a portion of the learners, of those that were finished."""
    query = _of_portion(select(Attempt), counted, after, upto).with_only_columns(
        Attempt.learner_key,
        Attempt.id,
        Attempt.revision_id,
        Attempt.started_at,
        Attempt.finished_at,
    )
    first: dict[UUID, FirstAttempt | None] = {}
    for row in session.execute(query.order_by(Attempt.started_at, Attempt.id)):
        found = FirstAttempt(row.id, row.revision_id, row.started_at) if row.finished_at else None
        first.setdefault(row.learner_key, found)
    return [attempt for attempt in first.values() if attempt]


def list_decided(
    session: Session, counted: Counted, after: UUID | None, upto: UUID
) -> Iterator[tuple[UUID, str, int, datetime]]:
    """List attempt, scene, choice and moment of a portion of the learners, by their steps."""
    query = _of_portion(select(Decision).join(Attempt), counted, after, upto).with_only_columns(
        Decision.attempt_id, Decision.scene, Decision.choice, Decision.decided_at
    )
    rows = session.execute(query.order_by(Decision.attempt_id, Decision.step))
    return ((row[0], row[1], row[2], row[3]) for row in rows)


def list_answered(
    session: Session, counted: Counted, after: UUID | None, upto: UUID
) -> Iterator[tuple[UUID, str, list[int], float, datetime]]:
    """List attempt, item, answer, points and moment of first rounds; never a text."""
    query = _of_portion(select(Response).join(Attempt), counted, after, upto).with_only_columns(
        Response.attempt_id,
        Response.item,
        Response.answer,
        Response.score_raw,
        Response.responded_at,
    )
    query = query.where(Response.round == 1)
    rows = session.execute(query.order_by(Response.attempt_id, Response.responded_at))
    return ((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def _of_portion(
    query: Select[Any], counted: Counted, after: UUID | None, upto: UUID
) -> Select[Any]:
    # By learner and not by attempt: all attempts of a learner are in one portion, and the index
    # of learner and document finds them.
    document_id, revisions = counted
    found = query.where(
        Attempt.learner_key <= upto,
        Attempt.document_id == document_id,
        Attempt.revision_id.in_(revisions),
        Attempt.is_practice.is_(False),
    )
    return found.where(Attempt.learner_key > after) if after else found
