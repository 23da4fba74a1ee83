"""Counts anew from the facts who stands where with a course, and tells what was different."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CompoundSelect, Integer, Select, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from training.store.enrolment import Enrolment
from training.store.organisation import UnitAncestor
from training.store.tally import (
    StandingChange,
    StandingCount,
    add_counts,
    forget_changes,
    lock_counts,
)

NOTHING = literal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that was not what the facts say."""

    unit_id: UUID
    course_id: UUID
    standing: str
    counted: int
    actual: int


def recount(session: Session, course_id: UUID) -> list[Difference]:
    """Put the counts of a course right, and tell which of them readers saw wrong.

    One statement reads everything: what somebody commits meanwhile is in none of it, and its
    change stays where it is, to be folded later. Only what differs leaves the database.
    """
    lock_counts(session)
    found = session.execute(_read(course_id)).all()
    forget_changes(session, [row.place for row in found if row.is_change])
    places = [row for row in found if not row.is_change]
    add_counts(
        session,
        {(row.place, course_id, row.standing): row.actual - row.folded for row in places},
    )
    return sorted(
        (
            Difference(row.place, course_id, row.standing, row.folded + row.waiting, row.actual)
            for row in places
            if row.folded + row.waiting != row.actual
        ),
        key=lambda difference: (difference.unit_id, difference.standing),
    )


def _read(course_id: UUID) -> CompoundSelect[int, UUID, str, int, int, int]:
    """Build the query for the changes that wait, and for the counts that they leave behind."""
    changes = select(
        literal(1).label("is_change"),
        StandingChange.id.label("place"),
        StandingChange.standing.label("standing"),
        NOTHING.label("folded"),
        NOTHING.label("waiting"),
        NOTHING.label("actual"),
    ).where(StandingChange.course_id == course_id)
    counts = union_all(_folded(course_id), _waiting(course_id), _facts(course_id)).subquery()
    folded, waiting, actual = (
        cast(func.sum(column), Integer)
        for column in (counts.c.folded, counts.c.waiting, counts.c.actual)
    )
    different = (
        select(literal(0), counts.c.place, counts.c.standing, folded, waiting, actual)
        .group_by(counts.c.place, counts.c.standing)
        .having(or_(folded != actual, folded + waiting != actual))
    )
    return union_all(changes, different)


def _folded(course_id: UUID) -> Select[UUID, str, int, int, int]:
    return select(
        StandingCount.unit_id.label("place"),
        StandingCount.standing.label("standing"),
        StandingCount.people.label("folded"),
        NOTHING.label("waiting"),
        NOTHING.label("actual"),
    ).where(StandingCount.course_id == course_id)


def _waiting(course_id: UUID) -> Select[UUID, str, int, int, int]:
    return (
        select(
            UnitAncestor.ancestor_id,
            StandingChange.standing,
            NOTHING,
            StandingChange.people,
            NOTHING,
        )
        .join(UnitAncestor, UnitAncestor.unit_id == StandingChange.unit_id)
        .where(StandingChange.course_id == course_id)
    )


def _facts(course_id: UUID) -> Select[UUID, str, int, int, int]:
    """Count each unit alone first: so few rows are left to give to all above."""
    own = (
        select(Enrolment.unit_id, Enrolment.standing, func.count().label("people"))
        .where(Enrolment.course_id == course_id, Enrolment.standing.is_not(None))
        .group_by(Enrolment.unit_id, Enrolment.standing)
        .subquery()
    )
    return select(
        UnitAncestor.ancestor_id, own.c.standing, NOTHING, NOTHING, own.c.people
    ).join_from(own, UnitAncestor, UnitAncestor.unit_id == own.c.unit_id)
