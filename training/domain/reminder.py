"""Which reminder of a duty has come, when one may be sent, and to whom lateness is told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from training.domain.organisation import upward

CATCH_UP = timedelta(days=31)
"""A moment that is longer ago is let go: nobody gets a mail about what was over long since."""

LONGEST_GRACE = timedelta(days=366)
WEEK = 7


class MomentKind(StrEnum):
    """What a reminder is about."""

    BEFORE = "before"
    DUE = "due"
    AFTER = "after"
    NUDGE = "nudge"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Policy:
    """How an organisation wants to remind; the defaults hold until HR chooses otherwise.

    `escalate_after` 0 is never. Weekdays count from Monday, which is 0.
    """

    is_on: bool = True
    days_before: tuple[int, ...] = (14, 3)
    on_the_day: bool = True
    days_after: tuple[int, ...] = (7, 21)
    escalate_after: int = 14
    from_hour: int = 8
    until_hour: int = 18
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    def is_open(self, local: datetime) -> bool:
        """Tell whether a mail that can wait may be sent at this moment."""
        return local.weekday() in self.weekdays and self.from_hour <= local.hour < self.until_hour

    def sending_day(self, from_day: date) -> date:
        """Give the first day, from this one on, on which mails are sent."""
        days = (from_day + timedelta(days=count) for count in range(WEEK))
        return next((day for day in days if day.weekday() in self.weekdays), from_day)

    @property
    def offsets(self) -> dict[int, tuple[MomentKind, int]]:
        """List the moments by their distance in days from the due date."""
        found = {-days: (MomentKind.BEFORE, days) for days in self.days_before}
        if self.on_the_day:
            found[0] = (MomentKind.DUE, 0)
        return found | {days: (MomentKind.AFTER, days) for days in self.days_after}


@dataclass(frozen=True, slots=True)
class Moment:
    """A reminder that has come: what it is, the day it came, and the due date that it is about."""

    kind: MomentKind
    days: int
    on: date
    due_on: date

    @property
    def code(self) -> str:
        """Name it as it is kept; another due date, after an extension, is another moment."""
        name = f"{self.kind}-{self.days}" if self.days else self.kind
        return f"{name}:{self.due_on}"


@dataclass(frozen=True, slots=True)
class Term:
    """By when a duty is to be done, from which day it is too late, and since when it is there."""

    due_on: date
    late_from: date
    since: date


def latest_moment(
    policy: Policy, term: Term, today: date, *, away_since: date | None = None
) -> Moment | None:
    """Give the one moment that counts today: the last that came since the duty was there.

    So a night that was missed never leads to two mails. What comes after the due date waits until
    it is too late indeed; what came before the duty was there, or too long ago, is let go. Who
    just came back from leave gets the last moment that came in it, however long it was.
    """
    found: Moment | None = None
    not_before = max(term.since, min(today - CATCH_UP, away_since or date.max))
    for offset, (kind, days) in sorted(policy.offsets.items()):
        on = term.due_on + timedelta(days=offset)
        if kind is MomentKind.AFTER:
            on = max(on, term.late_from)
        if not_before <= on <= today:
            found = Moment(kind, days, on, term.due_on)
    return found if found and policy.is_on else None


@dataclass(frozen=True, slots=True)
class Window:
    """Between which due dates, and too late from which day on, a duty can have a moment today."""

    first_due: date
    last_due: date
    late_since: date

    def holds(self, term: Term) -> bool:
        """Tell whether a duty must be looked at."""
        return self.first_due <= term.due_on <= self.last_due and self.late_since <= term.late_from


def due_window(policy: Policy, today: date) -> Window | None:
    """Give the duties that can have a moment today; none when nothing is sent."""
    offsets = policy.offsets
    if not offsets or not policy.is_on:
        return None
    late_since = today - timedelta(days=max(offsets)) - CATCH_UP
    # With days of grace a moment after the due date comes later than its number of days.
    return Window(late_since - LONGEST_GRACE, today - timedelta(days=min(offsets)), late_since)


def late_window(policy: Policy, today: date) -> Window | None:
    """Give the duties of which a leader can have to be told today; none when nobody is."""
    if not policy.escalate_after or not policy.is_on:
        return None
    last_due = today - timedelta(days=policy.escalate_after)
    late_since = last_due - CATCH_UP
    return Window(late_since - LONGEST_GRACE, last_due, late_since)


def escalation(policy: Policy, term: Term, today: date) -> Moment | None:
    """Give the moment at which the leader is told; none before it, or long after."""
    days = policy.escalate_after
    if not days or not policy.is_on:
        return None
    on = max(term.due_on + timedelta(days=days), term.late_from)
    is_now = max(term.since, today - CATCH_UP) <= on <= today
    return Moment(MomentKind.ESCALATION, days, on, term.due_on) if is_now else None


def nudge_code(today: date) -> str:
    """Name the reminder that somebody asks for: at most one a day."""
    return f"{MomentKind.NUDGE}-{today}"


def kind_of(code: str) -> tuple[MomentKind, int]:
    """Read what a kept moment was, and its number of days."""
    name = code.partition(":")[0]
    kind, _, rest = name.partition("-")
    return MomentKind(kind), int(rest) if rest.isdecimal() else 0


def is_away(away_from: date | None, away_until: date | None, today: date) -> bool:
    """Tell whether somebody is away; the last day belongs to it, and without one it lasts."""
    has_begun = away_from is not None and away_from <= today
    return has_begun and (away_until is None or today <= away_until)


def returned_from(away_from: date | None, away_until: date | None, today: date) -> date | None:
    """Give the first day of a leave that ended just now; none for who was not away."""
    is_back = away_until is not None and today - CATCH_UP <= away_until < today
    return away_from if is_back else None


def leaders_of(
    person_id: UUID,
    unit_id: UUID,
    parents: Mapping[UUID, UUID | None],
    leaders: Mapping[UUID, Collection[UUID]],
) -> frozenset[UUID]:
    """Choose who is told that somebody is late: whoever leads the nearest unit that has a leader.

    Who leads a unit is not told of oneself, nor is the one beside: that goes a unit higher.
    """
    for unit in upward(unit_id, parents):
        found = leaders.get(unit, ())
        if found and person_id not in found:
            return frozenset(found)
    return frozenset()
