"""The rules that say who must do what, as the drawing of years of history reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.assignment import Due, DueRule, Renewal, RenewFrom, Target
from training.domain.document import Kind
from training.domain.organisation import Layer
from training.services.library import Library
from training.store.assignment import Assignment, due, list_in_force, renewal
from training.store.library import Entry

EVERYONES_COURSE = "uitnodigende-houding"
YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, with the course that it is about; days are counted as `date.toordinal` does."""

    id: str
    course_id: str
    revision_id: str
    slug: str
    title: str
    target: str
    about: str
    label: str
    created: int
    due: Due
    renewal: Renewal
    _due: dict[tuple[int, int], int | None] = field(default_factory=dict, repr=False)
    _expiry: dict[int, int | None] = field(default_factory=dict, repr=False)

    def due_day(self, hired: int, assigned: int) -> int | None:
        """Give the day on which it must be done."""
        key = hired, assigned
        if key not in self._due:
            found = self.due.date_for(
                hired_on=date.fromordinal(hired), assigned_on=date.fromordinal(assigned)
            )
            self._due[key] = found.toordinal() if found else None
        return self._due[key]

    def expiry(self, completed: int) -> int | None:
        """Give the last day on which a completion is valid."""
        if completed not in self._expiry:
            found = self.renewal.expires_on(date.fromordinal(completed))
            self._expiry[completed] = found.toordinal() if found else None
        return self._expiry[completed]

    def late_day(self, due_day: int | None) -> int | None:
        """Give the first day that is too late."""
        return due_day + self.due.grace_days + 1 if due_day else None


@dataclass(frozen=True, slots=True)
class Wish:
    """A rule to make: for which course, for whom, by when, and how often."""

    slug: str
    target: Target
    about: str
    due: Due
    renewal: Renewal = field(default_factory=Renewal)
    age: timedelta = YEARS


def wishes(cohort: str, today: date) -> tuple[Wish, ...]:
    """List what a municipality asks of its people; `cohort` is of those who began this year."""
    after = DueRule.AFTER_ASSIGNMENT
    board = Due(DueRule.FIXED, on=today + timedelta(days=45), grace_days=7)
    yearly, two_yearly = Renewal(months=12), Renewal(months=24)
    fixed_day = Renewal(24, 90, RenewFrom.FIXED_DAY, 12, 31)
    hire = DueRule.AFTER_HIRE
    return (
        Wish(EVERYONES_COURSE, Target.EVERYONE, "", Due(after, None, 90, 14), yearly),
        Wish("bestuur", Target.LAYER, Layer.COUNCIL, Due(hire, None, 120, 14), two_yearly),
        Wish("bestuur", Target.LAYER, Layer.EXECUTIVE, board, age=timedelta(days=60)),
        Wish("eerste-lijn", Target.UNIT, "Dienstverlening", Due(after, None, 120, 0), fixed_day),
        Wish("leidinggevende", Target.FUNCTION, "Teamleider", Due(hire, None, 90, 7), two_yearly),
        Wish("leidinggevende", Target.FUNCTION, "Afdelingshoofd", Due(hire, None, 90), two_yearly),
        Wish("onboarding", Target.COHORT, cohort, Due(hire, None, 30, 7), age=timedelta(days=330)),
    )


@dataclass(frozen=True, slots=True)
class Makers:
    """What a rule is made with: a name to an id, new ids, and who makes it."""

    ids: Callable[[], str]
    places: dict[str, str]
    made_by: UUID | None


def make(library: Library, wanted: Iterable[Wish], makers: Makers, *, at: datetime) -> None:
    """Make the rules for which the library has a course; the first may fall back on any."""
    courses = {entry.slug: entry for entry in _courses(library)}
    for wish in wanted:
        entry = courses.get(wish.slug)
        if entry is None and wish.target is Target.EVERYONE and courses:
            entry = next(iter(courses.values()))
        if entry and (wish.target not in _BY_ID or wish.about in makers.places):
            library.session.add(_row(wish, entry, makers, at))
    library.session.flush()


_BY_ID = (Target.UNIT, Target.COHORT, Target.PERSON)


def _row(wish: Wish, entry: Entry, makers: Makers, at: datetime) -> Assignment:
    is_by_id = wish.target in _BY_ID
    return Assignment(
        id=UUID(makers.ids()),
        course_id=entry.document_id,
        target=wish.target,
        target_id=UUID(makers.places[wish.about]) if is_by_id else None,
        target_text="" if is_by_id else wish.about,
        target_label=wish.about,
        due_rule=wish.due.rule,
        due_on=wish.due.on,
        due_days=wish.due.days,
        grace_days=wish.due.grace_days,
        renew_months=wish.renewal.months,
        renew_window_days=wish.renewal.window_days,
        renew_from=wish.renewal.counted_from,
        renew_month=wish.renewal.month,
        renew_day=wish.renewal.day,
        created_at=at - wish.age,
        created_by=makers.made_by,
    )


def in_force(library: Library) -> list[Rule]:
    """List the rules in force whose course is in the library."""
    courses = {entry.document_id: entry for entry in _courses(library)}
    found = ((row, courses.get(row.course_id)) for row in list_in_force(library.session))
    return [_read(row, entry, library) for row, entry in found if entry]


def _read(row: Assignment, entry: Entry, library: Library) -> Rule:
    return Rule(
        id=row.id.hex,
        course_id=row.course_id.hex,
        revision_id=entry.revision_id.hex,
        slug=entry.slug,
        title=entry.title,
        target=row.target,
        about=row.target_id.hex if row.target_id else row.target_text,
        label=row.target_label,
        created=library.day_of(row.created_at).toordinal(),
        due=due(row),
        renewal=renewal(row),
    )


def _courses(library: Library) -> list[Entry]:
    return [
        entry
        for entry in library.catalogue.entries
        if entry.kind == Kind.COURSE and entry.language == entry.original
    ]
