"""Tells leaders who in their units is late for long: one mail a day, each case once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.reminder import Policy, escalation, is_away, late_window, leaders_of
from training.services.library import Library
from training.services.reminding import letters
from training.services.reminding.due import term_of
from training.services.reminding.letters import Desk, Write
from training.services.reminding.outbox import Parcel, put
from training.store import escalation as store
from training.store.escalation import Circle, Place, Search
from training.store.organisation import list_units
from training.store.people import Person
from training.store.reminder import Duty

LEADERS = 50
CASES = 200
"""A mail names at most so many; what is left comes in the next one."""

PAGES = 10
"""How often a search goes on for more; so one leader never takes long."""

NOBODY = UUID(int=0)

Case = tuple[Duty, str]
"""A late duty, and the moment as it is kept."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Who hears of whom: units and leaders that are late themselves, by the leader who is told."""

    leaders: Mapping[UUID, Person]
    circles: Mapping[UUID, Circle]
    unheard: Circle


def tell_leaders(
    library: Library, write: Write, *, policy: Policy, after: UUID | None, at: datetime
) -> UUID | None:
    """Mail the next leaders, and give the last of them; none when all were done."""
    desk = Desk(library, write, library.day_of(at))
    turn = find_cases(library, policy=policy, after=after, today=desk.today)
    for leader, cases in turn:
        if cases:
            _tell(desk, leader, cases, at)
    return turn[-1][0].id if turn else None


def find_cases(
    library: Library, *, policy: Policy, after: UUID | None, today: date
) -> list[tuple[Person, list[Case]]]:
    """List the next leaders, each with what is new to tell; of most there is nothing."""
    window = late_window(policy, today)
    if window is None:
        return []
    lines = lines_of_command(library, today)
    search = Search(window, list(letters.titles(library, "")), today)
    turn = sorted(id_ for id_ in lines.circles if after is None or id_ > after)[:LEADERS]
    return [
        (lines.leaders[id_], _cases(library, lines.circles[id_], search, policy)) for id_ in turn
    ]


def _cases(library: Library, circle: Circle, search: Search, policy: Policy) -> list[Case]:
    """Find what is new to tell one leader; what has no moment after all hides nothing newer."""
    found: list[Case] = []
    after: Place | None = None
    for _ in range(PAGES):
        late = store.list_late(library.session, circle, search, after, CASES)
        found += [(duty, code) for duty in late if (code := _code(library, duty, policy, search))]
        if len(late) < CASES or len(found) >= CASES:
            break
        after = store.place_of(late[-1])
    return found[:CASES]


def count_unheard(library: Library, policy: Policy, today: date) -> int:
    """Count the late duties of which no leader can be told, because there is none."""
    window = late_window(policy, today)
    if window is None:
        return 0
    unheard = lines_of_command(library, today).unheard
    if not unheard.units and not unheard.people:
        return 0
    return store.count_late(library.session, unheard, window)


def lines_of_command(library: Library, today: date) -> Lines:
    """Work out who hears of whom; who is away or has left is passed over."""
    parents = {unit.id: unit.parent_id for unit in list_units(library.session)}
    leaders: dict[UUID, Person] = {}
    leads: dict[UUID, set[UUID]] = defaultdict(set)
    for unit_id, person in store.list_leads(library.session):
        if not is_away(person.away_from, person.away_until, today):
            leaders[person.id] = person
            leads[unit_id].add(person.id)
    units: dict[UUID, set[UUID]] = defaultdict(set)
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for unit_id in parents:
        for leader_id in leaders_of(NOBODY, unit_id, parents, leads) or {NOBODY}:
            units[leader_id].add(unit_id)
    for person in leaders.values():
        for leader_id in leaders_of(person.id, person.unit_id, parents, leads) or {NOBODY}:
            people[leader_id].add(person.id)
    circles = {id_: Circle(id_, units[id_], people[id_]) for id_ in {*units, *people} - {NOBODY}}
    return Lines(leaders, circles, Circle(NOBODY, units[NOBODY], people[NOBODY]))


def _code(library: Library, duty: Duty, policy: Policy, search: Search) -> str:
    term = term_of(library, duty)
    moment = escalation(policy, term, search.today) if term else None
    return moment.code if moment else ""


def _tell(desk: Desk, leader: Person, cases: list[Case], at: datetime) -> None:
    letter = desk.digest(leader, [duty for duty, _ in cases])
    moments = tuple((duty.enrolment.id, code) for duty, code in cases)
    # Nothing to do where another worker told this leader at the same moment.
    put(desk.library.session, [Parcel(letter, leader.id, moments)], at=at)
