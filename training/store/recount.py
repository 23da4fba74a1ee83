"""Counts anew from the facts who stands where with a course, and tells what was different."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CompoundSelect, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from training.store.enrolment import Enrolment
from training.store.tally import (
    Place,
    StandingChange,
    StandingCount,
    add_counts,
    forget_changes,
    lock_counts,
    spread,
)

FACT, COUNT, CHANGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that was not what the facts say."""

    unit_id: UUID
    course_id: UUID
    standing: str
    counted: int
    actual: int


def recount(session: Session, course_id: UUID) -> list[Difference]:
    """Put the counts of a course right; course by course, so that memory stays small.

    One statement reads everything: what somebody commits meanwhile is in none of it, and its
    change stays where it is, to be folded later.
    """
    lock_counts(session)
    facts, folded = Counter[Place](), Counter[Place]()
    waiting, change_ids = Counter[Place](), []
    for kind, change_id, unit_id, standing, people in session.execute(_read(course_id)):
        place = unit_id, course_id, standing
        (facts, folded, waiting)[kind][place] += people
        if kind == CHANGE:
            change_ids.append(change_id)
    actual, rest = spread(session, facts), spread(session, waiting)
    places = sorted({*actual, *folded, *rest})
    forget_changes(session, change_ids)
    add_counts(session, {place: actual[place] - folded[place] for place in places})
    return [
        Difference(*place, folded[place] + rest[place], actual[place])
        for place in places
        if folded[place] + rest[place] != actual[place]
    ]


def _read(course_id: UUID) -> CompoundSelect[int, UUID, UUID, str, int]:
    changes = select(
        literal(CHANGE),
        StandingChange.id,
        StandingChange.unit_id,
        StandingChange.standing,
        StandingChange.people,
    ).where(StandingChange.course_id == course_id)
    counts = select(
        literal(COUNT),
        null(),
        StandingCount.unit_id,
        StandingCount.standing,
        StandingCount.people,
    ).where(StandingCount.course_id == course_id)
    facts = (
        select(literal(FACT), null(), Enrolment.unit_id, Enrolment.standing, func.count())
        .where(Enrolment.course_id == course_id, Enrolment.standing.is_not(None))
        .group_by(Enrolment.unit_id, Enrolment.standing)
    )
    return union_all(changes, counts, facts)
