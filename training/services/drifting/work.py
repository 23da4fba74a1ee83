"""The weekly round: close the weeks that are over, and tell once when a group has dropped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.services.bounces import one_line
from training.services.drifting.falls import find_falls, read_series
from training.services.drifting.waves import close_next
from training.services.grouping import read_names, read_tree
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.store import drift as store
from training.store.drift import DriftAlarm, DriftWave
from training.store.people import list_active_with

KIND = "drift"
OFF = "off"
TOLD = (Role.HR, Role.TRAINER)

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A group that fell: its key, its name where it is a unit, and the shares in per cents."""

    key: str
    name: str
    expected: int
    share: int


def due_job(local_now: datetime, spacing: str) -> NewJob | None:
    """Give the job of this week; a week has one, by its key."""
    if spacing == OFF:
        return None
    year, week, _ = local_now.isocalendar()
    return NewJob(KIND, key=f"{KIND}:{year}-{week:02}")


def step_with(write: Write) -> Step:
    """Make the step that closes one wave and tells what it shows."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        session = library.session
        wave = close_next(session, today=library.day_of(at), at=at)
        done = task.stage.done + (1 if wave else 0)
        if wave is None:
            return Stage("", done, done, is_finished=True)
        drops = find_drops(session, wave)
        _tell(session, write, wave, drops, at)
        return Stage(str(wave.id), done, done)

    return step


def find_drops(session: Session, wave: DriftWave) -> list[Drop]:
    """Give the falls of which nobody was told yet, and keep that they are told now.

    A whole that falls with a part of it that is low is the fall of that part.
    """
    falls = find_falls(read_series(store.list_points(session)), read_tree(session).above)
    told = store.list_told(session)
    names = {key: one_line(name) for key, name in read_names(session).items()}
    drops = []
    for fall in falls:
        if fall.is_low and wave.id in fall.waves and not fall.waves & told.get(fall.key, set()):
            row = DriftAlarm(wave_id=wave.id, group_key=fall.key, expected=fall.expected)
            session.add(row)
            drops.append(Drop(fall.key, names.get(fall.key, ""), fall.expected, fall.share))
    session.flush()
    return drops


def _tell(
    session: Session, write: Write, wave: DriftWave, drops: Sequence[Drop], at: datetime
) -> None:
    """Mail HR and trainers, once; a drop is about a group and never about anybody."""
    if not drops:
        return
    letters = []
    for person in list_active_with(session, TOLD):
        subject, body = write(
            "drift", person.language, name=one_line(person.name), wave=wave, drops=drops
        )
        letters.append(Letter(person.email, subject, body, KIND, person.id, is_quiet=True))
    queue_all(session, letters, at=at)
