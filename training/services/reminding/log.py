"""What was sent: the log of reminders, and whether it still goes by itself."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from training.domain.reminder import Policy, kind_of
from training.services import jobs
from training.services.errors import Invalid
from training.services.library import Library
from training.services.mail import REMINDERS
from training.services.reminding import sweep
from training.services.reminding.escalation import count_unheard
from training.services.reminding.letters import titles
from training.store import mail as mail_store
from training.store import reminder_log as store
from training.store.job import Job, find_first_moment
from training.store.reminder import find_policy
from training.store.reminder_log import PROBLEM, Sent, Wanted

PAGE = 50
FIRST_PROBLEMS = 5
TROUBLE_DAYS = 31
PATIENCE = timedelta(hours=1)
"""So long a round may take to begin, and a mail to leave, before somebody should look."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the reader wants to see; days include themselves."""

    outcome: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is wanted."""
        return self == LogFilter()


@dataclass(frozen=True, slots=True)
class LogLine:
    """One reminder on the page."""

    created_at: datetime
    sent_at: datetime | None
    recipient: str
    email: str
    person: str
    course: str
    kind: str
    days: int
    outcome: str
    failure: str


@dataclass(frozen=True, slots=True)
class Health:
    """Whether it still goes by itself: the last round, and the outbox."""

    is_on: bool
    last_round: datetime | None
    is_running: bool
    has_failed: bool
    is_missed: bool
    waiting: int
    waiting_since: datetime | None
    unheard: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log; `problems` are shown first, `following` begins the next page."""

    lines: tuple[LogLine, ...]
    problems: tuple[LogLine, ...]
    trouble: int
    following: str
    health: Health


def read(
    library: Library, wanted: LogFilter, *, language: str, after: str, at: datetime
) -> LogPage:
    """Show a page of the log; raises `Invalid` for a place that is none."""
    lines = store.list_sent(library.session, _wanted(library, wanted), _place(after), PAGE + 1)
    since = at - timedelta(days=TROUBLE_DAYS)
    trouble = store.count_trouble(library.session, REMINDERS, since)
    problems: list[Sent] = []
    if trouble and wanted.is_empty and not after:
        recent = Wanted(outcome=PROBLEM, since=since)
        problems = store.list_sent(library.session, recent, None, FIRST_PROBLEMS)
    named = {id_: title for id_, (_, title) in titles(library, language).items()}
    shown = lines[:PAGE]
    last = shown[-1] if len(lines) > PAGE else None
    return LogPage(
        lines=tuple(_line(line, named) for line in shown),
        problems=tuple(_line(line, named) for line in problems),
        trouble=trouble,
        following=f"{last.created_at.isoformat()}_{last.id}" if last else "",
        health=health(library, at=at),
    )


def health(library: Library, *, at: datetime) -> Health:
    """Look whether reminders still go by themselves: a round that stops silently is the fault."""
    session, policy = library.session, find_policy(library.session)
    today = library.day_of(at)
    last = store.find_last_round(session, f"{sweep.KIND}:")
    own = last if last and last.key == sweep.key_of(today) else None
    waiting, since = _stuck(library, policy, at)
    return Health(
        is_on=policy.is_on,
        last_round=last.finished_at or last.created_at if last else None,
        is_running=own is not None and own.state in {jobs.WAITING, jobs.RUNNING},
        has_failed=last is not None and last.state == jobs.FAILED,
        is_missed=policy.is_on and _is_missed(library, policy, own, at),
        waiting=waiting,
        waiting_since=since,
        unheard=count_unheard(library, policy, today),
    )


def _is_missed(library: Library, policy: Policy, own: Job | None, at: datetime) -> bool:
    """Tell whether the round of this day should have been there, or done, by now."""
    local = library.local(at)
    if local.weekday() not in policy.weekdays:
        return False
    opening = local.replace(hour=policy.from_hour, minute=0, second=0, microsecond=0)
    if own is None:
        return local >= opening + PATIENCE and not _began_after_hours(library, policy, local)
    return own.state in {jobs.WAITING, jobs.RUNNING} and at >= own.created_at + PATIENCE


def _began_after_hours(library: Library, policy: Policy, local: datetime) -> bool:
    """Tell whether the worker ran for the first time today, when no mail was sent any more."""
    first = find_first_moment(library.session)
    began = library.local(first) if first else None
    return began is not None and began.date() == local.date() and not policy.is_open(began)


def _stuck(library: Library, policy: Policy, at: datetime) -> tuple[int, datetime | None]:
    """Count the mails that could have left long ago, and tell since when; quiet hours are none."""
    urgent = mail_store.backlog(library.session, at, is_quiet=False)
    count, since = urgent.count, urgent.since
    local = library.local(at)
    if policy.is_open(local):
        opening = local.replace(hour=policy.from_hour, minute=0, second=0, microsecond=0)
        quiet = mail_store.backlog(library.session, at, is_quiet=True)
        if quiet.since:
            count += quiet.count
            since = min(since or at, max(quiet.since, opening))
    is_stuck = since is not None and since <= at - PATIENCE
    return (count, since) if is_stuck else (0, None)


def _wanted(library: Library, wanted: LogFilter) -> Wanted:
    until = wanted.until + timedelta(days=1) if wanted.until else None
    return Wanted(
        outcome=wanted.outcome,
        person=wanted.person.strip(),
        since=library.start_of(wanted.since) if wanted.since else None,
        before=library.start_of(until) if until else None,
    )


def _place(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    moment, _, id_ = after.partition("_")
    try:
        found = datetime.fromisoformat(moment)
        if found.tzinfo is None:
            raise Invalid("place")
        return found.astimezone(UTC), UUID(id_)
    except (ValueError, OverflowError) as error:
        raise Invalid("place") from error


def _line(sent: Sent, named: dict[UUID, str]) -> LogLine:
    kind, days = kind_of(sent.moment)
    return LogLine(
        created_at=sent.created_at,
        sent_at=sent.sent_at,
        recipient=sent.recipient,
        email=sent.email,
        person=sent.person,
        course=named.get(sent.course_id, sent.course_slug),
        kind=kind,
        days=days,
        outcome=sent.outcome,
        failure=sent.failure,
    )
