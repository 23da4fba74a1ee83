"""People as they are stored, read in bulk for a part of an HR file."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from training.services.organisation.hr_rows import Entry
from training.store.organisation import Cohort, CohortMember, UnitLead
from training.store.people import LEAVES, Learner, Person


@dataclass(frozen=True, slots=True)
class Present:
    """Someone with an account, with what a file may change."""

    leads: frozenset[UUID]
    cohorts: frozenset[str]
    id: UUID
    learner_key: UUID
    number: str | None
    email: str
    name: str
    sort_name: str
    unit_id: UUID
    function: str
    role: str
    is_active: bool
    hired_on: date | None
    left_on: date | None
    away_from: date | None
    away_until: date | None


_PEOPLE = select(
    Person.id,
    Learner.key,
    Person.staff_number,
    Person.email,
    Person.name,
    Person.sort_name,
    Person.unit_id,
    Person.function,
    Person.role,
    Person.is_active,
    Person.hired_on,
    Person.left_on,
    Person.away_from,
    Person.away_until,
).join(Learner, Learner.person_id == Person.id)


@dataclass(frozen=True, slots=True)
class Known:
    """The people of one part of a file, by staff number and by address."""

    by_number: dict[str, Present]
    by_email: dict[str, Present]

    def find(self, entry: Entry) -> Present | None:
        """Find the person of a row: by number, else an account without one by address."""
        found = self.by_number.get(entry.number)
        if found is None:
            found = self.by_email.get(entry.email)
            return found if found and found.number is None else None
        return found

    def holder(self, entry: Entry) -> Present | None:
        """Find who else holds the address of a row."""
        found = self.by_email.get(entry.email)
        if found is None or found.number == entry.number:
            return None
        # An account without number is the same person, unless the number has an account too.
        return found if found.number or entry.number in self.by_number else None


def read_known(session: Session, entries: Sequence[Entry]) -> Known:
    """Read who is already there, in a few statements."""
    numbers = [entry.number for entry in entries]
    found = _read(session, _PEOPLE.where(Person.staff_number.in_(numbers)))
    by_number = {each.number or "": each for each in found}
    by_email = {each.email: each for each in found}
    emails = [entry.email for entry in entries if entry.email not in by_email]
    if emails:  # most addresses are those of the same person
        others = _read(session, _PEOPLE.where(Person.email.in_(emails)))
        by_email |= {each.email: each for each in others}
    return Known(by_number, by_email)


def read_people(session: Session, person_ids: Collection[UUID]) -> list[Present]:
    """Read people by id."""
    return _read(session, _PEOPLE.where(Person.id.in_(person_ids)))


def list_due_to_leave(session: Session, today: date, limit: int) -> list[Present]:
    """List active people whose last day is over."""
    query = _PEOPLE.where(text(LEAVES), Person.left_on < today)
    return _read(session, query.order_by(Person.left_on, Person.id).limit(limit))


def list_numbered(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, str]]:
    """List active people who came from a file, in order of id: their ids and numbers."""
    query = select(Person.id, Person.staff_number).where(
        Person.is_active, Person.staff_number.is_not(None)
    )
    if after:
        query = query.where(Person.id > after)
    rows = session.execute(query.order_by(Person.id).limit(limit))
    return [(row.id, row.staff_number or "") for row in rows]


def count_numbered(session: Session) -> int:
    """Count the active people who came from a file."""
    query = select(func.count()).where(Person.is_active, Person.staff_number.is_not(None))
    return session.scalars(query).one()


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[Present]:
    # Any: the types of a query end at ten columns.
    rows = session.execute(query).all()
    ids = [row[0] for row in rows]
    leads: defaultdict[UUID, set[UUID]] = defaultdict(set)
    cohorts: defaultdict[UUID, set[str]] = defaultdict(set)
    if ids:
        led = select(UnitLead.person_id, UnitLead.unit_id).where(UnitLead.person_id.in_(ids))
        for person_id, unit_id in session.execute(led):
            leads[person_id].add(unit_id)
        member = select(CohortMember.person_id, Cohort.name).join(Cohort)
        for person_id, name in session.execute(member.where(CohortMember.person_id.in_(ids))):
            cohorts[person_id].add(name)
    return [Present(frozenset(leads[row[0]]), frozenset(cohorts[row[0]]), *row) for row in rows]
