"""For whom a moment has come: all duties of a person together, so that one mail can tell it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.reminder import Moment, Policy, Term, is_away, latest_moment, returned_from
from training.services.enrolment import begun_on
from training.services.library import Library
from training.store import reminder as store
from training.store.people import Person
from training.store.reminder import Duty


@dataclass(frozen=True, slots=True)
class Due:
    """A duty whose moment has come."""

    duty: Duty
    moment: Moment


@dataclass(frozen=True, slots=True)
class PersonDue:
    """Everything that one person is reminded of today."""

    person: Person
    due: tuple[Due, ...]


def find_due(
    library: Library, learner_keys: Collection[UUID], *, policy: Policy, today: date
) -> dict[UUID, PersonDue]:
    """Tell by learner key who of these is to be reminded of what; others are left out.

    Nobody is reminded who is away or has left, of what need not be done, or again of a moment
    after which a reminder went out already, by itself or because somebody asked for it.
    """
    duties = _latest_cycles(store.list_duties(library.session, learner_keys))
    candidates = [
        Due(duty, moment)
        for duty in duties
        if is_reachable(duty, today) and (moment := _moment(library, duty, policy, today))
    ]
    chosen = _without_settled(library, candidates, today)
    grouped: dict[UUID, list[Due]] = defaultdict(list)
    for due in chosen:
        grouped[due.duty.enrolment.learner_key].append(due)
    return {key: PersonDue(found[0].duty.person, tuple(found)) for key, found in grouped.items()}


def is_reachable(duty: Duty, today: date) -> bool:
    """Tell whether the person is here to be reminded."""
    person = duty.person
    return person.is_active and not is_away(person.away_from, person.away_until, today)


def term_of(library: Library, duty: Duty) -> Term | None:
    """Give the days of a duty that count for reminders; none without a due date."""
    row = duty.enrolment
    if row.due_on is None:
        return None
    late_from = row.late_from or row.due_on + timedelta(days=1)
    return Term(row.due_on, late_from, begun_on(library, row))


def _moment(library: Library, duty: Duty, policy: Policy, today: date) -> Moment | None:
    term, person = term_of(library, duty), duty.person
    if term is None:
        return None
    away_since = returned_from(person.away_from, person.away_until, today)
    return latest_moment(policy, term, today, away_since=away_since)


def _latest_cycles(duties: Sequence[Duty]) -> list[Duty]:
    """Keep the last cycle of each course: an earlier one is not asked for any more."""
    last: dict[tuple[UUID, UUID], int] = {}
    for duty in duties:
        row = duty.enrolment
        place = row.learner_key, row.course_id
        last[place] = max(row.cycle, last.get(place, 0))
    return [
        duty
        for duty in duties
        if last[duty.enrolment.learner_key, duty.enrolment.course_id] == duty.enrolment.cycle
    ]


def _without_settled(library: Library, found: Sequence[Due], today: date) -> list[Due]:
    if not found:
        return []
    ids = [due.duty.enrolment.id for due in found]
    reminded = store.list_reminded(library.session, ids)
    told = store.list_told(library.session, ids)
    keys = {due.duty.enrolment.learner_key for due in found}
    exempt = store.list_exempt(library.session, keys, today)
    offered = {entry.document_id for entry in library.catalogue.courses("")}
    return [
        due
        for due in found
        if due.duty.enrolment.course_id in offered
        and (due.duty.enrolment.learner_key, due.duty.enrolment.course_id) not in exempt
        and (due.duty.enrolment.id, due.moment.code) not in told
        and not _is_served(library, reminded.get(due.duty.enrolment.id), due.moment)
    ]


def _is_served(library: Library, reminded_at: datetime | None, moment: Moment) -> bool:
    """Tell whether a reminder went out since; so a policy that changes never doubles one."""
    return reminded_at is not None and library.day_of(reminded_at) >= moment.on
