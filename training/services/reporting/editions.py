"""For HR: which versions of a course and its units people completed, as counts and no more."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.course import Course
from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.library import Library
from training.store import editions as store
from training.store.library import Entry, Revision


@dataclass(frozen=True, slots=True)
class Edition:
    """A version and how often it was completed; those of one meaning say the same."""

    number: int
    meaning: int
    published_at: datetime
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class TextEditions:
    """A course or a unit with the versions that were completed, and the one in force."""

    kind: str
    title: str
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """A course that the page can show."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """One course with its units."""

    courses: tuple[CourseChoice, ...]
    slug: str
    texts: tuple[TextEditions, ...]


def course_editions(library: Library, slug: str, *, language: str) -> EditionsPage:
    """Count the versions of one course, the first if none is named; raises `NotFound`."""
    courses = tuple(
        CourseChoice(entry.slug, entry.title) for entry in library.catalogue.courses(language)
    )
    chosen = slug or next((course.slug for course in courses), "")
    entry = library.catalogue.original(Kind.COURSE, chosen)
    if entry is None:
        if slug:
            raise NotFound("course")
        return EditionsPage(courses, "", ())
    units = library.take(entry.revision_id, Course).units
    found = (library.catalogue.original(unit.kind, unit.slug) for unit in units)
    entries = [entry, *(each for each in found if each)]
    rows = store.list_originals(library.session, [each.document_id for each in entries])
    counts = _counts(library, entry, rows)
    by_document: dict[UUID, list[Revision]] = defaultdict(list)
    for row in rows:
        by_document[row.document_id].append(row)
    texts = (
        TextEditions(
            each.kind,
            _title(library, each, language),
            tuple(_editions(by_document[each.document_id], counts)),
        )
        for each in entries
    )
    return EditionsPage(courses, chosen, tuple(texts))


def _counts(library: Library, course: Entry, rows: list[Revision]) -> dict[UUID, int]:
    units = [row.id for row in rows if row.document_id != course.document_id]
    courses = store.count_courses(library.session, [course.document_id])
    counts = store.count_units(library.session, units)
    return counts | {each: count for each, count in courses.items() if each}


def _editions(rows: list[Revision], counts: dict[UUID, int]) -> list[Edition]:
    return [
        Edition(row.number, row.meaning, row.published_at, counts.get(row.id, 0), row.is_current)
        for row in reversed(rows)
        if row.is_current or counts.get(row.id)
    ]


def _title(library: Library, entry: Entry, language: str) -> str:
    found = library.catalogue.translated(Kind(entry.kind), entry.slug, language)
    return found.title if found else entry.title
