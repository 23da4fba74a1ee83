"""Gives the people whom one can log in as their place among the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.demo.rules import Rule
from training.demo.structure import LEADS, Post
from training.domain.access import Role
from training.domain.assignment import Target
from training.domain.organisation import ROOT_ID
from training.services.enrolment import Duty, enrol
from training.services.library import Library
from training.services.people import NewPerson
from training.store.organisation import UnitLead
from training.store.people import Learner, Person, address_of

KNOWN = (
    NewPerson("lena@voorbeeld.example", "Lena de Wit", Role.LEARNER),
    NewPerson("mo@voorbeeld.example", "Mo Haddad", Role.MANAGER),
    NewPerson("hanne@voorbeeld.example", "Hanne Peeters", Role.HR),
    NewPerson("tom@voorbeeld.example", "Tom Bakker", Role.TRAINER),
    NewPerson("ada@voorbeeld.example", "Ada Janssen", Role.ADMIN),
)
"""The people whom one can log in as."""

PLACES = {
    "lena@voorbeeld.example": ("Balie en Telefoon", "Medewerker klantcontact"),
    "mo@voorbeeld.example": ("Publiekszaken", LEADS["department"]),
    "hanne@voorbeeld.example": ("Personeel en Organisatie", "HR-adviseur"),
    "tom@voorbeeld.example": ("Opleiding en Ontwikkeling", "Opleidingsadviseur"),
    "ada@voorbeeld.example": ("Informatievoorziening", "Functioneel beheerder"),
}
"""Unit and function of each; who has the function of a lead leads that unit."""

SEATED_NUMBER = 100_000
SERVICE = timedelta(days=5 * 365 + 40)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a unit that somebody known takes: the first is that of the lead."""

    email: str
    code: str
    place: int


def find_known(session: Session) -> dict[str, Person]:
    """Find those who have an account here, by address."""
    query = select(Person).where(Person.email.in_([address_of(new.email) for new in KNOWN]))
    return {person.email: person for person in session.scalars(query)}


def choose_seats(posts: Iterable[Post], emails: Iterable[str]) -> list[Seat]:
    """Choose a seat for each; a body without the unit has another for that person."""
    units = list(_all(posts))
    free = [(unit.code, place) for unit in units for place in range(unit.size)]
    free.sort(key=lambda seat: seat[1] == 0)  # whoever can do without a lead's seat does
    codes = {unit.name: unit.code for unit in reversed(units)}
    seats = []
    for email in emails:
        name, function = PLACES[email]
        wanted = codes.get(name, ""), 0 if function in LEADS.values() else 1
        if wanted not in free:
            wanted = free[0]
        free.remove(wanted)
        seats.append(Seat(email, *wanted))
    return seats


def seat(session: Session, seats: Sequence[Seat], units: dict[str, str], *, today: date) -> None:
    """Give them their unit, function, number and years of service."""
    people = find_known(session)
    for number, taken in enumerate(seats, start=1):
        person = people[taken.email]
        person.unit_id = UUID(units[taken.code])
        person.function = PLACES[taken.email][1]
        person.staff_number = str(SEATED_NUMBER + number)
        person.hired_on = today - SERVICE
        if person.role == Role.MANAGER:
            session.add(UnitLead(unit_id=person.unit_id, person_id=person.id))
    session.flush()


def enrol_by_rules(
    library: Library, paths: dict[str, tuple[str, ...]], rules: Iterable[Rule], *, at: datetime
) -> None:
    """Enrol them as the rules say, from today; `paths` gives the units above each address."""
    people = find_known(library.session)
    today = library.day_of(at)
    for person in people.values():
        key = library.session.scalars(
            select(Learner.key).where(Learner.person_id == person.id)
        ).one()
        for rule in rules:
            if _holds(rule, person, paths.get(person.email, (ROOT_ID.hex,))):
                duty = _duty(rule, person.hired_on or today, today)
                enrol(library, learner_key=key, course_slug=rule.slug, at=at, duty=duty)


def _holds(rule: Rule, person: Person, path: tuple[str, ...]) -> bool:
    return (
        rule.target == Target.EVERYONE
        or (rule.target == Target.UNIT and rule.about in path)
        or (rule.target == Target.FUNCTION and rule.about == person.function)
    )


def _duty(rule: Rule, hired_on: date, today: date) -> Duty:
    due_on = rule.due.date_for(hired_on=hired_on, assigned_on=today)
    late_from = rule.due.late_from(due_on)
    return Duty(rule.target, rule.label, UUID(rule.id), None, due_on, late_from)


def _all(posts: Iterable[Post]) -> Iterator[Post]:
    for post in posts:
        yield post
        yield from _all(post.parts)
