"""How many people stand where: counts per unit with everything below it, kept by each transaction.

A transaction only adds `StandingChange` rows, so that two clicks never wait for one counter; a
worker folds them into `StandingCount` now and then. A reader adds both up in one statement.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.standing import Tally
from training.store.base import INSERT, Base, new_id
from training.store.organisation import UnitAncestor

Place = tuple[UUID, UUID, str]
"""A unit, a course and a standing."""

Point = tuple[date, UUID, UUID, str, int]
"""A day, a unit, a course, a standing, and how many people of the unit and below stood so."""
_POINT = ("day", "unit_id", "course_id", "standing", "people")

TALLY_LOCK = 2018_032
"""The number of PostgreSQL's advisory lock for whoever folds; on SQLite every writer waits."""

FEW_UNITS = 1000


class StandingCount(Base):
    """How many people of a unit, and of all below it, stand so with a course."""

    __tablename__ = "standing_count"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    standing: Mapped[str] = mapped_column(String(20), primary_key=True)
    people: Mapped[int]


class StandingChange(Base):
    """A change of a count of one unit alone, that was not folded yet."""

    __tablename__ = "standing_change"
    __table_args__ = (Index(None, "unit_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    standing: Mapped[str] = mapped_column(String(20))
    people: Mapped[int]


class StandingHistory(Base):
    """The counts as they stood at the end of a day: who left later is still in them."""

    __tablename__ = "standing_history"

    day: Mapped[date] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    standing: Mapped[str] = mapped_column(String(20), primary_key=True)
    people: Mapped[int]


def add_changes(session: Session, changes: Mapping[Place, int], *, at: datetime) -> None:
    """Note changes in this transaction; what adds up to nothing is left out."""
    rows = [
        {"id": new_id(at), "unit_id": unit, "course_id": course, "standing": standing, "people": n}
        for (unit, course, standing), n in changes.items()
        if n
    ]
    if rows:
        session.execute(insert(StandingChange), rows)


def lock_counts(session: Session) -> None:
    """Make whoever changes counts wait for each other until the end of the transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TALLY_LOCK)))


def list_counts(session: Session) -> dict[Place, int]:
    """Map each unit with all below it, course and standing to its count, without what waits."""
    query = select(
        StandingCount.unit_id, StandingCount.course_id, StandingCount.standing, StandingCount.people
    )
    return {(unit, course, standing): n for unit, course, standing, n in session.execute(query)}


def fold(session: Session, *, limit: int = 5000) -> int:
    """Fold the changes into the counts of their units and all above; give how many there were."""
    lock_counts(session)
    rows = session.execute(
        select(
            StandingChange.id,
            StandingChange.unit_id,
            StandingChange.course_id,
            StandingChange.standing,
            StandingChange.people,
        )
        .order_by(StandingChange.id)
        .limit(limit)
    ).all()
    changes: Counter[Place] = Counter()
    for row in rows:
        changes[row.unit_id, row.course_id, row.standing] += row.people
    _add_to_counts(session, _spread(session, changes))
    forget_changes(session, [row.id for row in rows])
    return len(rows)


def forget_changes(session: Session, ids: Sequence[UUID]) -> None:
    """Drop changes that are in the counts from now on."""
    if ids:
        # The driver's list of values: one statement prepared once, whatever their number.
        query = delete(StandingChange).where(StandingChange.id == bindparam("change_id"))
        session.connection().execute(query, [{"change_id": found} for found in ids])


def _spread(session: Session, changes: Mapping[Place, int]) -> Counter[Place]:
    """Give each change to the unit itself and to every unit above it."""
    units = {unit_id for unit_id, _, _ in changes}
    query = select(UnitAncestor.unit_id, UnitAncestor.ancestor_id)
    if len(units) <= FEW_UNITS:  # else all of them: a list in a statement has its limits
        query = query.where(UnitAncestor.unit_id.in_(units))
    above: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for unit_id, ancestor_id in session.execute(query):
        above[unit_id].append(ancestor_id)
    counted: Counter[Place] = Counter()
    for (unit_id, course_id, standing), people in changes.items():
        for ancestor_id in above[unit_id]:
            counted[ancestor_id, course_id, standing] += people
    return counted


def _add_to_counts(session: Session, changes: Mapping[Place, int]) -> None:
    rows = [
        {"unit_id": unit, "course_id": course, "standing": standing, "people": people}
        for (unit, course, standing), people in changes.items()
        if people
    ]
    if rows:
        # The same words on both databases, which SQLAlchemy has no common ground for.
        insert_here = INSERT[session.get_bind().dialect.name](StandingCount)
        place = [StandingCount.unit_id, StandingCount.course_id, StandingCount.standing]
        total = StandingCount.people + insert_here.excluded.people
        query = insert_here.on_conflict_do_update(index_elements=place, set_={"people": total})
        session.execute(query, rows)


def add_counts(session: Session, counts: Mapping[Place, int]) -> None:
    """Add to the counts of exactly these units: whoever calls it adds to all above them too."""
    lock_counts(session)
    _add_to_counts(session, counts)


def add_history(session: Session, points: Sequence[Point]) -> None:
    """Add people to what is known of earlier days; each place is in it once."""
    if points:
        insert_here = INSERT[session.get_bind().dialect.name](StandingHistory)
        total = StandingHistory.people + insert_here.excluded.people
        key = list(StandingHistory.__table__.primary_key)
        query = insert_here.on_conflict_do_update(index_elements=key, set_={"people": total})
        rows = [dict(zip(_POINT, point, strict=True)) for point in points]
        session.connection().execute(query, rows)


def spread_anew(session: Session, own: Mapping[Place, int]) -> None:
    """Give the counts of each unit alone to all above it anew, as after a change of the tree.

    Changes that wait stay: they name a unit alone, and are folded into the tree of that moment.
    """
    session.execute(delete(StandingCount))
    rows = [
        {"unit_id": unit, "course_id": course, "standing": standing, "people": people}
        for (unit, course, standing), people in _spread(session, own).items()
        if people
    ]
    if rows:
        session.execute(insert(StandingCount), rows)


def list_tallies(
    session: Session, unit_ids: Sequence[UUID], course_ids: Sequence[UUID]
) -> dict[tuple[UUID, UUID], Tally]:
    """Map each of these units, with all below it, and each course to where its people stand.

    One statement: what is folded meanwhile is in it once.
    """
    folded = select(
        StandingCount.unit_id,
        StandingCount.course_id,
        StandingCount.standing,
        StandingCount.people,
    ).where(StandingCount.unit_id.in_(unit_ids), StandingCount.course_id.in_(course_ids))
    waiting = (
        select(
            UnitAncestor.ancestor_id,
            StandingChange.course_id,
            StandingChange.standing,
            func.sum(StandingChange.people),
        )
        .join(UnitAncestor, UnitAncestor.unit_id == StandingChange.unit_id)
        .where(UnitAncestor.ancestor_id.in_(unit_ids), StandingChange.course_id.in_(course_ids))
        .group_by(UnitAncestor.ancestor_id, StandingChange.course_id, StandingChange.standing)
    )
    counts: defaultdict[tuple[UUID, UUID], Counter[str]] = defaultdict(Counter)
    for unit_id, course_id, standing, people in session.execute(union_all(folded, waiting)):
        counts[unit_id, course_id][standing] += int(people)
    return {place: Tally.of(counted) for place, counted in counts.items()}
