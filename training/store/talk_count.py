"""What talks and the guide may tell of a report's period: made once, already suppressed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Select, String, and_, delete, insert, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.alignment import AlignmentReport
from training.store.answer import Answer, Question
from training.store.base import Base
from training.store.talk import COURSE, Discussable, discussable


class TalkCounted(Base):
    """That all questions in the period of a report of courses were counted, and when."""

    __tablename__ = "talk_counted"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("alignment_report.id"), primary_key=True)
    made_at: Mapped[datetime]


class TalkSplit(Base):
    """Whether a group splits at a question, where that may be told; else there is no row.

    `split` is how it chose, only where it splits. `fitting` is the share of everyone that answered
    fittingly, in per cents in steps of five.
    """

    __tablename__ = "talk_split"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("alignment_report.id"), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    is_split: Mapped[bool]
    split: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    fitting: Mapped[int | None]


def find_uncounted(session: Session) -> UUID | None:
    """Find the newest report of courses, when its questions were not counted yet."""
    query = (
        select(AlignmentReport.id, TalkCounted.report_id)
        .outerjoin(TalkCounted, TalkCounted.report_id == AlignmentReport.id)
        .where(AlignmentReport.occasion == COURSE)
        .order_by(AlignmentReport.until_on.desc())
    )
    newest = session.execute(query.limit(1)).one_or_none()
    return newest[0] if newest and newest[1] is None else None


def list_next(
    session: Session, from_on: date, until_on: date, after: int, limit: int
) -> list[Question]:
    """List the next questions with first answers in a period, but none of the common core."""
    is_answered = (
        select(Answer.id)
        .where(
            Answer.question_id == Question.id,
            Answer.answered_on.between(from_on, until_on),
            Answer.occasion == COURSE,
        )
        .exists()
    )
    query = select(Question).where(Question.form == "", Question.id > after, is_answered)
    return list(session.scalars(query.order_by(Question.id).limit(limit)))


def add_splits(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Add what may be told of some questions."""
    if rows:
        session.execute(insert(TalkSplit), rows)


def finish(session: Session, report_id: UUID, at: datetime) -> None:
    """Let pages read what was counted, since all of it is there."""
    session.add(TalkCounted(report_id=report_id, made_at=at))
    session.flush()


def forget_older(session: Session, report_id: UUID, limit: int) -> int:
    """Delete what was told of earlier reports, some groups at a time; tells how many."""
    groups = session.execute(
        select(TalkSplit.report_id, TalkSplit.group_key)
        .where(TalkSplit.report_id != report_id)
        .distinct()
        .limit(limit)
    ).all()
    if groups:
        place = tuple_(TalkSplit.report_id, TalkSplit.group_key)
        session.execute(
            delete(TalkSplit).where(place.in_([tuple(group) for group in groups])),
            execution_options={"synchronize_session": False},
        )
    return len(groups)


def list_splits(
    session: Session, group_keys: Collection[str]
) -> list[tuple[TalkSplit, Discussable]]:
    """List what the newest count tells of groups, at questions that are in force as they were."""
    query = (
        discussable(TalkSplit)
        .join(
            TalkSplit,
            and_(
                TalkSplit.question_id == Question.id,
                TalkSplit.report_id == _newest().scalar_subquery(),
                TalkSplit.group_key.in_(group_keys),
            ),
        )
        .order_by(Question.id)
    )
    return [(row[3], Discussable(row[0], row[1], row[2])) for row in session.execute(query)]


def _newest() -> Select[UUID]:
    return (
        select(TalkCounted.report_id)
        .join(AlignmentReport, AlignmentReport.id == TalkCounted.report_id)
        .order_by(AlignmentReport.until_on.desc())
        .limit(1)
    )
