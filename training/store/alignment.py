"""Reports of how alike and how inviting the organisation answers: only what may be shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    and_,
    cast,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.answer_code import OPTIONS, QUESTIONS
from training.store.answer import Answer, Question, Respondent
from training.store.base import Base
from training.store.organisation import OrgUnit

REPORT_LOCK = 2018_033
"""The number of PostgreSQL's advisory lock for whoever keeps a report; on SQLite all wait."""


class AlignmentReport(Base):
    """The answers of a closed period or measurement, which no other report counts again.

    `people` is how many took part. `unseen` is the difference, in per cents, below which a middling
    unit cannot be told from the rest. `left_out` counts questions that too few answered.
    """

    __tablename__ = "alignment_report"
    __table_args__ = (UniqueConstraint("occasion", "occasion_id", "from_on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(String(12))
    occasion_id: Mapped[int] = mapped_column(BigInteger)
    from_on: Mapped[date]
    until_on: Mapped[date]
    people: Mapped[int]
    made_at: Mapped[datetime]
    seed: Mapped[int] = mapped_column(BigInteger)
    permutations: Mapped[int]
    unseen: Mapped[int | None]
    left_out: Mapped[int]


class AlignmentGroup(Base):
    """A group of a report; `people` is empty where it is too small to have figures.

    `unit_id` is none for everyone and for the layers.
    """

    __tablename__ = "alignment_group"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("alignment_report.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    parent: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"))
    people: Mapped[int | None]


class AlignmentFigure(Base):
    """The figures of a group on a topic, in per cents in steps of five; none what is not shown.

    `topic` is `all`, a principle, a sub-point, or `q:` with the number of a question. `share` is
    the share that answers invitingly, `pair` the chance that two do, `alike` that two say the same.
    """

    __tablename__ = "alignment_figure"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("alignment_report.id"), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    topic: Mapped[str] = mapped_column(String(24), primary_key=True)
    share: Mapped[int | None]
    share_low: Mapped[int | None]
    share_high: Mapped[int | None]
    pair: Mapped[int | None]
    pair_low: Mapped[int | None]
    pair_high: Mapped[int | None]
    alike: Mapped[int | None]
    alike_low: Mapped[int | None]
    alike_high: Mapped[int | None]


class AlignmentQuestion(Base):
    """A question of a report: how everyone chose, and how far the layers are apart in per cents."""

    __tablename__ = "alignment_question"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("alignment_report.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    cells: Mapped[dict[str, object] | None] = mapped_column(JSON)
    council_executive: Mapped[int | None]
    council_officials: Mapped[int | None]
    executive_officials: Mapped[int | None]


class AlignmentDeviation(Base):
    """A unit that answers otherwise than the rest, by more than chance; `place` 0 is the largest.

    `excess` is the distance above what chance gives; `p` is adjusted for how many were tested.
    """

    __tablename__ = "alignment_deviation"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("alignment_report.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40))
    excess: Mapped[float | None]
    p: Mapped[float | None]


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group of a report as pages need it; the name is empty for everyone and for layers."""

    key: str
    people: int | None
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Portion:
    """Some answers as numbers of `answer_code` with commas between them; `last` is the last id."""

    codes: str
    last: int
    many: int


def lock_reports(session: Session) -> None:
    """Make whoever keeps a report wait for the other, until the end."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(REPORT_LOCK)))


def last_day(session: Session, occasion: str, occasion_id: int) -> date | None:
    """Give the last day that a report of an occasion counts."""
    query = select(func.max(AlignmentReport.until_on)).where(
        AlignmentReport.occasion == occasion, AlignmentReport.occasion_id == occasion_id
    )
    return session.scalars(query).one()


def answered_days(
    session: Session, occasion: str, occasion_id: int, after: date | None, until: date | None
) -> tuple[date, date] | None:
    """Give the first and last day with answers in a period; none without answers."""
    query = select(func.min(Answer.answered_on), func.max(Answer.answered_on)).where(
        Answer.occasion == occasion, Answer.occasion_id == occasion_id
    )
    if after:
        query = query.where(Answer.answered_on > after)
    if until:
        query = query.where(Answer.answered_on <= until)
    first, last = session.execute(query).one()
    return (first, last) if first else None


def has_people(
    session: Session, occasion: str, occasion_id: int, after: date | None, until: date, least: int
) -> bool:
    """Tell whether at least so many respondents answered in a period."""
    query = select(Answer.respondent_id).where(
        Answer.occasion == occasion,
        Answer.occasion_id == occasion_id,
        Answer.answered_on <= until,
    )
    if after:
        query = query.where(Answer.answered_on > after)
    return len(session.scalars(query.distinct().limit(least)).all()) >= least


def list_days(
    session: Session, occasion: str, occasion_id: int, first: date, last: date
) -> list[date]:
    """List the days of a period that have answers."""
    query = select(Answer.answered_on).where(
        Answer.occasion == occasion,
        Answer.occasion_id == occasion_id,
        Answer.answered_on.between(first, last),
    )
    return list(session.scalars(query.distinct().order_by(Answer.answered_on)))


def read_portion(
    session: Session, occasion: tuple[str, int], day: date, after: int, limit: int
) -> Portion:
    """Read the next answers of a day, as one text: handing over rows costs the most."""
    who, asked = Answer.respondent_id, Answer.question_id
    rows = (
        select(((who * QUESTIONS + asked) * OPTIONS + Answer.option).label("code"), Answer.id)
        .where(
            Answer.occasion == occasion[0],
            Answer.occasion_id == occasion[1],
            Answer.answered_on == day,
            Answer.id > after,
        )
        .order_by(Answer.id)
        .limit(limit)
        .subquery()
    )
    codes = func.aggregate_strings(cast(rows.c.code, Text), ",")
    query = select(codes, func.max(rows.c.id), func.count())
    found, last, many = session.execute(query).one()
    return Portion(found or "", last or after, many)


def list_respondents(session: Session, numbers: Sequence[int]) -> list[tuple[int, UUID, UUID, str]]:
    """List number, learner, unit and layer of respondents, by their numbers."""
    query = select(
        Respondent.id,
        Respondent.learner_key,
        Respondent.unit_id,
        Respondent.layer,
    ).where(Respondent.id.in_(numbers))
    rows = session.connection().execute(query.order_by(Respondent.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def list_reports(session: Session) -> list[AlignmentReport]:
    """List all reports, the newest first."""
    query = select(AlignmentReport).order_by(
        AlignmentReport.until_on.desc(), AlignmentReport.made_at.desc()
    )
    return list(session.scalars(query))


def find_last(session: Session, occasion: str, occasion_id: int) -> AlignmentReport | None:
    """Find the newest report of an occasion."""
    query = (
        select(AlignmentReport)
        .where(AlignmentReport.occasion == occasion, AlignmentReport.occasion_id == occasion_id)
        .order_by(AlignmentReport.until_on.desc())
    )
    return session.scalars(query.limit(1)).one_or_none()


def find_report(session: Session, report_id: UUID) -> AlignmentReport | None:
    """Find a report."""
    return session.get(AlignmentReport, report_id)


def list_groups(session: Session, report_id: UUID) -> list[KeptGroup]:
    """List the groups of a report, units with their names of today."""
    query = (
        select(AlignmentGroup.key, AlignmentGroup.people, OrgUnit.name, AlignmentGroup.parent)
        .outerjoin(OrgUnit, OrgUnit.id == AlignmentGroup.unit_id)
        .where(AlignmentGroup.report_id == report_id)
    )
    # On the connection: plain columns have no use for what the session adds.
    rows = session.connection().execute(query)
    return [KeptGroup(row[0], row[1], row[2] or "", row[3]) for row in rows]


def list_figures(
    session: Session, report_ids: Collection[UUID], group_keys: Collection[str], topic: str = ""
) -> list[AlignmentFigure]:
    """List the figures of some groups, of all topics or of one."""
    query = select(AlignmentFigure).where(
        AlignmentFigure.report_id.in_(report_ids), AlignmentFigure.group_key.in_(group_keys)
    )
    return list(session.scalars(query.where(AlignmentFigure.topic == topic) if topic else query))


def list_asked(session: Session, report_id: UUID) -> list[tuple[AlignmentQuestion, Question]]:
    """List the questions of a report, with what was asked."""
    query = select(AlignmentQuestion, Question).join(
        Question,
        and_(
            Question.id == AlignmentQuestion.question_id, AlignmentQuestion.report_id == report_id
        ),
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(Question.id))]


def list_deviations(session: Session, report_id: UUID) -> list[AlignmentDeviation]:
    """List the units that stand out, the largest first."""
    query = select(AlignmentDeviation).where(AlignmentDeviation.report_id == report_id)
    return list(session.scalars(query.order_by(AlignmentDeviation.place)))


def map_questions(session: Session) -> dict[UUID, frozenset[int]]:
    """Map reports to the questions that each was made of."""
    found: dict[UUID, set[int]] = {}
    query = select(AlignmentQuestion.report_id, AlignmentQuestion.question_id)
    for report_id, number in session.execute(query):
        found.setdefault(report_id, set()).add(number)
    return {report_id: frozenset(numbers) for report_id, numbers in found.items()}
