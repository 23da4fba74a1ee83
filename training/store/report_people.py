"""Finds the people of a report page by page, in the way that is quick for what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, func, literal, select, tuple_, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.domain.standing import Standing
from training.store.enrolment import Enrolment
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person, address_of
from training.store.report_area import Area, Rows, each, lies_in, unindexed, units_in

LAST_CHARACTER = "\U0010ffff"
Key = tuple[str, UUID]
"""Where a page ends: the name as it is sorted, and the id of who has it."""

PORTION = 200
MOST_AT_ONCE = 10_000


class Way(StrEnum):
    """How people are found; all ways find the same.

    - walk: read everyone in order of name and keep who fits: quick when many do.
    - place: put those of the area in order, from an index, and look who fits: quick in an area
      that is neither the whole organisation nor large.
    - gather: find all duties that fit and put their people in order: quick when there are few.
    """

    WALK = "walk"
    PLACE = "place"
    GATHER = "gather"


@dataclass(frozen=True, slots=True)
class Search:
    """Whom to find: in an area, with a course or a standing, by the start of a name or by id."""

    area: Area
    course_id: UUID | None = None
    standing: str | None = None
    prefix: str = ""
    person_id: UUID | None = None

    @property
    def has_duty(self) -> bool:
        """Tell whether only those are asked for who must do something."""
        return self.course_id is not None or self.standing is not None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person on a page, with the key of their enrolments."""

    id: UUID
    sort_name: str
    name: str
    staff_number: str | None
    unit_id: UUID
    unit_name: str
    learner_key: UUID


@dataclass(frozen=True, slots=True)
class CellRow:
    """How one person stands with one course."""

    learner_key: UUID
    course_id: UUID
    standing: str
    due_on: date | None
    late_from: date | None
    completed_at: datetime | None


def list_people(
    session: Session, search: Search, *, after: Key | None, limit: int, way: Way
) -> list[PersonRow]:
    """List a page of people by name, from after one of them."""
    if way is Way.PLACE:
        ids = _sift(session, search, after, limit)
        page = select(*_COLUMNS).where(Person.id.in_(ids)).subquery()
    else:
        found = _walk(search, after) if way is Way.WALK else _gather(search, after)
        page = found.limit(limit).subquery()
    query = (
        select(
            page.c.id,
            page.c.sort_name,
            page.c.name,
            page.c.staff_number,
            page.c.unit_id,
            OrgUnit.name,
            Learner.key,
        )
        .join(Learner, Learner.person_id == page.c.id)
        .join(OrgUnit, OrgUnit.id == page.c.unit_id)
        .order_by(page.c.sort_name, page.c.id)
    )
    return [PersonRow(*row) for row in session.execute(query)]


def count_people(session: Session, search: Search, *, limit: int, is_walk: bool) -> int:
    """Count whom a search finds; stops counting just above the limit."""
    if is_walk or search.person_id:
        found = _matching(search)
    else:
        found = _gathered(search) if search.has_duty else _placed(search)
    query = select(func.count()).select_from(found.limit(limit + 1).subquery())
    return session.scalars(query).one()


def count_placed(session: Session, search: Search, *, limit: int) -> int:
    """Count how many people the area has, with that start of their name, from an index alone."""
    query = select(func.count()).select_from(_placed(search).limit(limit + 1).subquery())
    return session.scalars(query).one()


def find_key(session: Session, area: Area, person_id: UUID) -> Key | None:
    """Find the place in the order of a person in an area."""
    query = select(Person.sort_name, Person.id).where(Person.id == person_id)
    if not area.is_everything:
        query = query.where(Person.unit_id.in_(units_in(area)))
    row = session.execute(query).one_or_none()
    return (row.sort_name, row.id) if row else None


def find_by_number_or_address(session: Session, text: str) -> UUID | None:
    """Find the person with exactly this staff number or address."""
    query = select(Person.id).where(Person.email == address_of(text))
    found = session.scalars(query).one_or_none()
    return (
        found or session.scalars(select(Person.id).where(Person.staff_number == text)).one_or_none()
    )


def list_cells(
    session: Session, learner_keys: Sequence[UUID], course_ids: Sequence[UUID]
) -> list[CellRow]:
    """List how these people stand with these courses."""
    # An export reads millions of these. Of some thousand people and courses the identifiers are
    # known already: to make them anew for each cell, as the mapped columns do, is half the work.
    ids = (*learner_keys, *course_ids)
    known: dict[object, UUID] = {id_.hex: id_ for id_ in ids}
    known |= {id_: id_ for id_ in ids}  # as PostgreSQL gives them
    query = select(
        type_coerce(Enrolment.learner_key, String),
        type_coerce(Enrolment.course_id, String),
        Enrolment.standing,
        Enrolment.due_on,
        Enrolment.late_from,
        Enrolment.completed_at,
    ).where(
        Enrolment.learner_key.in_(learner_keys),
        unindexed(Enrolment.course_id).in_(course_ids),
        Enrolment.standing.is_not(None),
    )
    rows = session.connection().execute(query).all()
    return [
        CellRow(known[key], known[course], standing or "", due_on, late_from, completed_at)
        for key, course, standing, due_on, late_from, completed_at in rows
    ]


