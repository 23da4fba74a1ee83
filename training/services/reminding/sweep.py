"""The daily round of reminders: once a day, in steps, and never the same twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.reminder import CATCH_UP, Policy, due_window
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.mail import Letter
from training.services.reminding.due import PersonDue, find_due
from training.services.reminding.escalation import tell_leaders
from training.services.reminding.letters import Desk, Write
from training.services.reminding.outbox import Parcel, put
from training.store import reminder as store

KIND = "remind"
ROWS = 100
"""At most so many mails a step: it is one short transaction, and learners' clicks wait for it."""

PARTS = 5


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
    """Remind the next people whose due date is near or just over.

    One part of a step is few rows, so that few mails are written at once; where nobody is to be
    reminded it looks at more of them.
    """
    window = due_window(its.policy, its.today)
    seen = 0
    for _ in range(PARTS):
        after = (place.day, place.row) if place.day and place.row else None
        rows = store.list_due(its.session, window, after, ROWS) if window else []
        seen += len(rows)
        sent = _remind(its, [key for _, _, key in rows])
        if len(rows) < ROWS:
            return Place(Phase.RETURNED), seen
        place = Place(Phase.DUE, rows[-1][0], rows[-1][1])
        if sent:
            break
    return place, seen


def _remind_returned(its: Round, place: Place) -> tuple[Place | None, int]:
    """Remind who came back from leave of what has come meanwhile."""
    days = its.today - CATCH_UP, its.today
    people = store.list_returned(its.session, days, place.row, ROWS) if its.policy.is_on else []
    _remind(its, [key for _, key in people])
    if len(people) < ROWS:
        return Place(Phase.LEADERS), 0
    return Place(Phase.RETURNED, row=people[-1][0]), 0


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
    """Mail these people, each once, and tell how many there were."""
    if not keys:
        return 0
    due = find_due(its.library, set(keys), policy=its.policy, today=its.today)
    # In the order of the rows: two rounds at once wait for each other, and never in a circle.
    found = [due[key] for key in dict.fromkeys(keys) if key in due]
    desk = Desk(its.library, its.write, its.today)
    facts = desk.facts([each.duty for one in found for each in one.due])
    parcels = [_parcel(one, desk.reminder([each.duty for each in one.due], facts)) for one in found]
    if not put(its.session, parcels, at=its.at):
        for parcel in parcels:
            put(its.session, [parcel], at=its.at)
    return len(found)


def _parcel(found: PersonDue, letter: Letter) -> Parcel:
    moments = tuple((each.duty.enrolment.id, each.moment.code) for each in found.due)
    return Parcel(letter, found.due[0].duty.person.id, moments)
