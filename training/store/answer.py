"""First answers as the organisation counts them: how inviting, in which unit, without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    and_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import INSERT, Base
from training.store.library import Revision
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A short key: millions of answers are read at once, and a UUID costs more than all the rest."""


class Respondent(Base):
    """Somebody in one unit and layer during one year, as the answers of that time count.

    Who moves is another respondent from then on, so old figures stay as they were. When somebody
    is unlinked these rows and the answers go; the reports that counted them stay.
    """

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("learner_key", "unit_id", "layer", "year"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    learner_key: Mapped[UUID] = mapped_column(ForeignKey("learner.key"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"))
    layer: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]


class Question(Base):
    """A scene or an item in one meaning of its text; a text that says something else is new.

    `name` is that of the original. `options` is how many answers it has, `levels` the level of
    each, in the author's order, as digits. `form` is A or B for an item of the common core.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("document_id", "name", "meaning"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    name: Mapped[str] = mapped_column(String(200))
    meaning: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    competency: Mapped[str] = mapped_column(String(20))
    levels: Mapped[str] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(1))


class Answer(Base):
    """What a respondent answered to a question the first time, on an occasion.

    `occasion` says in what: a course, a measurement, a refresher, or the vote after a team talk;
    `occasion_id` which one of the last three. A second answer on the same occasion does not count.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("respondent_id", "question_id", "occasion", "occasion_id"),
        Index(None, "occasion", "occasion_id", "answered_on"),
        Index(None, "question_id", "answered_on"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    occasion: Mapped[str] = mapped_column(String(12))
    occasion_id: Mapped[int] = mapped_column(BigInteger)
    option: Mapped[int]
    level: Mapped[int]
    answered_on: Mapped[date]


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer as figures are made of it; `unit_id` and `layer` are those of the day."""

    respondent_id: int
    question_id: int
    unit_id: UUID
    layer: str
    option: int
    level: int


def keep_respondent(session: Session, learner_key: UUID, year: int) -> int:
    """Give the number of somebody in the unit and layer of today, made when there is none yet."""
    is_theirs = and_(
        Respondent.learner_key == Learner.key,
        Respondent.unit_id == Person.unit_id,
        Respondent.layer == OrgUnit.layer,
        Respondent.year == year,
    )
    query = (
        select(Respondent.id, Person.unit_id, OrgUnit.layer)
        .join(Learner, Learner.person_id == Person.id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .outerjoin(Respondent, is_theirs)
        .where(Learner.key == learner_key)
    )
    number, unit_id, layer = session.execute(query).one()
    if number is not None:
        return number
    row = {"learner_key": learner_key, "unit_id": unit_id, "layer": layer, "year": year}
    return _keep(session, Respondent, row) or keep_respondent(session, learner_key, year)


def keep_question(
    session: Session,
    *,
    document_id: UUID,
    revision_id: UUID,
    name: str,
    competency: str,
    levels: str,
    form: str,
) -> int:
    """Give the number of a scene or item in the meaning of a revision, made when it is new."""
    meaning = select(Revision.meaning).where(Revision.id == revision_id).scalar_subquery()
    query = select(Question.id).where(
        Question.document_id == document_id, Question.name == name, Question.meaning == meaning
    )
    number = session.scalar(query)
    if number is not None:
        return number
    row = {
        "document_id": document_id,
        "revision_id": revision_id,
        "name": name,
        "meaning": meaning,
        "competency": competency,
        "levels": levels,
        "form": form,
    }
    return _keep(session, Question, row) or session.scalars(query).one()


def add_answer(session: Session, **row: object) -> bool:
    """Add an answer; tell whether it was new, since two clicks may arrive at once."""
    return _keep(session, Answer, row) is not None


def has_answered(
    session: Session, learner_key: UUID, question_id: int, occasion: str, occasion_id: int
) -> bool:
    """Tell whether a learner answered a question on an occasion, in any unit and year."""
    query = (
        select(Answer.id)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(
            Respondent.learner_key == learner_key,
            Answer.question_id == question_id,
            Answer.occasion == occasion,
            Answer.occasion_id == occasion_id,
        )
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def list_questions(session: Session, question_ids: Sequence[int]) -> list[Question]:
    """List questions by their numbers."""
    query = select(Question).where(Question.id.in_(question_ids))
    return list(session.scalars(query.order_by(Question.id)))


def _keep(
    session: Session, table: type[Respondent | Question | Answer], row: Mapping[str, object]
) -> int | None:
    """Add a row and give its number; none when somebody else came first."""
    insert_here = INSERT[session.get_bind().dialect.name](table).values(**row)
    return session.scalar(insert_here.on_conflict_do_nothing().returning(table.id))