_COLUMNS = (Person.id, Person.sort_name, Person.name, Person.staff_number, Person.unit_id)


def _placed(search: Search) -> Rows:
    """Find everyone of an area by the start of the name, whatever they have to do."""
    query = select(Person.id).where(Person.is_active, _starts(search.prefix))
    if search.person_id:
        query = query.where(Person.id == search.person_id)
    if search.area.is_everything:
        return query
    return query.where(Person.unit_id.in_(units_in(search.area)))


def _sift(session: Session, search: Search, after: Key | None, limit: int) -> list[UUID]:
    """Look at the people of an area in order of name, one portion after another, for who fits."""
    ids: list[UUID] = []
    portion = max(PORTION, limit) if search.has_duty else limit
    while True:
        rows = session.execute(_portion(search, after, portion)).all()
        ids += [row.id for row in rows if row.fits]
        if len(ids) >= limit or len(rows) < portion:
            return ids[:limit]
        after = rows[-1].sort_name, rows[-1].id
        portion = min(2 * portion, MOST_AT_ONCE)


def _portion(search: Search, after: Key | None, size: int) -> Rows:
    query = _placed(search).add_columns(Person.sort_name)
    if after:
        query = query.where(tuple_(Person.sort_name, Person.id) > after)
    # Not the index that has everyone in this order: that would be walking.
    page = query.order_by(unindexed(Person.sort_name), Person.id).limit(size).subquery()
    fits = _must(search, page.c.id) if search.has_duty else literal(True)
    return select(page, fits.label("fits")).order_by(page.c.sort_name, page.c.id)


def _walk(search: Search, after: Key | None) -> Rows:
    query = _matching(search).with_only_columns(*_COLUMNS)
    if after:
        query = query.where(tuple_(Person.sort_name, Person.id) > after)
    return query.order_by(Person.sort_name, Person.id)


def _matching(search: Search) -> Rows:
    query = select(Person.id).where(Person.is_active, _starts(search.prefix))
    if search.person_id:
        query = query.where(Person.id == search.person_id)
    if not search.area.is_everything:
        query = query.where(lies_in(Person.unit_id, search.area))
    return query.where(_must(search, Person.id)) if search.has_duty else query


def _must(
    search: Search, person_id: ColumnElement[UUID] | InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    found = (
        select(1)
        .select_from(Learner)
        .join(Enrolment, Enrolment.learner_key == Learner.key)
        .where(Learner.person_id == person_id, Enrolment.standing.is_not(None))
    )
    if search.course_id:
        found = found.where(Enrolment.course_id == search.course_id)
    if search.standing:
        found = found.where(unindexed(Enrolment.standing) == search.standing)
    return each(found)


def _gather(search: Search, after: Key | None) -> Rows:
    found = _gathered(search).cte("found").prefix_with("MATERIALIZED")
    query = select(found)
    if after:
        query = query.where(tuple_(found.c.sort_name, found.c.id) > after)
    return query.order_by(found.c.sort_name, found.c.id)


def _gathered(search: Search) -> Rows:
    if search.person_id or not search.has_duty:
        return _matching(search).with_only_columns(*_COLUMNS)
    # Who left has no standing, so there is no need to look at whether somebody is active.
    standings = [search.standing] if search.standing else list(Standing)
    query = (
        select(*_COLUMNS)
        .join(Learner, Learner.person_id == Person.id)
        .join(Enrolment, Enrolment.learner_key == Learner.key)
        .where(Enrolment.standing.in_(standings), _starts(search.prefix, is_indexed=False))
    )
    if search.course_id:
        query = query.where(Enrolment.course_id == search.course_id)
    if not search.area.is_everything:
        query = query.where(Enrolment.unit_id.in_(units_in(search.area)))
    return query if search.course_id else query.distinct()


def _starts(prefix: str, *, is_indexed: bool = True) -> ColumnElement[bool]:
    if not prefix:
        return and_(True)
    name = Person.sort_name if is_indexed else unindexed(Person.sort_name)
    return and_(name >= prefix, name < prefix + LAST_CHARACTER)
