"""What a learner sees of courses: the home page with its three lists, the path, the receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.course import Course
from training.domain.document import Kind
from training.domain.progress import DueState, due_state
from training.domain.prose import Prose
from training.domain.standing import Standing
from training.services.course_path import Facts, ModulePart, Path
from training.services.errors import NotFound
from training.services.evidence.certificates import Certificate, find_cycle
from training.services.library import Library
from training.services.links import UnitLink, unit_link
from training.services.progress import facts_by_unit, is_unit_done
from training.services.revisiting.due import list_renewed
from training.store import enrolment as store
from training.store.attempts import list_first_attempts
from training.store.enrolment import Enrolment, UnitFact
from training.store.library import Entry


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose page it is, in which language, on which day."""

    learner_key: UUID
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in one of the lists of the home page."""

    slug: str
    title: str
    introduction: Prose
    units_done: int
    units_total: int
    minutes: int
    minutes_left: int
    starts_on: date | None
    due_on: date | None
    due: DueState
    is_planned: bool
    is_started: bool
    is_resuming: bool
    next_unit: UnitLink | None
    completed_at: datetime | None
    reason: str
    reason_label: str
    is_exempt: bool
    is_renewal: bool
    valid_until: date | None
    """The last day of the evidence that the learner has, of this cycle or the one before it."""

    @property
    def is_overdue(self) -> bool:
        """Tell whether the due date has passed."""
        return self.due is DueState.OVERDUE


@dataclass(frozen=True, slots=True)
class RenewedUnit:
    """A unit that somebody completed and that has something new: one question, one minute."""

    document_id: UUID
    kind: str
    title: str
    questions: int


@dataclass(frozen=True, slots=True)
class Home:
    """What to do now, what comes later, what is done, and what one may do besides."""

    todo: tuple[CourseCard, ...]
    planned: tuple[CourseCard, ...]
    done: tuple[CourseCard, ...]
    others: tuple[CourseCard, ...]
    renewed: tuple[RenewedUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The path through a course."""

    slug: str
    title: str
    introduction: Prose
    card: CourseCard
    modules: tuple[ModulePart, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The page with the proof of a completed course, and what comes next."""

    certificate: Certificate
    next_course: CourseCard | None


def home(library: Library, reader: Reader) -> Home:
    """Sort all courses by what the learner has to do with them."""
    grouped = store.list_cycles_of(library.session, [reader.learner_key])
    cycles = {course_id: rows for (_, course_id), rows in grouped.items()}
    latest = [rows[-1].id for rows in cycles.values()]
    facts = store.list_unit_facts(library.session, latest)
    lists: dict[str, list[CourseCard]] = {"todo": [], "planned": [], "done": [], "others": []}
    for entry in library.catalogue.courses(reader.language):
        rows = cycles.get(entry.document_id, [])
        own = [fact for fact in facts if rows and fact.enrolment_id == rows[-1].id]
        card = _card(library, reader, entry, rows, facts_by_unit(own))
        lists[_place(card, rows)].append(card)
    lists["todo"].sort(key=lambda card: (card.due_on or date.max, card.title))
    renewed = tuple(_renewed(library, reader, facts))
    return Home(**{name: tuple(cards) for name, cards in lists.items()}, renewed=renewed)


def _renewed(library: Library, reader: Reader, facts: list[UnitFact]) -> Iterator[RenewedUnit]:
    for found in list_renewed(library, reader.learner_key, facts):
        entry = found.entry
        link = unit_link(library, Kind(entry.kind), entry.slug, reader.language)
        title = link.title if link else entry.title
        yield RenewedUnit(entry.document_id, entry.kind, title, len(found.parts))


def _place(card: CourseCard, cycles: Sequence[Enrolment]) -> str:
    """Choose the list of a course; what is no longer asked, and was not begun, is free again."""
    if card.completed_at:
        return "done"
    if not cycles or card.is_exempt or (cycles[-1].ended_at and not card.is_started):
        return "others"
    return "planned" if card.is_planned else "todo"


def course_page(library: Library, reader: Reader, slug: str) -> CoursePage:
    """Show the path through a course; raises `NotFound`."""
    entry = library.catalogue.translated(Kind.COURSE, slug, reader.language)
    if entry is None:
        raise NotFound("course")
    course = library.take(entry.revision_id, Course)
    cycles = store.list_cycles(library.session, reader.learner_key, entry.document_id)
    facts = _facts(library, cycles[-1] if cycles else None)
    card = _card(library, reader, entry, cycles, facts)
    attempts = list_first_attempts(library.session, reader.learner_key)
    path = Path(library, reader.language, facts, card.next_unit, attempts)
    return CoursePage(
        slug=slug,
        title=course.header.title,
        introduction=course.introduction,
        card=card,
        modules=tuple(path.module(module) for module in course.modules),
    )


def holding(library: Library, kind: Kind, slug: str) -> str:
    """Give the slug of a course that holds a unit; raises `NotFound`."""
    for entry in library.catalogue.entries:
        if entry.kind == Kind.COURSE and library.take(entry.revision_id, Course).holds(kind, slug):
            return entry.slug
    raise NotFound("unit")


def receipt(library: Library, reader: Reader, slug: str, cycle: int = 0) -> Receipt:
    """Give the proof of a completed course, without a cycle of the latest; raises `NotFound`."""
    return Receipt(
        certificate=find_cycle(library, reader.learner_key, slug, cycle, language=reader.language),
        next_course=next(iter(home(library, reader).todo), None),
    )


def _facts(library: Library, enrolment: Enrolment | None) -> Facts:
    if enrolment is None:
        return {}
    return facts_by_unit(store.list_unit_facts(library.session, [enrolment.id]))


def _card(
    library: Library, reader: Reader, entry: Entry, cycles: Sequence[Enrolment], facts: Facts
) -> CourseCard:
    course = library.take(entry.revision_id, Course)
    found = {
        unit: unit_link(library, unit.kind, unit.slug, reader.language) for unit in course.units
    }
    # A unit that was retired is left out: it holds nobody up.
    links = {unit: link for unit, link in found.items() if link}
    todo = [unit for unit in links if not is_unit_done(facts, unit)]
    # First what was begun: that is where somebody was, in whatever order that was done.
    todo.sort(key=lambda unit: (unit.kind, unit.slug) not in facts)
    enrolment = cycles[-1] if cycles else None
    completed_at = enrolment.completed_at if enrolment else None
    duty = enrolment if enrolment and enrolment.ended_at is None else None
    is_exempt = any(row.standing == Standing.EXEMPT for row in cycles)
    starts_on = duty.starts_on if duty else None
    due_on = duty.due_on if duty and not is_exempt else None
    return CourseCard(
        slug=entry.slug,
        title=entry.title,
        introduction=course.introduction,
        units_done=len(links) - len(todo),
        units_total=len(links),
        minutes=sum(link.minutes for link in links.values()),
        minutes_left=sum(links[unit].minutes for unit in todo),
        starts_on=starts_on,
        due_on=due_on,
        due=due_state(due_on, today=reader.today, is_completed=completed_at is not None),
        is_planned=starts_on is not None and starts_on > reader.today and completed_at is None,
        is_started=bool(facts),
        is_resuming=bool(todo) and (todo[0].kind, todo[0].slug) in facts,
        next_unit=links[todo[0]] if todo else None,
        completed_at=completed_at,
        reason=duty.reason if duty else "",
        reason_label=duty.reason_label if duty else "",
        is_exempt=is_exempt,
        is_renewal=enrolment is not None and enrolment.cycle > 1,
        valid_until=_valid_until(cycles, reader.today),
    )


def _valid_until(cycles: Sequence[Enrolment], today: date) -> date | None:
    """Give the last day of the newest evidence that still holds."""
    days = (row.expires_on for row in reversed(cycles) if row.completed_at and row.expires_on)
    return next((day for day in days if day >= today), None)
