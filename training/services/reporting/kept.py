"""What a large file holds, as it was asked for: kept as text, and read back for each step."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from training.domain.access import Role
from training.domain.organisation import Layer
from training.domain.standing import Standing
from training.services.errors import NotFound
from training.services.library import Library
from training.services.reporting.exports import (
    Request,
    overdue_sheet,
    people_sheet,
    some_late,
    some_people,
)
from training.services.reporting.overdue import plan_overdue
from training.services.reporting.people import Plan, plan_people
from training.services.reporting.sheet import Row, Sheet
from training.services.reporting.view import CourseName, Filters, View, Viewer, look
from training.store.people import find_person

PEOPLE, OVERDUE = "people", "overdue"
Kept = Mapping[str, Any]  # Any: JSON, read by the function below that wrote it


@dataclass(frozen=True, slots=True)
class Content:
    """A table to make: which screen, what was asked, and how to find its rows."""

    screen: str
    asked: Request
    view: View
    plan: Plan

    @property
    def sheet(self) -> Sheet:
        """Give the table without its rows."""
        if self.screen == PEOPLE:
            return people_sheet(self.plan, self.view, self.asked, ())
        return overdue_sheet(self.view, self.asked, ())


def content_of(library: Library, screen: str, asked: Request) -> Content:
    """Plan a table; raises `NotFound` for what cannot be large, or is outside the scope."""
    if screen == OVERDUE:
        asked = replace(asked, filters=replace(asked.filters, standing=Standing.OVERDUE))
    elif screen != PEOPLE:
        raise NotFound("screen")
    view = look(library, asked.viewer, asked.filters)
    plan = plan_people if screen == PEOPLE else plan_overdue
    return Content(screen, asked, view, plan(library, view, asked.filters))


def write(content: Content) -> dict[str, Any]:
    """Write down what was asked; units, courses and day stay what they are now."""
    filters, viewer = content.asked.filters, content.asked.viewer
    return {
        "unit": str(filters.unit_id or ""),
        "layer": filters.layer or "",
        "course": filters.course,
        "standing": filters.standing or "",
        "text": filters.text,
        "language": viewer.language,
        "today": viewer.today.isoformat(),
        "words": dict(content.asked.words),
        "roots": [str(unit_id) for unit_id in content.view.roots],
        "courses": [[str(each.id), each.slug, each.title] for each in content.plan.courses],
    }


def read(library: Library, screen: str, kept: Kept, person_id: UUID) -> Content:
    """Plan it again for the next rows.

    Raises `NotFound` when who asked may not see all of it any more, or left.
    """
    person = find_person(library.session, person_id)
    if person is None or not person.is_active:
        raise NotFound("person")
    today = date.fromisoformat(kept["today"])
    viewer = Viewer(person_id, Role(person.role), kept["language"], today)
    asked = Request(viewer, _filters(kept), kept["words"], library.day_of)
    content = content_of(library, screen, asked)
    if roots_of(kept) != content.view.roots:
        raise NotFound("scope")
    courses = tuple(CourseName(UUID(id_), slug, title) for id_, slug, title in kept["courses"])
    return replace(content, plan=replace(content.plan, courses=courses))


def roots_of(kept: Kept) -> tuple[UUID, ...]:
    """Give the units that a file is about."""
    return tuple(UUID(unit_id) for unit_id in kept["roots"])


def some_rows(library: Library, content: Content, place: str, limit: int) -> tuple[list[Row], str]:
    """Give the rows after a place, and the place of the last one; an empty one at the end."""
    sorted_by, id_ = json.loads(place) if place else ("", "")
    if content.screen == PEOPLE:
        key = (sorted_by, UUID(id_)) if place else None
        rows, last = some_people(library, content.plan, content.asked.words, key, limit)
        return rows, json.dumps([last[0], last[1].hex]) if last else ""
    late = (date.fromisoformat(sorted_by), UUID(id_)) if place else None
    shown = content.view, content.plan
    rows, end = some_late(library, shown, content.asked, late, limit)
    return rows, json.dumps([end[0].isoformat(), end[1].hex]) if end else ""


def _filters(kept: Kept) -> Filters:
    return Filters(
        UUID(kept["unit"]) if kept["unit"] else None,
        Layer(kept["layer"]) if kept["layer"] else None,
        kept["course"],
        Standing(kept["standing"]) if kept["standing"] else None,
        kept["text"],
    )
