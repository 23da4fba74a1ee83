"""What a reminder says: which courses, by when, how much of them is left; never how it went."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from training.domain.course import Course
from training.domain.document import Kind
from training.services.bounces import one_line
from training.services.library import Library
from training.services.links import unit_link
from training.services.mail import Letter
from training.services.progress import facts_by_unit, is_unit_done
from training.store.enrolment import UnitFact, list_unit_facts
from training.store.people import Person
from training.store.reminder import Duty

REMINDER, ESCALATION = "reminder", "escalation"

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


@dataclass(frozen=True, slots=True)
class Line:
    """One course in a reminder; `last_day` is the last one that is not too late."""

    title: str
    slug: str
    due_on: date
    last_day: date
    minutes: int
    days_left: int

    @property
    def has_grace(self) -> bool:
        """Tell whether there is time after the due date."""
        return self.last_day > self.due_on

    @property
    def is_late(self) -> bool:
        """Tell whether that time is over as well."""
        return self.days_left < (self.due_on - self.last_day).days


@dataclass(frozen=True, slots=True)
class LateLine:
    """One person and course in the mail to a leader: the fact that it is late, and no more."""

    name: str
    title: str
    due_on: date


def titles(library: Library, language: str) -> dict[UUID, tuple[str, str]]:
    """Give slug and title of each course by its document, in a language where it has one."""
    found = library.catalogue.courses(language)
    return {entry.document_id: (entry.slug, entry.title) for entry in found}


def reminder(
    library: Library, duties: Sequence[Duty], write: Write, *, today: date, language: str = ""
) -> Letter:
    """Write the one mail to a person about these duties."""
    person = duties[0].person
    spoken = language or person.language
    lines = lines_of(library, duties, spoken, today=today)
    subject, body = write("reminder", spoken, name=one_line(person.name), lines=lines)
    return _letter(person, subject, body, REMINDER)


def nudge(library: Library, duties: Sequence[Duty], write: Write, *, today: date) -> Letter:
    """Write the mail to a person that somebody asked for."""
    person = duties[0].person
    lines = lines_of(library, duties, person.language, today=today)
    name = one_line(person.name)
    subject, body = write("reminder_asked", person.language, name=name, lines=lines)
    return _letter(person, subject, body, REMINDER)


def digest(
    library: Library, leader: Person, duties: Sequence[Duty], write: Write, *, today: date
) -> Letter:
    """Write the one mail to a leader about people who are late."""
    named = titles(library, leader.language)
    lines = [
        LateLine(one_line(duty.person.name), named[row.course_id][1], row.due_on)
        for duty in duties
        if (row := duty.enrolment).course_id in named and row.due_on
    ]
    name = one_line(leader.name)
    subject, body = write("escalation", leader.language, name=name, lines=lines, today=today)
    return _letter(leader, subject, body, ESCALATION)


def _letter(person: Person, subject: str, body: str, kind: str) -> Letter:
    return Letter(person.email, subject, body, kind=kind, person_id=person.id, is_quiet=True)


def lines_of(
    library: Library, duties: Sequence[Duty], language: str, *, today: date
) -> tuple[Line, ...]:
    """Tell of each duty what a reminder says of it, the first due first."""
    named = titles(library, language)
    facts = list_unit_facts(library.session, [duty.enrolment.id for duty in duties])
    lines = []
    for duty in duties:
        row = duty.enrolment
        if row.due_on is None or row.course_id not in named:
            continue
        own = [fact for fact in facts if fact.enrolment_id == row.id]
        slug, title = named[row.course_id]
        lines.append(
            Line(
                title=one_line(title),
                slug=slug,
                due_on=row.due_on,
                last_day=row.late_from - timedelta(days=1) if row.late_from else row.due_on,
                minutes=_minutes_left(library, row.course_id, own),
                days_left=(row.due_on - today).days,
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.due_on, line.title)))


def _minutes_left(library: Library, course_id: UUID, facts: Iterable[UnitFact]) -> int:
    course: Course | None = library.course(course_id)
    if course is None:
        return 0
    done = facts_by_unit(list(facts))
    links = (
        unit_link(library, Kind(unit.kind), unit.slug, "")
        for unit in course.units
        if not is_unit_done(done, unit)
    )
    return sum(link.minutes for link in links if link)
