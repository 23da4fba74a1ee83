"""Tells people of a measurement: once when it opens, and once a week before it closes.

Nobody is told who is away or has finished. Who was told is written beside the form that somebody
has, and goes with it; no page shows it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.domain.measuring import Wave
from training.domain.quiz import Quiz
from training.services.bounces import one_line
from training.services.jobs import NewJob, Stage, Step, Task, enqueue
from training.services.library import Library
from training.services.mail import MEASUREMENT, Letter, queue_all
from training.store import measurement_mail as store
from training.store.measurement_mail import ToTell

KIND = "measurement-mail"
AT_ONCE = 200
BEFORE_END, APART = timedelta(days=7), timedelta(days=3)

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


def due_job(local_now: datetime) -> NewJob:
    """Give the round of this day; a day has one, by its key."""
    return NewJob(KIND, key=f"{KIND}:{local_now.date().isoformat()}")


def tell_at_once(session: Session, number: int, *, at: datetime) -> None:
    """Do not wait for the next day with a measurement that was just opened."""
    enqueue(session, NewJob(KIND, key=f"{KIND}:opened:{number}"), at=at)


def step_with(write: Write) -> Step:
    """Make the step that writes to the next people."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        session, today = library.session, library.day_of(at)
        found = store.list_to_tell(
            session, today, before_end=BEFORE_END, apart=APART, limit=AT_ONCE
        )
        letters = [_letter(library, write, each) for each in found]
        for each in found:
            if each.part.invited_on is None:
                each.part.invited_on = today
            else:
                each.part.reminded_on = today
        queue_all(session, letters, at=at)
        done = task.stage.done + len(found)
        return Stage("", done, done, is_finished=len(found) < AT_ONCE)

    return step


def _letter(library: Library, write: Write, told: ToTell) -> Letter:
    measurement, person = told.measurement, told.person
    text_id = measurement.text_b_id if told.part.form == "B" else measurement.text_a_id
    minutes = library.take(text_id, Quiz).header.minutes if text_id else 0
    subject, body = write(
        "measurement",
        person.language,
        name=one_line(person.name),
        wave=measurement.id,
        is_blind=measurement.kind == Wave.BASELINE,
        is_second=told.part.invited_on is not None,
        closes_on=measurement.closes_on,
        minutes=minutes,
    )
    return Letter(person.email, subject, body, MEASUREMENT, person.id, is_quiet=True)
