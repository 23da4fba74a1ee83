"""What a row of an HR file changes for one person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from training.domain.access import Role
from training.services.organisation.hr_columns import Column
from training.services.organisation.hr_rows import Entry
from training.services.organisation.present import Present


class Change(StrEnum):
    """What happens to somebody; for who moves and changes at once, the first of these."""

    JOINED = "joined"
    LEFT = "left"
    RETURNED = "returned"
    MOVED = "moved"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody must be stored."""

    number: str
    email: str
    name: str
    sort_name: str
    unit_id: UUID
    function: str
    role: str
    hired_on: date | None
    left_on: date | None
    away_from: date | None
    away_until: date | None
    leads: frozenset[UUID]
    cohorts: frozenset[str]


FIELDS = tuple(Wanted.__dataclass_fields__)
# Who takes part in which rule depends on these.
RULE_FIELDS = {"unit_id", "function", "cohorts", "hired_on"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row beside the person it is about; `fields` are those that differ."""

    change: Change
    entry: Entry
    present: Present | None
    wanted: Wanted
    fields: tuple[str, ...] = ()

    @property
    def touches_rules(self) -> bool:
        """Tell whether rules must be applied to this person again."""
        if self.change in {Change.JOINED, Change.RETURNED}:
            return True
        return self.change is not Change.LEFT and bool(RULE_FIELDS & set(self.fields))


def compare(
    entry: Entry,
    present: Present | None,
    *,
    unit_id: UUID,
    columns: Collection[Column],
    today: date,
) -> Difference:
    """Tell what happens to the person of a row; who left before ever being here is passed over."""
    wanted = _wanted(entry, present, unit_id, columns)
    stays = wanted.left_on is None or wanted.left_on >= today
    if present is None:
        return Difference(Change.JOINED if stays else Change.PASSED, entry, None, wanted)
    if not stays:
        change = Change.LEFT if present.is_active else Change.PASSED
        return Difference(change, entry, present, wanted)
    fields = tuple(name for name in FIELDS if getattr(present, name) != getattr(wanted, name))
    if not present.is_active:
        return Difference(Change.RETURNED, entry, present, wanted, fields)
    change = Change.CHANGED if fields else Change.UNCHANGED
    if "unit_id" in fields:
        change = Change.MOVED
    return Difference(change, entry, present, wanted, fields)


def _wanted(
    entry: Entry, present: Present | None, unit_id: UUID, columns: Collection[Column]
) -> Wanted:
    """Take from the file what it has a column for, and leave the rest as it is."""

    def take(column: Column, new: date | None, old: date | None) -> date | None:
        return new if column in columns else old

    leads, cohorts, function = frozenset[UUID](), frozenset[str](), ""
    hired = left = away_from = away_until = None
    role = Role.LEARNER.value
    if present:
        leads, cohorts, function = present.leads, present.cohorts, present.function
        hired, away_from, away_until = present.hired_on, present.away_from, present.away_until
        left = present.left_on if present.is_active else None
        role = present.role
    if Column.LEADS in columns:
        leads = frozenset({unit_id} if entry.leads else ())
        role = _role(role, leads=entry.leads)
    return Wanted(
        number=entry.number,
        email=entry.email,
        name=entry.name,
        sort_name=entry.sort_name,
        unit_id=unit_id,
        function=entry.function if Column.FUNCTION in columns else function,
        role=role,
        hired_on=take(Column.HIRED, entry.hired_on, hired),
        left_on=take(Column.LEFT, entry.left_on, left),
        away_from=take(Column.AWAY_FROM, entry.away_from, away_from),
        away_until=take(Column.AWAY_UNTIL, entry.away_until, away_until),
        leads=leads,
        cohorts=_same_spelling(entry.cohorts, cohorts) if Column.COHORTS in columns else cohorts,
    )


def _role(role: str, *, leads: bool) -> str:
    """Follow leading or not; the roles that were given by hand are not the file's to change."""
    if leads and role == Role.LEARNER:
        return Role.MANAGER.value
    if not leads and role == Role.MANAGER:
        return Role.LEARNER.value
    return role


def _same_spelling(names: tuple[str, ...], known: frozenset[str]) -> frozenset[str]:
    spelling = {name.casefold(): name for name in known}
    return frozenset(spelling.get(name.casefold(), name) for name in names)
