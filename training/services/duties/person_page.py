"""One person as HR and managers see them: who, where, and which courses when; never an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.progress import CompletionStatus
from training.services.duties.overview import titles_of
from training.services.errors import NotFound
from training.services.library import Library
from training.services.scope import Scope, narrow
from training.store import dispensation as given
from training.store.dispensation import Exemption, Extension, ManualCompletion
from training.store.enrolment import Enrolment, list_cycles_of
from training.store.library import list_numbers, list_slugs_of
from training.store.organisation import list_above
from training.store.people import Person, find_person, key_of


@dataclass(frozen=True, slots=True)
class Extended:
    """More time that HR gave."""

    due_before: date | None
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CyclePart:
    """One time that a course was to be done; `reason` is why HR says that it was done."""

    id: UUID
    number: int
    due_on: date | None
    completed_on: date | None
    version: int | None
    valid_until: date | None
    was_late: bool
    is_by_hand: bool
    reason: str
    extensions: tuple[Extended, ...]


@dataclass(frozen=True, slots=True)
class ExemptPart:
    """An exemption that holds; without `until` it is for good."""

    id: UUID
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CoursePart:
    """A course that somebody must do, or had to; `standing` is empty where nothing is asked."""

    slug: str
    title: str
    standing: str
    due_on: date | None
    reason: str
    reason_label: str
    open_id: UUID | None
    undo_id: UUID | None
    exemption: ExemptPart | None
    cycles: tuple[CyclePart, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What HR and managers see of a person."""

    id: UUID
    name: str
    number: str
    path: tuple[str, ...]
    function: str
    hired_on: date | None
    left_on: date | None
    away_from: date | None
    away_until: date | None
    is_active: bool
    courses: tuple[CoursePart, ...]

    def course(self, slug: str) -> CoursePart | None:
        """Find one of the courses."""
        return next((course for course in self.courses if course.slug == slug), None)


def person_page(
    library: Library, person_id: UUID, *, scope: Scope, language: str, today: date
) -> PersonPage:
    """Show a person; raises `NotFound`, also for somebody outside the scope."""
    person = find_person(library.session, person_id)
    key = key_of(library.session, person_id)
    if person is None or key is None:
        raise NotFound("person")
    narrow(library.session, scope, person.unit_id)
    return PersonPage(
        id=person.id,
        name=person.name,
        number=person.staff_number or "",
        path=tuple(unit.name for unit in list_above(library.session, person.unit_id)),
        function=person.function,
        hired_on=person.hired_on,
        left_on=person.left_on,
        is_active=person.is_active,
        **_absence(person, today),
        courses=_courses(library, key, language, today),
    )


def _absence(person: Person, today: date) -> dict[str, date | None]:
    is_over = person.away_until is not None and person.away_until < today
    if person.away_from is None or is_over:
        return {"away_from": None, "away_until": None}
    return {"away_from": person.away_from, "away_until": person.away_until}


def _courses(
    library: Library, learner_key: UUID, language: str, today: date
) -> tuple[CoursePart, ...]:
    """List the courses with a duty, or that HR decided about: what is free is nobody's affair."""
    session = library.session
    cycles = {place[1]: rows for place, rows in list_cycles_of(session, [learner_key]).items()}
    ids = [row.id for rows in cycles.values() for row in rows]
    manual = given.list_manual(session, ids)
    exempt = {
        row.course_id: row
        for row in given.list_exemptions(session, learner_key)
        if row.revoked_at is None and (row.until is None or row.until >= today)
    }
    shown = {
        course_id: [row for row in rows if row.is_required or row.id in manual]
        for course_id, rows in cycles.items()
    }
    wanted = {course_id for course_id, rows in shown.items() if rows} | exempt.keys()
    titles, slugs = titles_of(library, wanted, language), list_slugs_of(session, wanted)
    extensions = given.list_extensions(session, ids)
    revisions = {row.completed_revision_id for rows in shown.values() for row in rows}
    numbers = list_numbers(session, [found for found in revisions if found])
    parts = [
        _course(
            (slugs[course_id], titles.get(course_id, "")),
            [
                _cycle(library, row, manual.get(row.id), extensions, numbers)
                for row in shown.get(course_id, [])
            ],
            shown.get(course_id, []),
            exempt.get(course_id),
        )
        for course_id in wanted
    ]
    return tuple(sorted(parts, key=lambda part: (not part.standing, part.title.casefold())))


def _course(
    names: tuple[str, str],
    parts: Sequence[CyclePart],
    rows: Sequence[Enrolment],
    exemption: Exemption | None,
) -> CoursePart:
    duties = [row for row in rows if row.is_required and row.ended_at is None]
    counted = next((row for row in rows if row.standing), None)
    held = duties[-1] if duties else None
    is_open = held is not None and held.completion != CompletionStatus.COMPLETED
    last = parts[-1] if parts else None
    return CoursePart(
        slug=names[0],
        title=names[1],
        standing=(counted.standing or "") if counted else "",
        due_on=held.due_on if held and is_open else None,
        reason=held.reason if held else "",
        reason_label=held.reason_label if held else "",
        open_id=held.id if held and is_open and held.due_on else None,
        undo_id=last.id if last and last.is_by_hand else None,
        exemption=ExemptPart(exemption.id, exemption.until, exemption.reason)
        if exemption
        else None,
        cycles=tuple(reversed(parts)),
    )


def _cycle(
    library: Library,
    row: Enrolment,
    manual: ManualCompletion | None,
    extensions: Sequence[Extension],
    numbers: dict[UUID | None, int],
) -> CyclePart:
    completed_on = library.day_of(row.completed_at) if row.completed_at else None
    return CyclePart(
        id=row.id,
        number=row.cycle,
        due_on=row.due_on,
        completed_on=completed_on,
        version=numbers.get(row.completed_revision_id),
        valid_until=row.expires_on,
        was_late=bool(completed_on and row.late_from and completed_on >= row.late_from),
        is_by_hand=manual is not None,
        reason=manual.reason if manual else "",
        extensions=tuple(
            Extended(found.due_before, found.due_on, found.reason)
            for found in extensions
            if found.enrolment_id == row.id
        ),
    )
