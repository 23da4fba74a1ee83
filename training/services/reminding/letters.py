"""What a reminder says: which courses, by when, how much of them is left; never how it went."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from training.domain.course import Course
from training.services.bounces import one_line
from training.services.library import Library
from training.services.links import unit_link
from training.services.mail import Letter
from training.services.progress import facts_by_unit, is_unit_done
from training.store.enrolment import UnitFact, list_unit_facts
from training.store.people import Person
from training.store.reminder import Duty

REMINDER, ESCALATION = "reminder", "escalation"

Facts = dict[UUID, list[UnitFact]]
"""What was done of each enrolment."""

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


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the mails of one step are written; what they share is looked up once."""

    library: Library
    write: Write
    today: date
    _titles: dict[str, dict[UUID, tuple[str, str]]] = field(default_factory=dict, repr=False)
    _courses: dict[UUID, Course | None] = field(default_factory=dict, repr=False)

    def facts(self, duties: Sequence[Duty]) -> Facts:
        """Read in one statement what was done of these."""
        found: Facts = defaultdict(list)
        ids = [duty.enrolment.id for duty in duties]
        for fact in list_unit_facts(self.library.session, ids):
            found[fact.enrolment_id].append(fact)
        return found

    def reminder(
        self,
        duties: Sequence[Duty],
        facts: Facts,
        *,
        template: str = "reminder",
        language: str = "",
    ) -> Letter:
        """Write the one mail to a person about these duties."""
        person = duties[0].person
        spoken = language or person.language
        lines = self._lines(duties, facts, spoken)
        name = one_line(person.name)
        subject, body = self.write(template, spoken, name=name, lines=lines)
        return _letter(person, subject, body, REMINDER)

    def digest(self, leader: Person, duties: Sequence[Duty]) -> Letter:
        """Write the one mail to a leader about people who are late."""
        named = self._titles_in(leader.language)
        lines = [
            LateLine(one_line(duty.person.name), one_line(named[row.course_id][1]), row.due_on)
            for duty in duties
            if (row := duty.enrolment).course_id in named and row.due_on
        ]
        name = one_line(leader.name)
        subject, body = self.write(
            "escalation", leader.language, name=name, lines=lines, today=self.today
        )
        return _letter(leader, subject, body, ESCALATION)

    def _lines(self, duties: Sequence[Duty], facts: Facts, language: str) -> tuple[Line, ...]:
        """Tell of each duty what a reminder says of it, the first due first."""
        named = self._titles_in(language)
        lines = [
            Line(
                title=one_line(named[row.course_id][1]),
                slug=named[row.course_id][0],
                due_on=row.due_on,
                last_day=row.late_from - timedelta(days=1) if row.late_from else row.due_on,
                minutes=self._minutes_left(row.course_id, facts.get(row.id, [])),
                days_left=(row.due_on - self.today).days,
            )
            for duty in duties
            if (row := duty.enrolment).course_id in named and row.due_on
        ]
        return tuple(sorted(lines, key=lambda line: (line.due_on, line.title)))

    def _titles_in(self, language: str) -> dict[UUID, tuple[str, str]]:
        if language not in self._titles:
            self._titles[language] = titles(self.library, language)
        return self._titles[language]

    def _minutes_left(self, course_id: UUID, facts: list[UnitFact]) -> int:
        if course_id not in self._courses:
            self._courses[course_id] = self.library.course(course_id)
        course, done = self._courses[course_id], facts_by_unit(facts)
        links = (
            unit_link(self.library, unit.kind, unit.slug, "")
            for unit in (course.units if course else ())
            if not is_unit_done(done, unit)
        )
        return sum(link.minutes for link in links if link)


def _letter(person: Person, subject: str, body: str, kind: str) -> Letter:
    return Letter(person.email, subject, body, kind=kind, person_id=person.id, is_quiet=True)
