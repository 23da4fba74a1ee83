"""First decisions and responses that were given before answers were counted apart."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.store.answer import Answer, Respondent
from training.store.attempts import Attempt, Decision, Response
from training.store.base import INSERT

Given = tuple[UUID, UUID, UUID, str, int, datetime]
"""Learner, document, revision, scene or item, option and moment."""


def list_chosen(session: Session, learners: Collection[UUID]) -> list[Given]:
    """List what learners chose in scenes, not in practice, in the order of the moments."""
    query = (
        select(
            Attempt.learner_key,
            Attempt.document_id,
            Attempt.revision_id,
            Decision.scene,
            Decision.choice,
            Decision.decided_at,
        )
        .join(Decision, Decision.attempt_id == Attempt.id)
        .where(Attempt.learner_key.in_(learners), Attempt.is_practice.is_(False))
        .order_by(Decision.decided_at, Attempt.id, Decision.step)
    )
    return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in session.execute(query)]


def list_answered(session: Session, learners: Collection[UUID]) -> list[Given]:
    """List what learners answered in a first round with one option, not in practice."""
    query = (
        select(
            Attempt.learner_key,
            Attempt.document_id,
            Attempt.revision_id,
            Response.item,
            Response.answer,
            Response.responded_at,
        )
        .join(Response, Response.attempt_id == Attempt.id)
        .where(
            Attempt.learner_key.in_(learners),
            Attempt.is_practice.is_(False),
            Response.round == 1,
        )
        .order_by(Response.responded_at, Attempt.id, Response.item)
    )
    rows = session.execute(query)
    return [(r[0], r[1], r[2], r[3], r[4][0], r[5]) for r in rows if len(r[4]) == 1]


def list_counted(
    session: Session, learners: Collection[UUID], occasion: str
) -> set[tuple[UUID, int]]:
    """List which learners answered which questions on an occasion, as it was counted."""
    query = (
        select(Respondent.learner_key, Answer.question_id)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(Respondent.learner_key.in_(learners), Answer.occasion == occasion)
    )
    return {(row[0], row[1]) for row in session.execute(query)}


def add_answers(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Add answers; one that a click counted meanwhile stays as it is."""
    if rows:
        insert_here = INSERT[session.get_bind().dialect.name](Answer)
        session.execute(insert_here.on_conflict_do_nothing(), list(rows))
