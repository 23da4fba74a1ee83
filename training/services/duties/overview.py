"""The rules as HR lists them, and what a new one can be about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.assignment import Due, Renewal, Target
from training.domain.organisation import Layer
from training.services.duties import rule_job
from training.services.jobs import DONE, FAILED
from training.services.library import Library
from training.store import assignment as store
from training.store import duty as duties
from training.store import organisation, people
from training.store.assignment import Assignment, due, renewal
from training.store.job import find_by_key
from training.store.library import list_slugs_of, list_titles

MOST_ENDED = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work for a rule is; `is_failed` when it stopped."""

    done: int
    total: int
    is_failed: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list; `people` have their duty by it today."""

    id: UUID
    course_slug: str
    course_title: str
    target: str
    target_id: UUID | None
    target_label: str
    due: Due
    renewal: Renewal
    people: int
    created_at: datetime
    ended_at: datetime | None
    keeps_duties: bool
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force and those that ended, the newest first."""

    in_force: tuple[RuleRow, ...]
    ended: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; `depth` is how far a unit is below the top."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What a rule can be about: courses in force, and everything that people are found by."""

    courses: tuple[Choice, ...]
    units: tuple[Choice, ...]
    layers: tuple[Choice, ...]
    functions: tuple[Choice, ...]
    cohorts: tuple[Choice, ...]


def list_rules(library: Library, language: str) -> Rules:
    """List all rules in force, and the latest of those that ended."""
    session = library.session
    rules = list(reversed(store.list_all(session)))
    in_force = [rule for rule in rules if rule.ended_at is None]
    ended = [rule for rule in rules if rule.ended_at][:MOST_ENDED]
    shown = [*in_force, *ended]
    titles = titles_of(library, {rule.course_id for rule in shown}, language)
    slugs = list_slugs_of(session, {rule.course_id for rule in shown})
    names = people.list_names(
        session, [rule.target_id for rule in shown if rule.target_id and _is_person(rule)]
    )
    held = duties.count_held(session, [rule.id for rule in shown])

    def row(rule: Assignment) -> RuleRow:
        own = names.get(rule.target_id, "") if rule.target_id and _is_person(rule) else ""
        return RuleRow(
            id=rule.id,
            course_slug=slugs.get(rule.course_id, ""),
            course_title=titles.get(rule.course_id, ""),
            target=rule.target,
            target_id=rule.target_id,
            target_label=own or rule.target_label,
            due=due(rule),
            renewal=renewal(rule),
            people=held.get(rule.id, 0),
            created_at=rule.created_at,
            ended_at=rule.ended_at,
            keeps_duties=rule.keeps_duties,
            progress=_progress(library, rule),
        )

    return Rules(tuple(map(row, in_force)), tuple(map(row, ended)))


def choices(library: Library, language: str) -> Choices:
    """List what a rule can be about."""
    session = library.session
    return Choices(
        courses=courses(library, language),
        units=_units(library),
        layers=tuple(Choice(layer.value, layer.value) for layer in Layer),
        functions=tuple(Choice(text, text) for text in people.list_functions(session)),
        cohorts=tuple(Choice(str(row.id), row.name) for row in organisation.list_cohorts(session)),
    )


def courses(library: Library, language: str) -> tuple[Choice, ...]:
    """List the courses in force by title."""
    found = (Choice(row.slug, row.title) for row in library.catalogue.courses(language))
    return tuple(sorted(found, key=lambda choice: choice.text.casefold()))


def find_named(library: Library, text: str) -> UUID | None:
    """Find the active person whom a staff number or an address means."""
    text = text.strip().replace("\0", "\ufffd")
    found = people.list_by_numbers(library.session, [text], [people.address_of(text)])
    active = [person.id for person, _ in found if person.is_active]
    return active[0] if len(active) == 1 else None


def titles_of(library: Library, course_ids: set[UUID], language: str) -> dict[UUID, str]:
    """Map courses, also those that were retired, to their titles, if possible in a language."""
    listed = library.catalogue.courses(language)
    return list_titles(library.session, course_ids) | {
        entry.document_id: entry.title for entry in listed
    }


def _units(library: Library) -> tuple[Choice, ...]:
    """List the units below the whole organisation, each after the one that it is in."""
    units = organisation.list_units(library.session)
    below: dict[UUID | None, list[organisation.OrgUnit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    found: list[Choice] = []
    waiting = [(unit, 0) for top in below.get(None, []) for unit in reversed(below.get(top.id, []))]
    while waiting:
        unit, depth = waiting.pop()
        found.append(Choice(str(unit.id), unit.name, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.id, []))]
    return tuple(found)


def _is_person(rule: Assignment) -> bool:
    return rule.target == Target.PERSON


def _progress(library: Library, rule: Assignment) -> Progress | None:
    """Tell how far the work for a rule is, while there is any left."""
    act = "end" if rule.ended_at else "make"
    job = find_by_key(library.session, rule_job.key_of(rule.id, act))
    if job is None or job.state == DONE:
        return None
    return Progress(job.done, job.total, job.state == FAILED)
