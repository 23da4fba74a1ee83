"""A reminder that somebody asks for: for people in the own units, at most one a day each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from training.domain.progress import CompletionStatus
from training.domain.reminder import is_away, nudge_code
from training.domain.standing import Standing
from training.services import audit
from training.services.audit import About, Actor
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.services.reminding import letters
from training.services.reminding.letters import Desk, Write
from training.services.reminding.outbox import Parcel, put
from training.services.scope import Scope
from training.store import reminder as store
from training.store.reminder import Duty

MOST = 200


class Why(StrEnum):
    """Why somebody is not mailed."""

    LEFT = "left"
    AWAY = "away"
    COMPLETED = "completed"
    EXEMPT = "exempt"
    ENDED = "ended"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which enrolments somebody wants to remind of, and whose progress that person may see."""

    enrolment_ids: Sequence[UUID]
    scope: Scope


@dataclass(frozen=True, slots=True)
class Nudged:
    """One person and course of a wish; `why` is empty where a mail goes out."""

    name: str
    course: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Nudge:
    """Whom it reaches and whom not; `elsewhere` is not, or no longer, in the own units."""

    reached: tuple[Nudged, ...]
    left_out: tuple[Nudged, ...]
    elsewhere: int
    is_open: bool
    day: date


def nudge(library: Library, wish: Wish, actor: Actor, write: Write, *, at: datetime) -> Nudge:
    """Remind now, in one mail per person; raises `NotFound` when nobody of it is in the scope."""
    wanted = set(wish.enrolment_ids)
    if not 1 <= len(wanted) <= MOST:
        raise Invalid("nudge-number")
    found = store.list_asked(library.session, wanted, wish.scope.roots)
    if not found:
        raise NotFound("enrolment")
    today = library.day_of(at)
    reasons = _reasons(library, found, today)
    groups: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in found:
        if duty.enrolment.id not in reasons:
            groups[duty.person.id].append(duty)
    for duties in groups.values():
        if not _send(library, duties, actor, write, at):
            reasons |= {duty.enrolment.id: Why.TODAY for duty in duties}
    named = letters.titles(library, "nl")
    lines = [
        Nudged(
            duty.person.name,
            named[duty.enrolment.course_id][1] if duty.enrolment.course_id in named else "",
            reasons.get(duty.enrolment.id, ""),
        )
        for duty in found
    ]
    lines.sort(key=lambda line: (line.name.casefold(), line.course))
    return Nudge(
        reached=tuple(line for line in lines if not line.why),
        left_out=tuple(line for line in lines if line.why),
        elsewhere=len(wanted) - len(found),
        is_open=store.find_policy(library.session).is_open(library.local(at)),
        day=today,
    )


def _reasons(library: Library, found: Sequence[Duty], today: date) -> dict[UUID, Why]:
    """Tell of which enrolments nobody is reminded now, and why."""
    session = library.session
    offered = letters.titles(library, "")
    reminded = store.list_reminded(session, [duty.enrolment.id for duty in found])
    exempt = store.list_exempt(session, {duty.enrolment.learner_key for duty in found}, today)
    reasons: dict[UUID, Why] = {}
    for duty in found:
        row, last = duty.enrolment, reminded.get(duty.enrolment.id)
        why = _why(duty, today)
        if why is None and (row.learner_key, row.course_id) in exempt:
            why = Why.EXEMPT
        if why is None and row.course_id not in offered:
            why = Why.ENDED
        if why is None and last and library.day_of(last) == today:
            why = Why.TODAY
        if why:
            reasons[row.id] = why
    return reasons


def _why(duty: Duty, today: date) -> Why | None:
    person, row = duty.person, duty.enrolment
    cases = (
        (Why.LEFT, not person.is_active),
        (Why.COMPLETED, row.completion == CompletionStatus.COMPLETED),
        (Why.EXEMPT, row.standing == Standing.EXEMPT),
        (Why.ENDED, not duty.is_open),
        (Why.AWAY, is_away(person.away_from, person.away_until, today)),
    )
    return next((why for why, holds in cases if holds), None)


def _send(
    library: Library, duties: Sequence[Duty], actor: Actor, write: Write, at: datetime
) -> bool:
    """Put one mail in the outbox; tells whether nobody else did so for the same today."""
    session, today = library.session, library.day_of(at)
    person, desk = duties[0].person, Desk(library, write, today)
    letter = desk.reminder(duties, desk.facts(duties), template="reminder_asked")
    moments = tuple((duty.enrolment.id, nudge_code(today)) for duty in duties)
    if not put(session, [Parcel(letter, person.id, moments)], at=at):
        return False
    for duty in duties:
        about = About(person.id, {"to": nudge_code(today)})
        place = f"enrolment:{duty.enrolment.id}"
        audit.note(session, actor, "reminder-nudge", place, "queued", at=at, about=about)
    return True
