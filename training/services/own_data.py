"""Gives somebody all that is kept about them, and takes answers away."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.assignment import add_months
from training.services.audit import SYSTEM, About, Actor, note
from training.services.errors import NotFound
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.store import own_data as store
from training.store import unlinking
from training.store.library import list_titles
from training.store.people import find_by_email, key_of

KIND = "retention"
DOCUMENTS = ("document_id", "course_id")
"""Columns that name a text, beside which its title is given."""

TRAIL = "audit_event"
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", re.IGNORECASE)
HIDDEN = "…"

Value = str | int | float | bool | None | list[object] | dict[str, object]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one table keeps about a person, in words and numbers that a file can hold."""

    table: str
    rows: tuple[Mapping[str, Value], ...]


def collect(library: Library, *, person_id: UUID, learner_key: UUID) -> tuple[Holding, ...]:
    """Give all that is kept about a person, the titles of texts beside their numbers.

    What the trail says keeps the identifiers of what else is given, and hides those of others.
    """
    holdings = store.list_holdings(library.session, person_id, learner_key)
    found = [each for each in holdings if each.rows]
    titles = list_titles(library.session, _documents_in(found))
    own = {str(value) for value in _identifiers_in(found)}
    return tuple(
        Holding(each.table, tuple(_readable(row, titles, own) for row in each.rows))
        for each in found
    )


def collect_for(library: Library, email: str, *, at: datetime) -> tuple[str, tuple[Holding, ...]]:
    """Give the language of somebody who cannot log in, and all that is kept; for who runs it.

    Leaves a line on the trail. Raises `NotFound`.
    """
    person = find_by_email(library.session, email)
    learner_key = key_of(library.session, person.id) if person else None
    if person is None or learner_key is None:
        raise NotFound("person")
    about, place = About(person.id), f"person:{person.id}"
    note(library.session, SYSTEM, "own-data-given", place, "ok", at=at, about=about)
    library.session.flush()
    return person.language, collect(library, person_id=person.id, learner_key=learner_key)


def note_taken(library: Library, actor: Actor, result: str, *, at: datetime) -> None:
    """Put on the trail that somebody takes along all that is kept, or that it was refused."""
    note(library.session, actor, "own-data-taken", f"person:{actor.person_id}", result, at=at)


def unlink(library: Library, actor: Actor, *, learner_key: UUID, at: datetime) -> None:
    """Unlink all answers of somebody who asks for it; what is still being done stays."""
    unlinking.unlink_answers(library.session, learner_key)
    note(library.session, actor, "unlinked", f"person:{actor.person_id}", "ok", at=at)


def due_job(local_now: datetime) -> NewJob:
    """Give the round of this day; a day has one, by its key."""
    day = local_now.date().isoformat()
    return NewJob(KIND, {"day": day}, key=f"{KIND}:{day}")


def step_for(months: int) -> Step:
    """Make the step that unlinks what is older than some months; 0 keeps everything."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        today = library.day_of(at)
        day = add_months(today, -months)
        begun = library.start_of(day)
        older = unlinking.unlink_older
        count = older(library.session, day, begun, today.year) if months else 0
        done = task.stage.done + count
        return Stage("", done, done, is_finished=not count)

    return step


def _documents_in(found: Sequence[store.Holding]) -> set[UUID]:
    rows = (row for each in found for row in each.rows)
    named = (row.get(name) for row in rows for name in DOCUMENTS)
    return {value for value in named if isinstance(value, UUID)}


def _identifiers_in(found: Sequence[store.Holding]) -> Iterator[UUID]:
    for each in found:
        if each.table != TRAIL:
            for row in each.rows:
                yield from (value for value in row.values() if isinstance(value, UUID))


def _readable(
    row: Mapping[str, object], titles: Mapping[UUID, str], own: set[str]
) -> dict[str, Value]:
    found = {name: _plain(value) for name, value in row.items()}
    for name in ("object", "details"):
        if name in found:
            found[name] = _without_others(found[name], own)
    for name in DOCUMENTS:
        document_id = row.get(name)
        if isinstance(document_id, UUID):
            found[name.removesuffix("_id")] = titles.get(document_id, "")
    return found


def _without_others(value: Value, own: set[str]) -> Value:
    if isinstance(value, dict):
        return {name: _without_others(_plain(each), own) for name, each in value.items()}
    if not isinstance(value, str):
        return value
    return IDENTIFIER.sub(lambda found: _if_own(found[0], own), value)


def _if_own(identifier: str, own: set[str]) -> str:
    return identifier if str(UUID(identifier)) in own else HIDDEN


def _plain(value: object) -> Value:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
