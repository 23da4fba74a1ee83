"""Reports by mail: asked for on a screen, sent on their day, ended with the right to see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.domain.assignment import add_months
from training.domain.organisation import Layer
from training.services.audit import SYSTEM, About, Actor, note
from training.services.errors import Conflict, NotFound
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.mail import Letter, queue
from training.services.reporting.dashboard import dashboard
from training.services.reporting.view import Filters, Viewer, look
from training.store import report as store
from training.store.base import new_id
from training.store.people import Person, find_person
from training.store.report import ReportSchedule

KIND = "reports"
FROM_HOUR = 7
AT_ONCE = 20
"""So many are made in one step, which keeps it well below half a second."""

MOST = 20
"""So many reports somebody may ask for."""

SCREENS = ("dashboard", "overdue")
Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


class Every(StrEnum):
    """How often a report is sent: on Mondays, or on the first day of the month."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that somebody asks for; `query` is what the address of the screen ends with."""

    screen: str
    query: str
    every: Every


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A report by mail as its page shows it."""

    id: UUID
    screen: str
    query: str
    every: str
    next_on: date


def ask(session: Session, actor: Actor, wanted: Wanted, *, today: date, at: datetime) -> None:
    """Send somebody a report from now on; asking again changes nothing."""
    person_id = actor.person_id
    if person_id is None or wanted.screen not in SCREENS:
        raise NotFound("screen")
    mine = store.list_schedules(session, person_id)
    if any((row.screen, row.query, row.every) == _key(wanted) for row in mine):
        return
    if len(mine) >= MOST:
        raise Conflict("schedules-full")
    row = ReportSchedule(
        id=new_id(at),
        person_id=person_id,
        screen=wanted.screen,
        query=wanted.query,
        every=wanted.every,
        next_on=following(today, wanted.every),
        created_at=at,
    )
    session.add(row)
    _note(session, actor, row, "ok", at)


def stop(session: Session, actor: Actor, schedule_id: UUID, *, at: datetime) -> None:
    """Send it no more; raises `NotFound` for that of another person."""
    row = actor.person_id and store.find_schedule(session, schedule_id, actor.person_id)
    if not row:
        raise NotFound("schedule")
    _note(session, actor, row, "stopped", at)
    session.delete(row)


def list_mine(session: Session, person_id: UUID) -> list[ScheduleLine]:
    """List what somebody gets."""
    return [
        ScheduleLine(row.id, row.screen, row.query, row.every, row.next_on)
        for row in store.list_schedules(session, person_id)
    ]


def following(day: date, every: str) -> date:
    """Give the next Monday, or the next first of a month."""
    if every == Every.WEEK:
        return day + timedelta(days=8 - day.isoweekday())
    return add_months(day.replace(day=1), 1)


def due_job(local_now: datetime) -> NewJob | None:
    """Give the job of the day, once people are at work; its key makes it one a day."""
    if local_now.hour < FROM_HOUR:
        return None
    return NewJob(KIND, key=f"{KIND}:{local_now.date().isoformat()}")


def step_with(write: Write) -> Step:
    """Make the step that sends what is due; what was sent is due again on a later day."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        today = library.day_of(at)
        due = store.list_due(library.session, today, limit=AT_ONCE)
        for row in due:
            _send(library, write, row, at)
            row.next_on = following(max(today, row.next_on), row.every)
        library.session.flush()
        done = task.stage.done + len(due)
        return Stage(done=done, total=done, is_finished=len(due) < AT_ONCE)

    return step


def _send(library: Library, write: Write, row: ReportSchedule, at: datetime) -> None:
    """Queue one mail; who left or may see it no more gets nothing, now or later."""
    session, person = library.session, find_person(library.session, row.person_id)
    try:
        letter = _letter(library, write, row, person, at)
    except NotFound:
        _note(session, SYSTEM, row, "ended", at)
        session.delete(row)
        return
    queue(session, letter, at=at)


def _letter(
    library: Library, write: Write, row: ReportSchedule, person: Person | None, at: datetime
) -> Letter:
    if person is None or not person.is_active:
        raise NotFound("person")
    today, arguments = library.day_of(at), dict(parse_qsl(row.query))
    viewer = Viewer(person.id, Role(person.role), person.language, today)
    page = dashboard(library, look(library, viewer, read(arguments)), today=today)
    subject, body = write(
        "report",
        person.language,
        page=page,
        screen=row.screen,
        every=row.every,
        arguments=arguments,
        today=today,
    )
    return Letter(person.email, subject, body, "report", person.id, is_quiet=True)


def read(arguments: dict[str, str]) -> Filters:
    """Read the filters of an address that was kept; raises `NotFound` for what is none."""
    try:
        return Filters(
            UUID(arguments["unit"]) if "unit" in arguments else None,
            Layer(arguments["layer"]) if "layer" in arguments else None,
            arguments.get("course", ""),
        )
    except ValueError as error:
        raise NotFound("filter") from error


def _key(wanted: Wanted) -> tuple[str, str, str]:
    return wanted.screen, wanted.query, wanted.every.value


def _note(session: Session, actor: Actor, row: ReportSchedule, result: str, at: datetime) -> None:
    about = About(row.person_id, {"screen": row.screen, "every": row.every})
    note(session, actor, "schedule-report", f"schedule:{row.id}", result, at=at, about=about)
