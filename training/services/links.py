"""Where a page can lead: to a course, to a unit, and to the next unit."""

from dataclasses import dataclass

from training.domain.document import Kind
from training.services.library import Library
from training.services.progress import facts_by_unit, is_unit_done, units_in_force
from training.store import enrolment as store
from training.store.attempts import Running


@dataclass(frozen=True, slots=True)
class CourseLink:
    """A course to go back to."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit to go on to."""

    kind: str
    slug: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes after a finished unit."""

    unit: UnitLink | None
    is_course_done: bool


NO_STEP = NextStep(None, is_course_done=False)


def course_link(running: Running) -> CourseLink | None:
    """Link to the course from which an attempt was started; none when it was retired."""
    if running.course_slug is None or running.course_title is None:
        return None
    return CourseLink(running.course_slug, running.course_title)


def unit_link(library: Library, kind: Kind, slug: str, language: str) -> UnitLink | None:
    """Link to a unit by its title in the reader's language; none when it was retired."""
    entry = library.catalogue.find(kind, slug, language)
    return UnitLink(kind, slug, entry.title, entry.minutes) if entry else None


def next_step(library: Library, running: Running, language: str) -> NextStep:
    """Find the first unit of the attempt's course that is still to do."""
    if running.course_id is None:
        return NO_STEP
    course = library.course(running.course_id)
    enrolment = store.find_enrolment(library.session, running.learner_key, running.course_id)
    if course is None or enrolment is None:
        return NO_STEP
    facts = facts_by_unit(store.list_unit_facts(library.session, [enrolment.id]))
    units = units_in_force(library.catalogue, course)
    todo = [unit for unit in units if not is_unit_done(facts, unit)]
    link = unit_link(library, todo[0].kind, todo[0].slug, language) if todo else None
    # A unit that was retired as the last to do leaves a course without its moment: no proof yet.
    is_course_done = bool(units) and not todo and enrolment.completed_at is not None
    return NextStep(link, is_course_done)
