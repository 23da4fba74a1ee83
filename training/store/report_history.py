"""The counts of earlier days: kept, thinned out, and read back for a trend."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from training.domain.standing import Tally
from training.store.tally import StandingCount, StandingHistory


def keep_counts(session: Session, day: date) -> None:
    """Copy the folded counts as those of a day, in place of what that day had."""
    session.execute(delete(StandingHistory).where(StandingHistory.day == day))
    counts = select(
        literal(day, StandingHistory.day.type),
        StandingCount.unit_id,
        StandingCount.course_id,
        StandingCount.standing,
        StandingCount.people,
    ).where(StandingCount.people != 0)
    session.execute(
        insert(StandingHistory).from_select(
            ["day", "unit_id", "course_id", "standing", "people"], counts
        )
    )


def list_days(session: Session, before: date) -> list[date]:
    """List the days that were kept before one: a search in the index for each, however many rows.

    Both databases would read all rows for their distinct days.
    """
    first = select(func.min(StandingHistory.day).label("day")).cte("days", recursive=True)
    later = select(func.min(StandingHistory.day)).where(StandingHistory.day > first.c.day)
    days = first.union_all(select(later.scalar_subquery()).where(first.c.day < before))
    query = select(days.c.day).where(days.c.day < before).order_by(days.c.day)
    return list(session.scalars(query))


def forget_days(session: Session, days: Sequence[date]) -> None:
    """Drop the counts of days."""
    session.execute(delete(StandingHistory).where(StandingHistory.day.in_(days)))


def list_history(
    session: Session, days: Sequence[date], unit_ids: Sequence[UUID], course_ids: Sequence[UUID]
) -> dict[tuple[date, UUID], dict[UUID, Tally]]:
    """Map each day and unit that was kept to its courses and how people stood with them."""
    query = select(
        StandingHistory.day,
        StandingHistory.unit_id,
        StandingHistory.course_id,
        StandingHistory.standing,
        StandingHistory.people,
    ).where(
        StandingHistory.day.in_(days),
        StandingHistory.unit_id.in_(unit_ids),
        StandingHistory.course_id.in_(course_ids),
    )
    counts: defaultdict[tuple[date, UUID], defaultdict[UUID, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for day, unit_id, course_id, standing, people in session.execute(query):
        counts[day, unit_id][course_id][standing] += people
    return {
        place: {course_id: Tally.of(counted) for course_id, counted in courses.items()}
        for place, courses in counts.items()
    }
