"""Takes away what somebody answered, so that nothing is left that leads back to that person.

An unlinked answer is gone. One that stayed without its key could be found again by its unit, its
day or its number, and where few were unlinked by counting alone. What was counted of it stands in
reports, which are made once.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, case, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from training.store import plan, review
from training.store.alignment import AlignmentQuestion
from training.store.answer import Answer, Question, Respondent
from training.store.attempts import Attempt, Decision, Response
from training.store.measurement import Measurement, Participation
from training.store.revisit import Revisit
from training.store.stance import Stance
from training.store.talk import Talk

ANSWERS_AT_ONCE = 1000
ATTEMPTS_AT_ONCE = 100

Counted = type[Answer] | type[Stance]
LATER = {"synchronize_session": False}


def unlink_answers(session: Session, learner_key: UUID) -> None:
    """Take away all that somebody answered, except in what is still being done.

    That a unit was done stays, and that somebody takes part in a measurement that runs: or the
    same person would be asked again.
    """
    _drop_own(session, learner_key)
    done = Attempt.finished_at.is_not(None)
    _forget(session, and_(Attempt.learner_key == learner_key, done))
    _leave(session, Participation.learner_key == learner_key)
    _forget_revisits(session, Revisit.learner_key == learner_key)
    review.forget_answers(session, learner_key)
    plan.forget_done(session, learner_key)


def unlink_older(session: Session, day: date, moment: datetime, year: int) -> int:
    """Take away what was answered before a day, some at a time; tell how much was found.

    `moment` is when that day began; `year` is the one in which people answer now.
    """
    count = _drop_older(session, Answer, day, year) + _drop_older(session, Stance, day, year)
    held = or_(
        select(Decision.step).where(Decision.attempt_id == Attempt.id).exists(),
        select(Response.item).where(Response.attempt_id == Attempt.id).exists(),
    )
    # One that was left half-way too.
    left = and_(Attempt.finished_at.is_(None), Attempt.started_at < moment)
    old = or_(Attempt.finished_at < moment, left)
    attempts = list(session.scalars(select(Attempt.id).where(old, held).limit(ATTEMPTS_AT_ONCE)))
    _forget(session, Attempt.id.in_(attempts))
    ended = select(Measurement.id).where(Measurement.closes_on < day)
    _leave(session, or_(Participation.finished_on < day, Participation.measurement_id.in_(ended)))
    _forget_revisits(session, Revisit.answered_at < moment)
    count += review.forget_older(session, moment, ATTEMPTS_AT_ONCE)
    return count + len(attempts) + plan.forget_older(session, day, ATTEMPTS_AT_ONCE)


def _drop_own(session: Session, learner_key: UUID) -> None:
    """Drop all counted answers of a learner but those to texts that are still being done."""
    own = select(Respondent.id).where(Respondent.learner_key == learner_key)
    doing = select(Attempt.document_id).where(
        Attempt.learner_key == learner_key,
        Attempt.finished_at.is_(None),
        Attempt.is_practice.is_(False),
    )
    kept = select(Question.id).where(Question.document_id.in_(doing))
    asked: set[int] = set()
    for table in (Answer, Stance):
        done = delete(table).where(table.respondent_id.in_(own), table.question_id.not_in(kept))
        asked.update(session.scalars(done.returning(table.question_id), execution_options=LATER))
    _drop_empty(session, Respondent.learner_key == learner_key)
    _drop_unasked(session, asked)


def _drop_older(session: Session, table: Counted, day: date, year: int) -> int:
    """Drop counted answers of before a day, found by their questions: that has an index.

    Who is a respondent of this year may be answering at this moment, and stays one.
    """
    query = (
        select(table.id, table.respondent_id, table.question_id)
        .join(Question, Question.id == table.question_id)
        .where(table.answered_on < day)
        .limit(ANSWERS_AT_ONCE)
    )
    rows = session.execute(query).all()
    numbers = [row[0] for row in rows]
    session.execute(delete(table).where(table.id.in_(numbers)), execution_options=LATER)
    owners = list({row[1] for row in rows})
    _drop_empty(session, and_(Respondent.id.in_(owners), Respondent.year < year))
    _drop_unasked(session, {row[2] for row in rows})
    return len(rows)


def _drop_empty(session: Session, of: ColumnElement[bool]) -> None:
    held = (
        select(table.id).where(table.respondent_id == Respondent.id).exists()
        for table in (Answer, Stance)
    )
    empty = delete(Respondent).where(of, *(~each for each in held))
    session.execute(empty, execution_options=LATER)


def _drop_unasked(session: Session, numbers: Collection[int]) -> None:
    """Drop questions that nobody else answered: that a scene was met tells how one came there."""
    held = (
        select(table.question_id).where(table.question_id == Question.id).exists()
        for table in (Answer, Stance, AlignmentQuestion, Talk)
    )
    unasked = delete(Question).where(Question.id.in_(numbers), *(~each for each in held))
    session.execute(unasked, execution_options=LATER)


def _leave(session: Session, of: ColumnElement[bool]) -> None:
    """Let who took part in measurements that are closed be nobody, on no day of their own."""
    opens_on = (
        select(Measurement.opens_on)
        .where(Measurement.id == Participation.measurement_id)
        .scalar_subquery()
    )
    closed = select(Measurement.id).where(Measurement.closed_at.is_not(None))
    linked = Participation.learner_key.is_not(None)
    part = update(Participation).where(of, linked, Participation.measurement_id.in_(closed))
    blurred = {
        column: case((column.is_not(None), opens_on))
        for column in (Participation.started_on, Participation.finished_on)
    }
    emptied = "learner_key", "attempt_id", "invited_on", "reminded_on"
    nobody = {getattr(Participation, name): None for name in emptied}
    session.execute(part.values({**nobody, **blurred}), execution_options=LATER)


def _forget_revisits(session: Session, of: ColumnElement[bool]) -> None:
    told = cast(Revisit.answer, Text) != "[]"
    session.execute(update(Revisit).where(of, told).values(answer=[]), execution_options=LATER)


def _forget(session: Session, of: ColumnElement[bool]) -> None:
    attempts = select(Attempt.id).where(of)
    session.execute(delete(Decision).where(Decision.attempt_id.in_(attempts)))
    session.execute(delete(Response).where(Response.attempt_id.in_(attempts)))
    scores = update(Attempt).where(of).values(score_raw=None, score_maximum=None, round=1)
    session.execute(scores, execution_options=LATER)
