"""What the next round would send: how many of which moment, to whom, and how a mail reads."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.reminder import CATCH_UP, Policy, due_window
from training.services import jobs
from training.services.errors import NotFound
from training.services.library import Library
from training.services.reminding import letters, sweep
from training.services.reminding.due import PersonDue, find_due
from training.services.reminding.escalation import find_cases
from training.services.reminding.letters import Desk, Write
from training.store import reminder as store
from training.store.job import find_by_key

SHOWN = 50
WALK = 10_000
"""So many duties are looked at for a page; what is more is told as "at least"."""

BATCH = 1000


@dataclass(frozen=True, slots=True)
class MomentCount:
    """How many courses are reminded of at one moment."""

    kind: str
    days: int
    count: int


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A course that somebody would be reminded of."""

    title: str
    kind: str
    days: int
    due_on: date


@dataclass(frozen=True, slots=True)
class PreviewPerson:
    """Somebody who would get a mail."""

    id: UUID
    name: str
    lines: tuple[PreviewLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The next round as it would be; not `is_complete` where there is more than was counted."""

    day: date
    is_on: bool
    moments: tuple[MomentCount, ...]
    people: tuple[PreviewPerson, ...]
    mails: int
    leaders: int
    cases: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail as it would be sent, for somebody who would get it."""

    name: str
    email: str
    subject: str
    body: str


def preview(library: Library, *, language: str, at: datetime) -> Preview:
    """Look at the next round without sending anything: by the same search as the round itself."""
    policy, day = store.find_policy(library.session), next_day(library, at)
    people, is_complete = _find_people(library, policy, day)
    counts = Counter(
        (due.moment.kind, due.moment.days) for found in people.values() for due in found.due
    )
    named = letters.titles(library, language)
    leaders = list(_leaders(library, policy, day))
    return Preview(
        day=day,
        is_on=policy.is_on,
        moments=tuple(
            MomentCount(kind, days, counts[kind, days])
            for _, (kind, days) in sorted(policy.offsets.items())
        ),
        people=tuple(_person(found, named) for found in list(people.values())[:SHOWN]),
        mails=len(people),
        leaders=len(leaders),
        cases=sum(leaders),
        is_complete=is_complete,
    )


def sample(
    library: Library, write: Write, *, person_id: UUID, language: str, at: datetime
) -> Sample:
    """Write the mail that somebody would get, in a language; raises `NotFound` for no mail."""
    policy, day = store.find_policy(library.session), next_day(library, at)
    key = store.find_learner(library.session, person_id)
    found = find_due(library, [key], policy=policy, today=day) if key else {}
    if not key or key not in found:
        raise NotFound("reminder")
    duties = [due.duty for due in found[key].due]
    desk = Desk(library, write, day)
    letter = desk.reminder(duties, desk.facts(duties), language=language)
    return Sample(found[key].person.name, letter.recipient, letter.subject, letter.body)


def next_day(library: Library, at: datetime) -> date:
    """Give the day of the next round: today, unless that one is done or its hours are over."""
    policy, local = store.find_policy(library.session), library.local(at)
    today = local.date()
    job = find_by_key(library.session, sweep.key_of(today))
    is_over = job.state in {jobs.DONE, jobs.FAILED} if job else local.hour >= policy.until_hour
    return policy.sending_day(today + timedelta(days=1) if is_over else today)


def _find_people(library: Library, policy: Policy, day: date) -> tuple[dict[UUID, PersonDue], bool]:
    people: dict[UUID, PersonDue] = {}
    looked = 0
    for keys in _batches(library, policy, day):
        if looked >= WALK:
            return people, False
        people |= find_due(library, keys, policy=policy, today=day)
        looked += BATCH
    return people, True


def _batches(library: Library, policy: Policy, day: date) -> Iterator[list[UUID]]:
    window = due_window(policy, day)
    if window is None:
        return
    after: tuple[date, UUID] | None = None
    while rows := store.list_due(library.session, window, after, BATCH):
        after = rows[-1][0], rows[-1][1]
        yield list(dict.fromkeys(key for _, _, key in rows))
    returned = store.list_returned(library.session, (day - CATCH_UP, day), None, BATCH)
    yield [key for _, key in returned]


def _leaders(library: Library, policy: Policy, day: date) -> Iterator[int]:
    """Give the number of cases for each leader who would get a mail."""
    after: UUID | None = None
    for _ in range(WALK):
        turn = find_cases(library, policy=policy, after=after, today=day)
        if not turn:
            return
        yield from (len(cases) for _, cases in turn if cases)
        after = turn[-1][0].id


def _person(found: PersonDue, named: dict[UUID, tuple[str, str]]) -> PreviewPerson:
    return PreviewPerson(
        found.person.id,
        found.person.name,
        tuple(
            PreviewLine(
                named[due.duty.enrolment.course_id][1],
                due.moment.kind,
                due.moment.days,
                due.moment.due_on,
            )
            for due in found.due
        ),
    )
