"""Gives somebody all that is kept about them, and takes answers away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.assignment import add_months
from training.services.audit import Actor, note
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.store import own_data as store
from training.store import unlinking
from training.store.library import list_titles

KIND = "retention"
DOCUMENTS = ("document_id", "course_id")
"""Columns that name a text, beside which its title is given."""

Value = str | int | float | bool | None | list[object] | dict[str, object]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one table keeps about a person, in words and numbers that a file can hold."""

    table: str
    rows: tuple[Mapping[str, Value], ...]


def collect(library: Library, *, person_id: UUID, learner_key: UUID) -> tuple[Holding, ...]:
    """Give all that is kept about a person, the titles of texts beside their numbers."""
    found = list(store.list_holdings(library.session, person_id, learner_key))
    titles = list_titles(library.session, _documents_in(found))
    return tuple(
        Holding(each.table, tuple(_readable(row, titles) for row in each.rows)) for each in found
    )


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


def _readable(row: Mapping[str, object], titles: Mapping[UUID, str]) -> dict[str, Value]:
    found = {name: _plain(value) for name, value in row.items()}
    for name in DOCUMENTS:
        document_id = row.get(name)
        if isinstance(document_id, UUID):
            found[name.removesuffix("_id")] = titles.get(document_id, "")
    return found


def _plain(value: object) -> Value:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
