"""What the rules and the night read of many people and their duties at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, insert, select, true, tuple_, update
from sqlalchemy.orm import Session, aliased

from training.domain.assignment import Target
from training.domain.standing import Standing
from training.store.dispensation import Exemption, Extension, holds_on
from training.store.enrolment import Enrolment, UnitStatus
from training.store.organisation import CohortMember, OrgUnit, UnitAncestor, is_below
from training.store.people import Learner, Person, lock_learners

Keys = Select[UUID]
"""A query for learner keys."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody as the rules look at people."""

    learner_key: UUID
    person_id: UUID
    unit_id: UUID
    layer: str
    function: str
    hired_on: date | None
    is_active: bool


def list_subjects(session: Session, learner_keys: Collection[UUID]) -> list[Subject]:
    """List these people in order of their keys."""
    query = (
        select(
            Learner.key,
            Person.id,
            Person.unit_id,
            OrgUnit.layer,
            Person.function,
            Person.hired_on,
            Person.is_active,
        )
        .join(Person, Person.id == Learner.person_id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .where(Learner.key.in_(learner_keys))
    )
    return [Subject(*row) for row in session.execute(query.order_by(Learner.key))]


def list_units_below(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Map each unit to those of these units that it is in or below."""
    query = select(UnitAncestor.unit_id, UnitAncestor.ancestor_id)
    above: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for unit_id, ancestor_id in session.execute(
        query.where(UnitAncestor.ancestor_id.in_(unit_ids))
    ):
        above[unit_id].add(ancestor_id)
    return above


def list_memberships(session: Session, person_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Pair these people with the cohorts that they are in."""
    query = select(CohortMember.person_id, CohortMember.cohort_id)
    found = session.execute(query.where(CohortMember.person_id.in_(person_ids)))
    return {(person_id, cohort_id) for person_id, cohort_id in found}


def list_touched(
    session: Session, learner_keys: Collection[UUID], document_ids: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """Map learners to those of these units that they did something of, in whatever course."""
    query = (
        select(Enrolment.learner_key, UnitStatus.document_id)
        .join(Enrolment, Enrolment.id == UnitStatus.enrolment_id)
        .where(Enrolment.learner_key.in_(learner_keys), UnitStatus.document_id.in_(document_ids))
    )
    touched: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for learner_key, document_id in session.execute(query):
        touched[learner_key].add(document_id)
    return touched


def list_extended(session: Session, enrolment_ids: Collection[UUID]) -> set[UUID]:
    """Give those of these enrolments that HR gave more time for."""
    query = select(Extension.enrolment_id).where(Extension.enrolment_id.in_(enrolment_ids))
    return set(session.scalars(query))


def insert_enrolments(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Add enrolments in one statement."""
    if rows:
        session.execute(insert(Enrolment), rows)


def is_target(target: Target, target_id: UUID | None, text: str) -> ColumnElement[bool]:
    """Build the condition that a person is one of those whom a rule looks for."""
    in_layer = select(OrgUnit.id).where(OrgUnit.layer == text)
    in_cohort = select(CohortMember.person_id).where(CohortMember.cohort_id == target_id)
    if target is Target.UNIT and target_id:
        return is_below(Person.unit_id, target_id)
    conditions: dict[Target, ColumnElement[bool]] = {
        Target.EVERYONE: true(),
        Target.LAYER: Person.unit_id.in_(in_layer),
        Target.FUNCTION: Person.function == text,
        Target.COHORT: Person.id.in_(in_cohort),
        Target.PERSON: Person.id == target_id,
    }
    return conditions[target]


def keys_of_target(condition: ColumnElement[bool]) -> Keys:
    """Build the query for the keys of the active people who meet a condition."""
    query = select(Learner.key).join(Person, Person.id == Learner.person_id)
    return query.where(Person.is_active, condition)


def keys_of_rule(assignment_id: UUID) -> Keys:
    """Build the query for the keys of those who have a duty by a rule."""
    query = select(Enrolment.learner_key).where(
        Enrolment.assignment_id == assignment_id,
        Enrolment.is_required,
        Enrolment.ended_at.is_(None),
    )
    return query.distinct()


def count_with_duty(session: Session, keys: Keys, course_id: UUID) -> tuple[int, int]:
    """Count who of these people has the duty of a course already, and who ever completed it."""
    own = select(func.count(Enrolment.learner_key.distinct())).where(
        Enrolment.course_id == course_id, Enrolment.learner_key.in_(keys)
    )
    with_duty = own.where(Enrolment.is_required, Enrolment.ended_at.is_(None))
    completed = own.where(Enrolment.completed_at.is_not(None))
    return session.scalars(with_duty).one(), session.scalars(completed).one()


def count_held(session: Session, assignment_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the people who have their duty by each of these rules today."""
    query = (
        select(Enrolment.assignment_id, func.count())
        .where(Enrolment.assignment_id.in_(assignment_ids), Enrolment.standing.is_not(None))
        .group_by(Enrolment.assignment_id)
    )
    return {found: people for found, people in session.execute(query) if found}


def list_next(session: Session, keys: Keys, after: UUID | None, limit: int) -> list[UUID]:
    """List the next learner keys of a query, in order, from after one of them."""
    column = keys.selected_columns[0]
    query = keys.where(column > after) if after else keys
    return list(session.scalars(query.order_by(column).limit(limit)))


def count_rows(session: Session, query: Keys) -> int:
    """Count what a query gives."""
    return session.scalars(select(func.count()).select_from(query.subquery())).one()


def make_overdue(
    session: Session, standing: Standing, day: date, limit: int
) -> list[tuple[UUID, UUID]]:
    """Turn the next open duties whose day has come into overdue ones; give unit and course of each.

    Whoever clicks meanwhile waits for it, or it for them: nobody is counted twice.
    """
    is_late = and_(Enrolment.standing == standing, Enrolment.late_from <= day)
    found = session.execute(
        select(Enrolment.id, Enrolment.learner_key)
        .where(is_late)
        .order_by(Enrolment.late_from, Enrolment.id)  # as the index has them
        .limit(limit)
    ).all()
    if not found:
        return []
    lock_learners(session, {row.learner_key for row in found})
    query = (
        update(Enrolment)
        .where(Enrolment.id.in_([row.id for row in found]), is_late)
        .values(standing=Standing.OVERDUE)
        .returning(Enrolment.unit_id, Enrolment.course_id)
        .execution_options(synchronize_session=False)
    )
    return [(row.unit_id, row.course_id) for row in session.execute(query)]


def list_no_longer_exempt(
    session: Session, day: date, limit: int, learner_keys: Collection[UUID] | None = None
) -> list[Enrolment]:
    """List duties that stand as exempt without an exemption that holds, as they are now."""
    held = select(Exemption.id).where(
        Exemption.learner_key == Enrolment.learner_key,
        Exemption.course_id == Enrolment.course_id,
        holds_on(day),
    )
    # From the exemptions that ended, and not from everybody who is exempt: those are far more.
    ended = (
        select(Enrolment.id)
        .join(
            Exemption,
            and_(
                Exemption.learner_key == Enrolment.learner_key,
                Exemption.course_id == Enrolment.course_id,
            ),
        )
        .where(Exemption.until < day, Enrolment.standing == Standing.EXEMPT)
    )
    query = select(Enrolment).where(Enrolment.id.in_(ended), ~held.exists())
    if learner_keys is not None:
        query = query.where(Enrolment.learner_key.in_(learner_keys))
    query = query.execution_options(populate_existing=True)
    return list(session.scalars(query.order_by(Enrolment.id).limit(limit)))


def list_expiring(
    session: Session, until: date, after: tuple[date, UUID] | None, limit: int
) -> list[Enrolment]:
    """List what counts as completed and is valid through a day at most, in order of that day."""
    place = tuple_(Enrolment.expires_on, Enrolment.id)
    query = select(Enrolment).where(
        Enrolment.standing == Standing.COMPLETED, Enrolment.expires_on <= until
    )
    if after:
        query = query.where(place > after)
    return list(session.scalars(query.order_by(Enrolment.expires_on, Enrolment.id).limit(limit)))


def list_followed(session: Session, enrolments: Sequence[Enrolment]) -> set[tuple[UUID, UUID]]:
    """Give learner and course of those of these enrolments that a later cycle came after."""
    later = aliased(Enrolment)
    query = (
        select(Enrolment.learner_key, Enrolment.course_id)
        .join(
            later,
            and_(
                later.learner_key == Enrolment.learner_key,
                later.course_id == Enrolment.course_id,
                later.cycle > Enrolment.cycle,
            ),
        )
        .where(Enrolment.id.in_([row.id for row in enrolments]))
    )
    return {(learner_key, course_id) for learner_key, course_id in session.execute(query)}
