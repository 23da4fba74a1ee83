"""How an organisation stands: a unit, what is below it, and how it went until today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.standing import Tally
from training.services.library import Library
from training.services.reporting.figures import (
    Figure,
    Terms,
    add_up,
    figures_of,
    history_of,
    scaled,
    terms_of,
)
from training.services.reporting.history import days_made_later, days_shown
from training.services.reporting.view import CourseName, MenuUnit, View, menu
from training.store.report import last_night
from training.store.report_area import UnitEntry, list_below, list_entries
from training.store.report_history import list_days

Place = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A row: all courses together, then each course; `unit` is empty for people of no subunit."""

    unit: UnitEntry | None
    together: Figure
    courses: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How it stood at the end of a day, or stands now.

    `is_later` where the night was missed after which it was to be kept.
    """

    day: date
    figure: Figure
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """What the dashboard shows; the rows add up to the total."""

    view: View
    menu: tuple[MenuUnit, ...]
    courses: tuple[CourseName, ...]
    rows: tuple[UnitFigures, ...]
    total: UnitFigures
    trend: tuple[TrendPoint, ...]
    last_sweep: date | None
    is_stale: bool


def dashboard(library: Library, view: View, *, today: date) -> DashboardPage:
    """Show the figures; nothing here is read per person."""
    session = library.session
    units = list_below(session, view.unit.id) if view.unit else list_entries(session, view.tops)
    ids = list(dict.fromkeys([*view.roots, *(unit.id for unit in units)]))
    terms = terms_of(session, ids, view.layer)
    counted = figures_of(session, terms, [course.id for course in view.columns])
    roots = {unit_id: terms.get(unit_id, ()) for unit_id in view.roots}
    shown = _shown(view, counted)
    total = _row(None, _sums(counted, view.roots, shown))
    sweep = _last_sweep(library)
    return DashboardPage(
        view,
        menu(library, view),
        shown,
        _rows(view, units, counted, shown),
        total,
        _trend(library, roots, view, today, total.together),
        sweep,
        sweep is None or sweep < today,
    )


def _shown(view: View, counted: dict[Place, Tally]) -> tuple[CourseName, ...]:
    """Leave out the courses that nobody here has to do, but not the one that was asked for."""
    return tuple(
        course
        for course in view.columns
        if view.course
        or any(
            not Figure(counted[unit, course.id]).is_empty
            for unit in view.roots
            if (unit, course.id) in counted
        )
    )


def _sums(
    counted: dict[Place, Tally], units: tuple[UUID, ...], courses: tuple[CourseName, ...]
) -> list[Tally]:
    return [add_up(counted.get((unit, course.id), Tally()) for unit in units) for course in courses]


def _row(unit: UnitEntry | None, tallies: list[Tally]) -> UnitFigures:
    return UnitFigures(unit, Figure(add_up(tallies)), tuple(Figure(tally) for tally in tallies))


def _rows(
    view: View,
    units: list[UnitEntry],
    counted: dict[Place, Tally],
    courses: tuple[CourseName, ...],
) -> tuple[UnitFigures, ...]:
    sums = [_sums(counted, (unit.id,), courses) for unit in units]
    rows = [_row(unit, tallies) for unit, tallies in zip(units, sums, strict=True)]
    if not rows:
        return ()
    whole = _sums(counted, view.roots, courses)
    rest = [
        total + scaled(add_up(column), -1)
        for total, column in zip(whole, zip(*sums, strict=True), strict=True)
    ]
    own = _row(None, rest)
    return tuple(rows) if own.together.is_empty else (*rows, own)


def _trend(
    library: Library, terms: Terms, view: View, today: date, now: Figure
) -> tuple[TrendPoint, ...]:
    course_ids = [course.id for course in view.columns]
    later = days_made_later(list_days(library.session, today), today)
    days = sorted([*days_shown(today), *later])
    found = history_of(library.session, terms, course_ids, days)
    points = [TrendPoint(day, Figure(found[day]), day in later) for day in days if day in found]
    return (*points, TrendPoint(today, now))


def _last_sweep(library: Library) -> date | None:
    key = last_night(library.session)
    return date.fromisoformat(key.partition(":")[2]) if key else None
