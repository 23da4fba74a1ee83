"""What people say they should do, would do and may do at a pivotal scene, and what comes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.answer import NUMBER, Question, Respondent
from training.store.base import Base


class Stance(Base):
    """Levels of what a respondent should and would do at a question, and whether that is allowed.

    `gap` is what follows from the three. Never graded, and no part of any attempt.
    """

    __tablename__ = "stance"
    __table_args__ = (
        UniqueConstraint("respondent_id", "question_id"),
        Index(None, "answered_on"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    should_level: Mapped[int]
    would_level: Mapped[int]
    may: Mapped[str] = mapped_column(String(8))
    gap: Mapped[str] = mapped_column(String(8))
    answered_on: Mapped[date]


class MandateReport(Base):
    """Where people see what to do and may not, of a closed quarter; only what may be shown."""

    __tablename__ = "mandate_report"
    __table_args__ = (UniqueConstraint("from_on"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    figures: Mapped[dict[str, object]] = mapped_column(JSON)
    made_at: Mapped[datetime]


class MandateMeasure(Base):
    """Leeway that the leadership gives: what, who, by when, and by what one can see that it is."""

    __tablename__ = "mandate_measure"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    text: Mapped[str] = mapped_column(String(500))
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    made_on: Mapped[date]
    done_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(String(500))


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """How many respondents of one unit and layer had each gap at least once, or had not.

    `who` is nobody, but for somebody who answered in more than one place: then it is one of them.
    """

    who: UUID | None
    unit_id: UUID
    layer: str
    respondents: int
    has_mandate: bool
    has_skill: bool


@dataclass(frozen=True, slots=True)
class SceneGaps:
    """Of one scene: how many respondents, and how many had each gap."""

    question_id: int
    document_id: UUID
    name: str
    revision_id: UUID
    respondents: int
    mandate: int
    skill: int


def has_stance(session: Session, learner_key: UUID, document_id: UUID, name: str) -> bool:
    """Tell whether a learner answered the three questions at a scene, in any unit and year."""
    query = (
        select(Stance.id)
        .join(Respondent, Respondent.id == Stance.respondent_id)
        .join(Question, Question.id == Stance.question_id)
        .where(
            Respondent.learner_key == learner_key,
            Question.document_id == document_id,
            Question.name == name,
        )
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def count_units(
    session: Session, since: date, until: date, question_ids: Collection[int]
) -> list[UnitGaps]:
    """Count the gaps of a period at some scenes by unit and layer; movers apart, one by one."""
    has_mandate = func.max(case((Stance.gap == "mandate", 1), else_=0)).label("mandate")
    has_skill = func.max(case((Stance.gap == "skill", 1), else_=0)).label("skill")
    each = (
        select(Stance.respondent_id, has_mandate, has_skill)
        .where(Stance.answered_on.between(since, until), Stance.question_id.in_(question_ids))
        .group_by(Stance.respondent_id)
        .subquery()
    )
    moved = (
        select(Respondent.learner_key)
        .join(each, each.c.respondent_id == Respondent.id)
        .group_by(Respondent.learner_key)
        .having(func.count() > 1)
    )
    who = case((Respondent.learner_key.in_(moved), Respondent.learner_key))
    parts = (who, Respondent.unit_id, Respondent.layer, each.c.mandate, each.c.skill)
    query = (
        select(*parts, func.count())
        .join(each, each.c.respondent_id == Respondent.id)
        .group_by(*parts)
    )
    return [
        UnitGaps(row[0], row[1], row[2], row[5], bool(row[3]), bool(row[4]))
        for row in session.execute(query)
    ]


def count_scenes(session: Session, since: date, until: date) -> list[SceneGaps]:
    """Count the gaps of a period by scene."""
    query = (
        select(
            Question.id,
            Question.document_id,
            Question.name,
            Question.revision_id,
            func.count(),
            func.count().filter(Stance.gap == "mandate"),
            func.count().filter(Stance.gap == "skill"),
        )
        .join(Question, Question.id == Stance.question_id)
        .where(Stance.answered_on.between(since, until))
        .group_by(Question.id)
        .order_by(Question.id)
    )
    return [SceneGaps(*row) for row in session.execute(query)]


def find_report(session: Session, from_on: date) -> MandateReport | None:
    """Find the report of the quarter that begins on a day."""
    query = select(MandateReport).where(MandateReport.from_on == from_on)
    return session.scalars(query).one_or_none()


def list_reports(session: Session) -> list[MandateReport]:
    """List the reports, the newest first."""
    return list(session.scalars(select(MandateReport).order_by(MandateReport.from_on.desc())))


def list_measures(session: Session) -> list[MandateMeasure]:
    """List what the leadership does about it, the newest first."""
    return list(session.scalars(select(MandateMeasure).order_by(MandateMeasure.id.desc())))


def find_measure(session: Session, number: int) -> MandateMeasure | None:
    """Find a measure."""
    return session.get(MandateMeasure, number)
