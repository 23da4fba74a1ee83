"""Stores the differences of a part of an HR file, in bulk: joiners, movers, leavers, changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from training.services import audit
from training.services.audit import About, Actor
from training.services.organisation import standings
from training.services.organisation.difference import Change, Difference, Wanted
from training.services.organisation.leaving import leave, note_role
from training.services.organisation.readdressing import Write, readdress
from training.store.base import new_id
from training.store.organisation import Cohort, CohortMember, UnitLead
from training.store.people import Learner, Person, lock_learners


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all people of one import; `units` names each unit with all above it."""

    actor: Actor
    units: Mapping[UUID, str]
    today: date
    at: datetime
    write: Write | None = None


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """The learners whom rules must look at again, and those of them who returned."""

    under_rules: list[UUID]
    returned: list[UUID]


def bring_in(session: Session, differences: Sequence[Difference], setting: Setting) -> BroughtIn:
    """Store what differs; who returned is counted after the rules were applied."""
    by_change: dict[Change, list[Difference]] = {change: [] for change in Change}
    for each in differences:
        by_change[each.change].append(each)
    joined = _join(session, by_change[Change.JOINED], setting)
    _leave(session, by_change[Change.LEFT], setting)
    stayed = [
        *by_change[Change.RETURNED], *by_change[Change.MOVED], *by_change[Change.CHANGED]
    ]  # fmt: skip
    _change(session, stayed, setting)
    known = {each.present.id: each for each in stayed if each.present}
    _store_leads(session, {**joined, **known})
    _store_cohorts(session, {**joined, **known}, setting.at)
    keys = [each.present.learner_key for each in stayed if each.present and each.touches_rules]
    returned = [each.present.learner_key for each in by_change[Change.RETURNED] if each.present]
    return BroughtIn([*_keys(session, joined), *keys], returned)


def _values(wanted: Wanted) -> dict[str, object]:
    return {
        "staff_number": wanted.number,
        "email": wanted.email,
        "name": wanted.name,
        "sort_name": wanted.sort_name,
        "unit_id": wanted.unit_id,
        "function": wanted.function,
        "role": wanted.role,
        "is_active": True,
        "hired_on": wanted.hired_on,
        "left_on": wanted.left_on,
        "away_from": wanted.away_from,
        "away_until": wanted.away_until,
    }


def _join(
    session: Session, joiners: Sequence[Difference], setting: Setting
) -> dict[UUID, Difference]:
    made = {new_id(setting.at): each for each in joiners}
    people = [
        {
            "id": person_id,
            "password_digest": None,
            "language": each.entry.language,
            "created_at": setting.at,
            **_values(each.wanted),
        }
        for person_id, each in made.items()
    ]
    if people:
        session.execute(insert(Person), people)
        keys = [{"key": new_id(setting.at), "person_id": person_id} for person_id in made]
        session.execute(insert(Learner), keys)
    for person_id, each in made.items():
        if each.wanted.leads:
            change = ("", each.wanted.role)
            note_role(session, setting.actor, person_id, change, at=setting.at)
    return made


def _leave(session: Session, leavers: Sequence[Difference], setting: Setting) -> None:
    people = [each.present for each in leavers if each.present]
    days = {
        each.present.id: each.wanted.left_on or setting.today for each in leavers if each.present
    }
    leave(session, people, days, setting.actor, at=setting.at)


def _change(session: Session, changed: Sequence[Difference], setting: Setting) -> None:
    people = [(each, each.present) for each in changed if each.present]
    if not people:
        return
    moved = {
        present.learner_key: each.wanted.unit_id
        for each, present in people
        if "unit_id" in each.fields
    }
    returned = [present.learner_key for each, present in people if each.change is Change.RETURNED]
    lock_learners(session, [*moved, *returned])
    rows = [{"id": present.id, **_values(each.wanted)} for each, present in people]
    session.execute(update(Person), rows)
    standings.take_along(session, moved, at=setting.at)
    old = {present.id: present.email for each, present in people if "email" in each.fields}
    readdress(session, old, setting.write, at=setting.at)
    for each, present in people:
        _note(session, each, present.id, setting)


def _note(session: Session, each: Difference, person_id: UUID, setting: Setting) -> None:
    present, wanted, at = each.present, each.wanted, setting.at
    if present is None:
        return
    actor, place = setting.actor, f"person:{person_id}"
    if each.change is Change.RETURNED:
        about = About(person_id, {"from": str(present.left_on or "")})
        audit.note(session, actor, "person-returned", place, "done", at=at, about=about)
    if "unit_id" in each.fields:
        names = setting.units[present.unit_id], setting.units[wanted.unit_id]
        about = About(person_id, {"from": names[0], "to": names[1]})
        audit.note(session, actor, "person-moved", place, "done", at=at, about=about)
    if "email" in each.fields:
        about = About(person_id, {"from": present.email, "to": wanted.email})
        audit.note(session, actor, "address-changed", place, "done", at=at, about=about)
    if present.role != wanted.role:
        note_role(session, setting.actor, person_id, (present.role, wanted.role), at=at)


def _store_leads(session: Session, people: Mapping[UUID, Difference]) -> None:
    changed = [
        person_id for person_id, each in people.items() if each.present and "leads" in each.fields
    ]
    if changed:
        session.execute(delete(UnitLead).where(UnitLead.person_id.in_(changed)))
    rows = [
        {"unit_id": unit_id, "person_id": person_id}
        for person_id, each in people.items()
        if each.present is None or "leads" in each.fields
        for unit_id in each.wanted.leads
    ]
    if rows:
        session.execute(insert(UnitLead), rows)


def _store_cohorts(session: Session, people: Mapping[UUID, Difference], at: datetime) -> None:
    changed = {
        person_id: each.wanted.cohorts
        for person_id, each in people.items()
        if (each.present is None and each.wanted.cohorts) or "cohorts" in each.fields
    }
    if not changed:
        return
    ids = _cohort_ids(session, {name for names in changed.values() for name in names}, at)
    session.execute(delete(CohortMember).where(CohortMember.person_id.in_(changed)))
    rows = [
        {"cohort_id": ids[name.casefold()], "person_id": person_id}
        for person_id, names in changed.items()
        for name in names
    ]
    if rows:
        session.execute(insert(CohortMember), rows)


def _cohort_ids(session: Session, names: Collection[str], at: datetime) -> dict[str, UUID]:
    """Find the cohorts whatever their capitals, and make those that are new."""
    known = {row.name.casefold(): row.id for row in session.execute(select(Cohort.id, Cohort.name))}
    new = [
        {"id": new_id(at), "name": name} for name in sorted(names) if name.casefold() not in known
    ]
    made = {str(row["name"]).casefold(): row for row in new}
    if made:
        session.execute(insert(Cohort), list(made.values()))
    return known | {name: UUID(str(row["id"])) for name, row in made.items()}


def _keys(session: Session, joined: Collection[UUID]) -> list[UUID]:
    query = select(Learner.key).where(Learner.person_id.in_(joined))
    return list(session.scalars(query)) if joined else []
