"""Who is too late, the longest first, with the last reminder."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from training.domain.standing import Standing
from training.services.errors import NotFound
from training.services.library import Library
from training.services.reporting.people import (
    COUNT_LIMIT,
    FEW,
    PAGE,
    Count,
    Plan,
    is_narrow,
    plan_people,
)
from training.services.reporting.view import CourseName, Filters, MenuUnit, View, menu
from training.store import report_overdue as store
from training.store.report_overdue import LateKey, LateRow
from training.store.report_people import Way


@dataclass(frozen=True, slots=True)
class LateLine:
    """One person who is too late with one course; `days` counts from the first late day."""

    enrolment_id: UUID
    person_id: UUID
    name: str
    staff_number: str
    unit_name: str
    course: CourseName
    due_on: date | None
    days: int
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class OverduePage:
    """A page of the list."""

    view: View
    filters: Filters
    menu: tuple[MenuUnit, ...]
    lines: tuple[LateLine, ...]
    count: Count
    next: str


def overdue_page(
    library: Library, view: View, filters: Filters, *, today: date, after: str = ""
) -> OverduePage:
    """Show the page that comes after an enrolment."""
    filters = replace(filters, standing=Standing.OVERDUE)
    plan = plan_overdue(library, view, filters)
    is_walk = plan.way is Way.WALK
    key = _find_key(after)
    rows = store.list_late(library.session, plan.search, after=key, limit=PAGE + 1, is_walk=is_walk)
    return OverduePage(
        view,
        filters,
        menu(library, view),
        tuple(late_lines(library, view, rows[:PAGE], today=today)),
        Count(len(rows)) if key is None and len(rows) <= PAGE else _count(library, plan),
        write_key(rows[PAGE - 1]) if len(rows) > PAGE else "",
    )


def plan_overdue(library: Library, view: View, filters: Filters) -> Plan:
    """Plan as for people, but for the way: to walk to the page, or to gather all that is late."""
    plan = plan_people(library, view, replace(filters, standing=Standing.OVERDUE))
    is_rare = bool(plan.search.person_id) or is_narrow(library, plan.search)
    return replace(plan, way=Way.GATHER if is_rare or plan.expected <= FEW else Way.WALK)


def late_lines(library: Library, view: View, rows: list[LateRow], *, today: date) -> list[LateLine]:
    """Name the courses and add the last reminder."""
    reminded = store.last_reminded(library.session, [row.enrolment_id for row in rows])
    courses = {course.id: course for course in view.courses}
    return [
        LateLine(
            row.enrolment_id,
            row.person_id,
            row.name,
            row.staff_number or "",
            row.unit_name,
            courses.get(row.course_id, CourseName(row.course_id, "", "")),
            row.due_on,
            (today - row.late_from).days + 1,
            reminded.get(row.enrolment_id),
        )
        for row in rows
    ]


def write_key(row: LateRow) -> str:
    """Write where a page ends."""
    return f"{row.late_from.isoformat()}.{row.enrolment_id.hex}"


def _find_key(after: str) -> LateKey | None:
    day, _, enrolment_id = after.partition(".")
    try:
        return (date.fromisoformat(day), UUID(enrolment_id)) if after else None
    except ValueError as error:
        raise NotFound("page") from error


def _count(library: Library, plan: Plan) -> Count:
    if not (plan.search.prefix or plan.search.person_id):
        return Count(plan.expected)
    if plan.way is Way.WALK:
        return Count(PAGE, is_more=True)
    number = store.count_late(library.session, plan.search, limit=COUNT_LIMIT, is_walk=False)
    return Count(min(number, COUNT_LIMIT), number > COUNT_LIMIT)
