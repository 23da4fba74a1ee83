"""What a report looks at: filters, held against what its reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.access import Role
from training.domain.document import Kind
from training.domain.organisation import Layer
from training.domain.standing import Standing
from training.services.errors import NotFound
from training.services.library import Library
from training.services.people import sort_name
from training.services.scope import Scope, narrow, scope_of
from training.store import report_area as store
from training.store.report_area import Area, UnitEntry
from training.store.report_people import Search, find_by_number_or_address

MENU_LIMIT = 200
"""Up to so many units the menu shows the whole tree; above it what is near the chosen unit."""

SEARCH_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, in which language, on which day."""

    person_id: UUID
    role: Role
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; what is empty is not filtered on."""

    unit_id: UUID | None = None
    layer: Layer | None = None
    course: str = ""
    standing: Standing | None = None
    text: str = ""

    def given(self) -> dict[str, str]:
        """Name the filters that are set, as an address does."""
        values = {
            "unit": str(self.unit_id or ""),
            "layer": self.layer or "",
            "course": self.course,
            "standing": self.standing or "",
            "q": self.text,
        }
        return {name: str(value) for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class CourseName:
    """A course as columns and menus name it."""

    id: UUID
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class MenuUnit:
    """A line of the menu of units; `depth` is how far it is below the top of the scope."""

    id: UUID
    name: str
    depth: int


@dataclass(frozen=True, slots=True)
class View:
    """The part of the organisation that is looked at, and where that is within the scope.

    `tops` are the highest units that the reader sees; `unit` is the one that was chosen, or the
    only top; without one it is all tops together.
    """

    scope: Scope
    tops: tuple[UUID, ...]
    unit: UnitEntry | None
    crumbs: tuple[UnitEntry, ...]
    layer: Layer | None
    course: CourseName | None
    courses: tuple[CourseName, ...]

    @property
    def roots(self) -> tuple[UUID, ...]:
        """Give the units that are looked at, none of them below another."""
        return (self.unit.id,) if self.unit else self.tops

    @property
    def area(self) -> Area:
        """Give what the queries look at."""
        return Area(self.roots, self.layer)

    @property
    def columns(self) -> tuple[CourseName, ...]:
        """Give the courses that are looked at."""
        return (self.course,) if self.course else self.courses


def look(library: Library, viewer: Viewer, filters: Filters) -> View:
    """Hold filters against the scope; raises `NotFound` for what is outside it or not there."""
    session = library.session
    scope = scope_of(session, viewer.person_id, viewer.role)
    if scope.is_empty:
        raise NotFound("scope")
    narrow(session, scope, filters.unit_id)
    tops = tuple(store.list_tops(session, scope.roots))
    chosen = filters.unit_id or (tops[0] if len(tops) == 1 else None)
    crumbs = _crumbs(library, tops, chosen)
    courses = list_courses(library, viewer.language)
    course = next((found for found in courses if found.slug == filters.course), None)
    if filters.course and course is None:
        raise NotFound("course")
    unit = crumbs[-1] if crumbs else None
    return View(scope, tops, unit, crumbs, filters.layer, course, courses)


def list_courses(library: Library, language: str) -> tuple[CourseName, ...]:
    """List by title the courses in force, and those retired that people still had to do."""
    retired = store.list_retired_courses(library.session)
    found = [CourseName(*course) for course in retired]
    for entry in library.catalogue.courses(language):
        original = library.catalogue.original(Kind.COURSE, entry.slug)
        if original:
            found.append(CourseName(original.document_id, entry.slug, entry.title))
    return tuple(sorted(found, key=lambda course: (course.title.casefold(), course.slug)))


def menu(library: Library, view: View) -> tuple[MenuUnit, ...]:
    """List the units to choose from: all of the scope, or what is near in a large one."""
    units = store.list_all(library.session, view.tops, limit=MENU_LIMIT)
    return tuple(_in_tree_order(_near(library, view) if units is None else units))


def search_of(library: Library, view: View, filters: Filters) -> Search:
    """Make the search for people: a number or address is exact, else it is the start of a name."""
    text = filters.text.strip()[:SEARCH_LENGTH].replace("\0", "\ufffd")
    person_id = find_by_number_or_address(library.session, text) if text else None
    return Search(
        view.area,
        view.course.id if view.course else None,
        filters.standing,
        "" if person_id else sort_name(text),
        person_id,
    )


def _crumbs(library: Library, tops: Sequence[UUID], chosen: UUID | None) -> tuple[UnitEntry, ...]:
    if chosen is None:
        return ()
    above = store.list_above(library.session, chosen)
    # Nested tops are no tops, so exactly one of them is on the way up.
    start = next(place for place, unit in enumerate(above) if unit.id in tops)
    return tuple(above[start:])


def _near(library: Library, view: View) -> list[UnitEntry]:
    session = library.session
    units = [*store.list_entries(session, view.tops), *view.crumbs]
    if view.unit:
        units += store.list_below(session, view.unit.id)
    if len(view.crumbs) > 1:
        units += store.list_below(session, view.crumbs[-2].id)
    return sorted({unit.id: unit for unit in units}.values(), key=lambda unit: unit.name)


def _in_tree_order(units: Sequence[UnitEntry]) -> list[MenuUnit]:
    known = {unit.id for unit in units}
    below: dict[UUID | None, list[UnitEntry]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    found: list[MenuUnit] = []
    waiting = [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        found.append(MenuUnit(unit.id, unit.name, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.id, []))]
    return found
