"""The tables that are taken along: the same filters, columns and figures as the screens."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime

from training.domain.standing import Standing
from training.services.library import Library
from training.services.reporting.dashboard import UnitFigures, dashboard
from training.services.reporting.figures import Figure
from training.services.reporting.overdue import LateLine, late_lines, plan_overdue
from training.services.reporting.people import Cell, PersonLine, Plan, lines_of, plan_people
from training.services.reporting.sheet import Row, Sheet
from training.services.reporting.view import CourseName, Filters, View, Viewer, look
from training.store import report_overdue, report_people
from training.store.report_overdue import LateKey
from training.store.report_people import Key, Way

CHUNK = 1000
Reading = Callable[[], AbstractContextManager[Library]]
"""Opens a transaction that only reads; a long export opens one for each piece."""

Words = Mapping[str, str]
"""The words of the reader's language, by their codes."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for what, in which words."""

    viewer: Viewer
    filters: Filters
    words: Words
    day_of: Callable[[datetime], date]


def people(reading: Reading, asked: Request) -> Sheet:
    """Make person by course: a column for the standing of each course and one for its day."""
    with reading() as library:
        view = look(library, asked.viewer, asked.filters)
        plan = plan_people(library, view, asked.filters)
    return people_sheet(plan, view, asked, _all_people(reading, plan, asked.words))


def people_sheet(plan: Plan, view: View, asked: Request, rows: Iterable[Row]) -> Sheet:
    """Put titles above rows of person by course."""
    words = asked.words
    titles = [words["name"], words["number"], words["unit"]]
    for course in plan.courses:
        titles += [course.title, f"{course.title}: {words['day']}"]
    return Sheet(words["people"], tuple(titles), rows, about(view, asked), words["end"])


def overdue(reading: Reading, asked: Request) -> Sheet:
    """Make the list of who is too late."""
    asked = replace(asked, filters=replace(asked.filters, standing=Standing.OVERDUE))
    with reading() as library:
        view = look(library, asked.viewer, asked.filters)
        plan = plan_overdue(library, view, asked.filters)
    return overdue_sheet(view, asked, _all_late(reading, view, plan, asked))


def overdue_sheet(view: View, asked: Request, rows: Iterable[Row]) -> Sheet:
    """Put titles above rows of who is too late."""
    names = ("name", "number", "unit", "course", "due", "days", "reminded")
    titles = tuple(asked.words[name] for name in names)
    return Sheet(asked.words["overdue-list"], titles, rows, about(view, asked), asked.words["end"])


def units(reading: Reading, asked: Request) -> Sheet:
    """Make the figures of the dashboard: a row for each unit and course, and their totals."""
    with reading() as library:
        view = look(library, asked.viewer, asked.filters)
        page = dashboard(library, view, today=asked.viewer.today)
    words = asked.words
    names = ("unit", "course", "required", "completed", "percent", "in-progress")
    titles = [words[name] for name in (*names, "not-started", "overdue", "exempt")]
    rows = [
        row
        for line in page.rows
        for row in _unit_rows(line, page.courses, _unit_name(line, words), words)
    ]
    rows += _unit_rows(page.total, page.courses, words["together"], words)
    return Sheet(words["units"], tuple(titles), rows, about(view, asked), words["end"])


def about(view: View, asked: Request) -> str:
    """Tell in the closing line what was filtered on, and on which day."""
    words, filters = asked.words, asked.filters
    unit = (view.unit.name or words["root"]) if view.unit else words["own-units"]
    parts = [
        unit,
        words[filters.layer] if filters.layer else "",
        view.course.title if view.course else "",
        words[filters.standing] if filters.standing else "",
        filters.text,
        asked.viewer.today.isoformat(),
    ]
    return " · ".join(part for part in parts if part)


def _all_people(reading: Reading, plan: Plan, words: Words) -> Iterator[Row]:
    after: Key | None = None
    while True:
        with reading() as library:
            rows, after = some_people(library, plan, words, after, CHUNK)
        yield from rows
        if after is None:
            return


def some_people(
    library: Library, plan: Plan, words: Words, after: Key | None, limit: int
) -> tuple[list[Row], Key | None]:
    """Give the next rows of person by course, and where to go on; none at the end."""
    found = report_people.list_people(
        library.session, plan.search, after=after, limit=limit, way=plan.way
    )
    lines = lines_of(library, plan, found) if found else []
    rows = [_person_row(line, words) for line in lines]
    return rows, (found[-1].sort_name, found[-1].id) if len(found) == limit else None


def _person_row(line: PersonLine, words: Words) -> Row:
    row: list[str | int | date | None] = [
        line.name,
        line.staff_number,
        line.unit_name or words["root"],
    ]
    for cell in line.cells:
        row += _pair(cell, words)
    return row


def _pair(cell: Cell | None, words: Words) -> tuple[str | None, date | None]:
    return (words[cell.standing], cell.on) if cell else (None, None)


def _all_late(reading: Reading, view: View, plan: Plan, asked: Request) -> Iterator[Row]:
    after: LateKey | None = None
    while True:
        with reading() as library:
            rows, after = some_late(library, (view, plan), asked, after, CHUNK)
        yield from rows
        if after is None:
            return


def some_late(
    library: Library,
    shown: tuple[View, Plan],
    asked: Request,
    after: LateKey | None,
    limit: int,
) -> tuple[list[Row], LateKey | None]:
    """Give the next rows of who is too late, and where to go on; none at the end."""
    view, plan = shown
    found = report_overdue.list_late(
        library.session, plan.search, after=after, limit=limit, is_walk=plan.way is Way.WALK
    )
    lines = late_lines(library, view, found, today=asked.viewer.today)
    rows: list[Row] = [_late_row(line, asked) for line in lines]
    return rows, (found[-1].late_from, found[-1].enrolment_id) if len(found) == limit else None


def _late_row(line: LateLine, asked: Request) -> Row:
    return (
        line.name,
        line.staff_number,
        line.unit_name or asked.words["root"],
        line.course.title,
        line.due_on,
        line.days,
        asked.day_of(line.reminded_at) if line.reminded_at else None,
    )


def _unit_rows(
    line: UnitFigures, courses: tuple[CourseName, ...], name: str, words: Words
) -> list[Row]:
    rows = [
        _figure_row(name, course.title, figure)
        for course, figure in zip(courses, line.courses, strict=True)
    ]
    return [*rows, _figure_row(name, words["all-courses"], line.together)]


def _figure_row(unit: str, course: str, figure: Figure) -> Row:
    tally = figure.tally
    return (
        unit,
        course,
        tally.required,
        tally.completed,
        figure.percent,
        tally.in_progress,
        tally.not_started,
        tally.overdue,
        tally.exempt,
    )


def _unit_name(line: UnitFigures, words: Words) -> str:
    if line.unit is None:
        return words["no-subunit"]
    return line.unit.name or words["root"]
