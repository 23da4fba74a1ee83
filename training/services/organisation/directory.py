"""Who works here and where: search people, and walk through the tree of units."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from training.domain.organisation import ROOT_ID
from training.services.errors import NotFound
from training.services.organisation.tree import unit_names
from training.services.scope import EVERYTHING, Scope, narrow
from training.store import organisation as store
from training.store.organisation import UnitAncestor, UnitLead, is_below
from training.store.people import Person, address_of

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; `after` is the last person of the page before."""

    text: str = ""
    is_active: bool = True
    unit_id: UUID | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A person in the list."""

    id: UUID
    number: str
    name: str
    email: str
    unit: str
    function: str
    role: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of people; `next` is where the following one begins."""

    people: tuple[Found, ...]
    next: UUID | None
    total: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit below the one that is shown; `people` counts everyone below it too."""

    id: UUID
    name: str
    code: str
    layer: str
    people: int
    below: int
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit: what is above it, the unit itself, and what is right below."""

    above: tuple[tuple[UUID, str], ...]
    unit: UnitLine
    own: int
    children: tuple[UnitLine, ...]


def search(session: Session, query: Query, scope: Scope = EVERYTHING) -> FoundPage:
    """Find people by staff number or address, else by the beginning of any part of their name."""
    text = query.text.strip().replace("\0", "")
    exact = _exact(session, query, text, scope) if text else []
    people = exact or _by_name(session, query, text, scope)
    names = unit_names(session)
    total = len(exact) or _count(session, query, text, scope)
    following = people[A_PAGE - 1].id if len(people) > A_PAGE else None
    return FoundPage(tuple(_found(each, names) for each in people[:A_PAGE]), following, total)


def _exact(session: Session, query: Query, text: str, scope: Scope) -> list[Person]:
    is_it = or_(Person.staff_number == text, Person.email == address_of(text))
    chosen = select(Person).where(is_it, is_below(Person.unit_id, *scope.roots))
    return list(session.scalars(chosen.order_by(Person.sort_name, Person.id)))


def _by_name(session: Session, query: Query, text: str, scope: Scope) -> list[Person]:
    chosen = select(Person).where(*_conditions(session, query, text, scope))
    if query.after:
        last = session.get(Person, query.after)
        if last:
            place = tuple_(Person.sort_name, Person.id)
            chosen = chosen.where(place > (last.sort_name, last.id))
    return list(session.scalars(chosen.order_by(Person.sort_name, Person.id).limit(A_PAGE + 1)))


def _count(session: Session, query: Query, text: str, scope: Scope) -> int:
    chosen = select(func.count()).where(*_conditions(session, query, text, scope))
    return session.scalars(chosen).one()


def _conditions(
    session: Session, query: Query, text: str, scope: Scope
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.is_active == query.is_active]
    scope = narrow(session, scope, query.unit_id)
    if not scope.is_everything:
        conditions.append(is_below(Person.unit_id, *scope.roots))
    for part in text.casefold().split():
        begins = Person.sort_name.startswith(part, autoescape=True)
        conditions.append(or_(begins, Person.sort_name.contains(f" {part}", autoescape=True)))
    return conditions


def _found(person: Person, names: dict[UUID, str]) -> Found:
    return Found(
        person.id,
        person.staff_number or "",
        person.name,
        person.email,
        names[person.unit_id],
        person.function,
        person.role,
        person.left_on,
    )


def unit_page(session: Session, unit_id: UUID = ROOT_ID) -> UnitPage:
    """Show a unit with what is right below it; raises `NotFound`."""
    unit = store.find_unit(session, unit_id)
    if unit is None:
        raise NotFound("unit")
    shown = [unit, *store.list_children(session, unit_id)]
    ids = [each.id for each in shown]
    people, below, leads = _people(session, ids), _units_below(session, ids), _leads(session, ids)
    lines = [
        UnitLine(
            each.id, each.name, each.code or "", each.layer,
            people.get(each.id, 0), below.get(each.id, 1) - 1, tuple(leads[each.id]),
        )
        for each in shown
    ]  # fmt: skip
    above = [(each.id, each.name) for each in store.list_above(session, unit_id)[:-1]]
    own = lines[0].people - sum(line.people for line in lines[1:])
    return UnitPage(tuple(above), lines[0], own, tuple(lines[1:]))


def _people(session: Session, ids: list[UUID]) -> dict[UUID, int]:
    query = (
        select(UnitAncestor.ancestor_id, func.count())
        .join(Person, Person.unit_id == UnitAncestor.unit_id)
        .where(UnitAncestor.ancestor_id.in_(ids), Person.is_active)
        .group_by(UnitAncestor.ancestor_id)
    )
    return {unit_id: int(n) for unit_id, n in session.execute(query)}


def _units_below(session: Session, ids: list[UUID]) -> dict[UUID, int]:
    query = select(UnitAncestor.ancestor_id, func.count()).where(UnitAncestor.ancestor_id.in_(ids))
    rows = session.execute(query.group_by(UnitAncestor.ancestor_id))
    return {unit_id: int(n) for unit_id, n in rows}


def _leads(session: Session, ids: list[UUID]) -> defaultdict[UUID, list[str]]:
    query = select(UnitLead.unit_id, Person.name).join(Person, Person.id == UnitLead.person_id)
    leads: defaultdict[UUID, list[str]] = defaultdict(list)
    for unit_id, name in session.execute(
        query.where(UnitLead.unit_id.in_(ids)).order_by(Person.sort_name)
    ):
        leads[unit_id].append(name)
    return leads
