"""Person by course: who has done what, who is busy, who is late, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.organisation import ROOT_ID
from training.domain.standing import Standing, Tally
from training.services.errors import NotFound
from training.services.library import Library
from training.services.reporting.figures import Figure, add_up, figures_of, terms_of
from training.services.reporting.view import (
    CourseName,
    Filters,
    MenuUnit,
    View,
    menu,
    search_of,
)
from training.store import report_people as store
from training.store.report_area import Area
from training.store.report_people import CellRow, Key, PersonRow, Search, Way

PAGE = 50
COUNT_LIMIT = 10_000
"""Up to here people are counted one by one; above it, it is "more than"."""

FEW = 5_000
"""So many rows are found and sorted in less time than a page takes to be walked to among many."""

FEW_HERE = 2_000
"""The same among the people of an area who can be put in order."""

PLACED = 10_000
"""So many people of an area are put in order in less time than it takes to walk to a page of it."""

FEW_NAMES = 2_000
EVERYWHERE = Area((ROOT_ID,))


@dataclass(frozen=True, slots=True)
class Cell:
    """How a person stands with a course; `on` is the day of completion, else the due date."""

    standing: Standing
    on: date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with a cell per column; an empty one is nothing that must be done."""

    id: UUID
    name: str
    staff_number: str
    unit_name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many a filter finds: `number` people, or more than that, or so many duties."""

    number: int
    is_more: bool = False
    is_duties: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the matrix; `totals` are of the whole area, so without text and standing."""

    view: View
    filters: Filters
    menu: tuple[MenuUnit, ...]
    all_courses: tuple[CourseName, ...]
    courses: tuple[CourseName, ...]
    lines: tuple[PersonLine, ...]
    totals: tuple[Figure, ...]
    count: Count
    next: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How to find people: what to look for, which columns there are, and the quick way."""

    search: Search
    courses: tuple[CourseName, ...]
    totals: tuple[Figure, ...]
    expected: int
    way: Way


def people_page(library: Library, view: View, filters: Filters, *, after: str = "") -> PeoplePage:
    """Show the page that comes after a person; raises `NotFound` for a place that is none."""
    plan = plan_people(library, view, filters)
    key = find_key(library, search_of(library, view, filters).area, after)
    rows = store.list_people(library.session, plan.search, after=key, limit=PAGE + 1, way=plan.way)
    lines = lines_of(library, plan, rows[:PAGE])
    return PeoplePage(
        view,
        filters,
        menu(library, view),
        view.courses,
        plan.courses,
        tuple(lines),
        plan.totals,
        Count(len(rows)) if key is None and len(rows) <= PAGE else _count(library, plan),
        rows[PAGE - 1].id.hex if len(rows) > PAGE else "",
    )


def plan_people(library: Library, view: View, filters: Filters) -> Plan:
    """Choose the way by the counts: gather and sort few, walk to a page among many."""
    session, search = library.session, search_of(library, view, filters)
    terms = terms_of(session, view.roots, view.layer)
    counted = figures_of(session, terms, [course.id for course in view.columns])
    totals = {
        course.id: add_up(counted.get((unit, course.id), Tally()) for unit in view.roots)
        for course in view.columns
    }
    courses = tuple(
        course for course in view.columns if view.course or not Figure(totals[course.id]).is_empty
    )
    expected = sum(people_in(totals[course.id], filters.standing) for course in courses)
    return Plan(
        search,
        courses,
        tuple(Figure(totals[course.id]) for course in courses),
        expected,
        choose_way(library, search, expected),
    )


def lines_of(library: Library, plan: Plan, rows: Sequence[PersonRow]) -> list[PersonLine]:
    """Put the cells beside the people."""
    keys = [row.learner_key for row in rows]
    found = store.list_cells(library.session, keys, [course.id for course in plan.courses])
    cells = {(cell.learner_key, cell.course_id): _cell(library, cell) for cell in found}
    return [
        PersonLine(
            row.id,
            row.name,
            row.staff_number or "",
            row.unit_name,
            tuple(cells.get((row.learner_key, course.id)) for course in plan.courses),
        )
        for row in rows
    ]


def people_in(tally: Tally, standing: Standing | None) -> int:
    """Count a standing in a tally, or everyone whom it concerns."""
    if standing is None:
        return tally.required + tally.exempt
    return int(getattr(tally, standing.name.lower()))


def find_key(library: Library, area: Area, after: str) -> Key | None:
    """Find where a page begins; an address holds the id alone, for a name is nothing for there."""
    if not after:
        return None
    try:
        key = store.find_key(library.session, area, UUID(after))
    except ValueError as error:
        raise NotFound("page") from error
    if key is None:
        raise NotFound("page")
    return key


def choose_way(library: Library, search: Search, expected: int) -> Way:
    """Choose the quick way when so many are expected to be found."""
    if search.person_id or is_narrow(library, search):
        return Way.WALK
    is_few = search.has_duty and expected <= FEW
    if search.area.is_everything:
        return Way.GATHER if is_few else Way.WALK
    if store.count_placed(library.session, search, limit=PLACED) > PLACED:
        return Way.GATHER if is_few else Way.WALK
    return Way.GATHER if search.has_duty and expected <= FEW_HERE else Way.PLACE


def is_narrow(library: Library, search: Search) -> bool:
    """Tell whether few names begin so, wherever in the organisation."""
    if not search.prefix:
        return False
    anywhere = Search(EVERYWHERE, prefix=search.prefix)
    return store.count_placed(library.session, anywhere, limit=FEW_NAMES) <= FEW_NAMES


STANDINGS = {standing.value: standing for standing in Standing}
"""Quicker than asking the enumeration, for each of the millions of cells of an export."""


def _cell(library: Library, cell: CellRow) -> Cell:
    standing = STANDINGS[cell.standing]
    if standing is Standing.COMPLETED:
        return Cell(standing, library.day_of(cell.completed_at) if cell.completed_at else None)
    return Cell(standing, None if standing is Standing.EXEMPT else cell.due_on)


def _count(library: Library, plan: Plan) -> Count:
    """Count where that is quick: from the counts, or one by one from an index up to a limit.

    Of a standing in any course the counts know the duties and not the people.
    """
    search, has_text = plan.search, bool(plan.search.prefix or plan.search.person_id)
    if search.has_duty and not has_text:
        return Count(plan.expected, is_duties=search.course_id is None)
    is_few = bool(search.person_id) or is_narrow(library, search)
    if search.has_duty and plan.way is not Way.GATHER and not is_few:
        return Count(PAGE, is_more=True)
    is_walk = plan.way is Way.WALK and (search.area.is_everything or is_few)
    number = store.count_people(library.session, search, limit=COUNT_LIMIT, is_walk=is_walk)
    return Count(min(number, COUNT_LIMIT), number > COUNT_LIMIT)
