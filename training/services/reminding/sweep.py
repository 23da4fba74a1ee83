"""The daily round of reminders: once a day, in steps, and never the same twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from training.domain.reminder import CATCH_UP, Policy, due_window
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.mail import queue
from training.services.reminding import letters
from training.services.reminding.due import Due, PersonDue, find_due
from training.services.reminding.escalation import tell_leaders
from training.services.reminding.letters import Write
from training.store import reminder as store
from training.store.base import new_id
from training.store.reminder import Reminder

KIND = "remind"
ROWS = 500
LETTERS = 100
"""At most so many mails a step: it is one short transaction, and learners' clicks wait for it."""


class Phase(StrEnum):
    """What a round does, in this order."""

    DUE = "due"
    RETURNED = "returned"
    LEADERS = "leaders"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a round is: the phase, and after which row of it."""

    phase: Phase = Phase.DUE
    day: date | None = None
    row: UUID | None = None

    def __str__(self) -> str:
        """Write it as the job keeps it."""
        return f"{self.phase} {self.day or '-'} {self.row or '-'}"

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """Read what the job kept; an empty one is the beginning."""
        if not cursor:
            return cls()
        phase, day, row = cursor.split(" ")
        return cls(
            Phase(phase),
            None if day == "-" else date.fromisoformat(day),
            None if row == "-" else UUID(row),
        )


@dataclass(frozen=True, slots=True)
class Round:
    """What every step of one round works with."""

    library: Library
    write: Write
    policy: Policy
    at: datetime

    @property
    def session(self) -> Session:
        """Give the transaction of this step."""
        return self.library.session

    @property
    def today(self) -> date:
        """Give the day of the organisation."""
        return self.library.day_of(self.at)


def due_job(local_now: datetime, policy: Policy) -> NewJob | None:
    """Give the round of this day, once mails may be sent; the key keeps it to one."""
    if not policy.is_on or not policy.is_open(local_now):
        return None
    day = local_now.date()
    return NewJob(KIND, {"day": str(day)}, key=key_of(day))


def key_of(day: date) -> str:
    """Name the one round of a day."""
    return f"{KIND}:{day}"


def due_today(library: Library, at: datetime) -> NewJob | None:
    """Give the round of this day as the organisation's own choices have it."""
    return due_job(library.local(at), store.find_policy(library.session))


def sweep_with(write: Write) -> Step:
    """Make the step of a round, with what writes its mails."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        its = Round(library, write, store.find_policy(library.session), at)
        place, stage = Place.read(task.stage.cursor), task.stage
        total = stage.total if stage.cursor else _count(its)
        after, seen = _PHASES[place.phase](its, place)
        # What changes meanwhile is no more or less work to show than there was at the start.
        done = min(stage.done + seen, total)
        if after is None:
            return Stage(stage.cursor, total, total, is_finished=True)
        return Stage(str(after), done, total)

    return step


def _count(its: Round) -> int:
    window = due_window(its.policy, its.today)
    return store.count_due(its.session, window) if window else 0


def _remind_due(its: Round, place: Place) -> tuple[Place | None, int]:
    """Remind the next people whose due date is near or just over."""
    window = due_window(its.policy, its.today)
    after = (place.day, place.row) if place.day and place.row else None
    rows = store.list_due(its.session, window, after, ROWS) if window else []
    keys = list(dict.fromkeys(key for _, _, key in rows))
    reached = _remind(its, keys)
    if len(rows) < ROWS and reached == len(keys):
        return Place(Phase.RETURNED), len(rows)
    # Where the letters of this step end: the last row before the first person it did not reach.
    later = set(keys[reached:])
    seen = next((number for number, row in enumerate(rows) if row[2] in later), len(rows))
    day, row, _ = rows[seen - 1]
    return Place(Phase.DUE, day, row), seen


def _remind_returned(its: Round, place: Place) -> tuple[Place | None, int]:
    """Remind who came back from leave of what has come meanwhile."""
    days = its.today - CATCH_UP, its.today
    people = store.list_returned(its.session, days, place.row, ROWS) if its.policy.is_on else []
    reached = _remind(its, [key for _, key in people])
    if len(people) < ROWS and reached == len(people):
        return Place(Phase.LEADERS), 0
    return Place(Phase.RETURNED, row=people[reached - 1][0]), 0


def _tell_leaders(its: Round, place: Place) -> tuple[Place | None, int]:
    """Tell the next leaders who in their units is late for long."""
    last = tell_leaders(its.library, its.write, policy=its.policy, after=place.row, at=its.at)
    return (Place(Phase.LEADERS, row=last) if last else None), 0


_PHASES = {
    Phase.DUE: _remind_due,
    Phase.RETURNED: _remind_returned,
    Phase.LEADERS: _tell_leaders,
}


def _remind(its: Round, keys: Sequence[UUID]) -> int:
    """Mail these people in turn, and tell how many were dealt with: all, or up to the limit."""
    due = find_due(its.library, keys, policy=its.policy, today=its.today) if keys else {}
    sent = 0
    for number, key in enumerate(keys):
        if sent == LETTERS:
            return number
        if found := due.get(key):
            send(its, found)
            sent += 1
    return len(keys)


def send(its: Round, found: PersonDue) -> bool:
    """Put the one mail of a person in the outbox, with what it reminds of.

    Tells whether it is there: where another worker was first, the constraint refuses all of it.
    """
    duties = [due.duty for due in found.due]
    letter = letters.reminder(its.library, duties, its.write, today=its.today)
    try:
        with its.session.begin_nested():
            mail_id = queue(its.session, letter, at=its.at)
            its.session.add_all(_row(due, mail_id, its.at) for due in found.due)
    except IntegrityError:
        return False
    return True


def _row(due: Due, mail_id: UUID, at: datetime) -> Reminder:
    return Reminder(
        id=new_id(at),
        enrolment_id=due.duty.enrolment.id,
        moment=due.moment.code,
        recipient_id=due.duty.person.id,
        mail_id=mail_id,
        created_at=at,
    )
