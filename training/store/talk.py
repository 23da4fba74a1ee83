"""Talks of a team about a situation in which it splits, and the counts that they start from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    and_,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.answer import NUMBER, Answer, Question, Respondent
from training.store.base import Base
from training.store.library import Document, Revision
from training.store.organisation import OrgUnit, UnitAncestor, is_below
from training.store.people import Learner, Person

COURSE, TALK = "course", "talk"
IS_OPEN = "closed_on IS NULL"


class Talk(Base):
    """A card for a unit with all below it, and the vote that goes with it.

    `split` is what was shown when it was made, `after` what the vote says; both were suppressed
    before they came here, and are none where there are too few people.
    """

    __tablename__ = "talk"
    __table_args__ = (
        Index(
            "uq_talk_open",
            "unit_id",
            "question_id",
            unique=True,
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    first_question: Mapped[str] = mapped_column(String(200))
    second_question: Mapped[str] = mapped_column(String(200))
    split: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often people of a unit and layer chose an option of a question."""

    question_id: int
    unit_id: UUID
    layer: str
    option: int
    people: int


@dataclass(frozen=True, slots=True)
class Discussable:
    """A question with the kind of its document, and the text to read it in."""

    question: Question
    kind: str
    revision_id: UUID


def discussable(*more: type[Base]) -> Select[*tuple[Any, ...]]:
    """Build the query for questions in force in their present meaning, none of the common core."""
    current = and_(
        Revision.document_id == Document.id,
        Revision.language == Document.language,
        Revision.is_current,
    )
    return (
        select(Question, Document.kind, Revision.id, *more)
        .join(Document, Document.id == Question.document_id)
        .join(Revision, current)
        .where(
            Question.form == "",
            Document.retired_at.is_(None),
            Revision.meaning == Question.meaning,
        )
    )


def count_course(
    session: Session, from_on: date, until_on: date, question_id: int | None = None
) -> list[OptionCount]:
    """Count the first answers in courses of a period by question, unit, layer and option."""
    during = and_(
        Answer.occasion == COURSE,
        Answer.occasion_id == 0,
        Answer.answered_on.between(from_on, until_on),
    )
    if question_id is not None:
        during = and_(during, Answer.question_id == question_id)
    return _count(session, during)


def count_vote(session: Session, talk_id: int) -> list[OptionCount]:
    """Count what was chosen after a talk."""
    return _count(session, and_(Answer.occasion == TALK, Answer.occasion_id == talk_id))


def list_voters(session: Session, talk_ids: Collection[int]) -> dict[int, frozenset[UUID]]:
    """Map talks to who chose after them; only to tell how many two votes have in common."""
    query = (
        select(Answer.occasion_id, Respondent.learner_key)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(Answer.occasion == TALK, Answer.occasion_id.in_(talk_ids))
    )
    found: dict[int, set[UUID]] = {number: set() for number in talk_ids}
    for number, learner_key in session.execute(query):
        found[number].add(learner_key)
    return {number: frozenset(keys) for number, keys in found.items()}


def list_scope(session: Session, root_ids: Collection[UUID]) -> list[OrgUnit]:
    """List the units below some units where somebody works, or below it."""
    # One within the other: else SQLite begins at everybody who is active, for each unit anew.
    works_there = (
        select(Person.id).where(Person.unit_id == UnitAncestor.unit_id, Person.is_active).exists()
    )
    has_people = (
        select(UnitAncestor.unit_id)
        .where(UnitAncestor.ancestor_id == OrgUnit.id, works_there)
        .exists()
    )
    query = select(OrgUnit).where(is_below(OrgUnit.id, *root_ids), has_people)
    return list(session.scalars(query.order_by(OrgUnit.name, OrgUnit.id)))


def count_up_to(session: Session, unit_id: UUID, limit: int) -> int:
    """Count the active people of a unit and below, and no further than a limit."""
    query = select(Person.id).where(is_below(Person.unit_id, unit_id), Person.is_active)
    return len(session.scalars(query.limit(limit)).all())


def find_talk(session: Session, number: int) -> Talk | None:
    """Find a talk."""
    return session.get(Talk, number)


def lock_talk(session: Session, talk: Talk) -> None:
    """Make whoever closes the same talk wait, and see what the first one did."""
    session.refresh(talk, with_for_update=True)


def list_talks(session: Session, unit_id: UUID) -> list[Talk]:
    """List the talks of a unit, the newest first."""
    query = select(Talk).where(Talk.unit_id == unit_id)
    return list(session.scalars(query.order_by(Talk.opened_on.desc(), Talk.id.desc())))


def list_shown(session: Session, question_id: int, *, besides: int) -> list[Talk]:
    """List the talks about a question of which the vote is shown, but one."""
    query = select(Talk).where(
        Talk.question_id == question_id, Talk.id != besides, Talk.after.is_not(None)
    )
    return list(session.scalars(query))


def list_asked(session: Session, talk_ids: Collection[int]) -> dict[int, Discussable]:
    """Map talks to what they ask, in the text that they were opened with."""
    query = (
        select(Talk.id, Question, Document.kind, Talk.revision_id)
        .join(Question, Question.id == Talk.question_id)
        .join(Document, Document.id == Question.document_id)
        .where(Talk.id.in_(talk_ids))
    )
    rows = session.execute(query)
    return {number: Discussable(question, kind, text) for number, question, kind, text in rows}


def list_open_for(session: Session, learner_key: UUID) -> list[Talk]:
    """List the open talks of somebody's unit and all above it without a vote of that person."""
    has_voted = (
        select(Answer.id)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(
            Respondent.learner_key == learner_key,
            Answer.occasion == TALK,
            Answer.occasion_id == Talk.id,
        )
        .exists()
    )
    above = (
        select(UnitAncestor.ancestor_id)
        .join(Person, Person.unit_id == UnitAncestor.unit_id)
        .join(Learner, Learner.person_id == Person.id)
        .where(Learner.key == learner_key)
    )
    query = select(Talk).where(Talk.closed_on.is_(None), Talk.unit_id.in_(above), ~has_voted)
    return list(session.scalars(query.order_by(Talk.id)))


def _count(session: Session, during: ColumnElement[bool]) -> list[OptionCount]:
    query = (
        select(
            Answer.question_id,
            Respondent.unit_id,
            Respondent.layer,
            Answer.option,
            func.count(),
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(during)
        .group_by(Answer.question_id, Respondent.unit_id, Respondent.layer, Answer.option)
    )
    return [OptionCount(*row) for row in session.execute(query)]
