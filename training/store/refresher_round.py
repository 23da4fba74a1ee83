"""The round of refreshers: for whom something has come, what they met, what is made for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from training.store.attempts import Attempt
from training.store.enrolment import Enrolment
from training.store.people import Learner, Person
from training.store.plan import Plan
from training.store.review import (
    RefresherQuestion,
    RefresherSitting,
    RefresherWish,
    ReviewState,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for whom something has come: the person, and whether mail is wanted."""

    learner_key: UUID
    person: Person
    is_mailed: bool


def list_due_keys(session: Session, today: date, after: UUID | None, limit: int) -> list[UUID]:
    """List the learners for whom a sub-point or a plan has come, in order, from after one."""
    has_come = (ReviewState.due_on <= today, Plan.next_on <= today)
    keys: set[UUID] = set()
    for key, condition in zip((ReviewState.learner_key, Plan.learner_key), has_come, strict=True):
        query = select(key).where(condition).distinct().order_by(key).limit(limit)
        if after:
            query = query.where(key > after)
        if len(keys) == limit:  # further on there is nothing to look for
            query = query.where(key <= max(keys))
        keys.update(session.scalars(query))
    return sorted(keys)[:limit]


def list_candidates(session: Session, keys: Collection[UUID], today: date) -> list[Candidate]:
    """Give those of these learners who are here and want it, in order; nobody who is away."""
    query = (
        select(Learner.key, Person, func.coalesce(RefresherWish.is_mailed, True))
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(RefresherWish, RefresherWish.learner_key == Learner.key)
        .where(
            Learner.key.in_(keys),
            or_(Person.away_from.is_(None), Person.away_from > today, Person.away_until < today),
            or_(RefresherWish.paused_until.is_(None), RefresherWish.paused_until < today),
        )
        .order_by(Learner.key)
    )
    # Who left is passed over here: SQLite would begin at everybody who is active.
    return [Candidate(*row) for row in session.execute(query) if row[1].is_active]


def list_met(session: Session, keys: Collection[UUID]) -> dict[UUID, set[str]]:
    """Map learners to the digests of what refreshers asked them."""
    query = (
        select(RefresherSitting.learner_key, RefresherQuestion.digest)
        .join(RefresherQuestion, RefresherQuestion.sitting_id == RefresherSitting.id)
        .where(RefresherSitting.learner_key.in_(keys))
    )
    found: dict[UUID, set[str]] = {}
    for key, digest in session.execute(query):
        found.setdefault(key, set()).add(digest)
    return found


def list_units_met(session: Session, keys: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """List the units that learners began, and the courses that they are or were in."""
    tried = select(Attempt.learner_key, Attempt.document_id).where(Attempt.learner_key.in_(keys))
    courses = select(Enrolment.learner_key, Enrolment.course_id)
    courses = courses.where(Enrolment.learner_key.in_(keys))
    return [
        (key, document_id)
        for query in (tried.distinct(), courses.distinct())
        for key, document_id in session.execute(query)
    ]


def add_sittings(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Add sittings."""
    if rows:
        session.execute(insert(RefresherSitting), rows)


def add_questions(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Add questions to sittings."""
    if rows:
        session.execute(insert(RefresherQuestion), rows)


def skip_states(
    session: Session, places: Sequence[tuple[UUID, str]], *, on: date, again_on: date
) -> None:
    """Note that there was no new question for learners about sub-points, and look again later."""
    if places:
        session.execute(
            update(ReviewState),
            [
                {
                    "learner_key": key,
                    "competency": competency,
                    "skipped_on": on,
                    "due_on": again_on,
                }
                for key, competency in places
            ],
        )
