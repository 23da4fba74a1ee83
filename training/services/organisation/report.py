"""What the check of an HR file found, kept as text for its page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from training.services.organisation.difference import Change, Difference
from training.services.organisation.hr_faults import Fault, Faults
from training.services.organisation.present import Present
from training.services.organisation.tree import TreePlan

LISTED = 50
"""People of each kind that the page shows by name; the rest is counted."""

STOP_ABOVE = 10
"""Per cent of the people who came from a file: more leavers than this must be confirmed."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that changes; `field` is a code, and what is empty is empty."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Someone on the page of a difference; `line` is 0 for who is not in the file."""

    line: int
    number: str
    name: str
    unit: str = ""
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check: errors, or what the import will do."""

    rows: int = 0
    faults: tuple[Fault, ...] = ()
    faults_total: int = 0
    warnings: tuple[Fault, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    people: dict[str, tuple[PersonLine, ...]] = field(default_factory=dict)
    units_added: tuple[str, ...] = ()
    units_added_total: int = 0
    units_changed: tuple[tuple[str, str], ...] = ()
    units_changed_total: int = 0
    leads: tuple[PersonLine, ...] = ()
    leads_total: int = 0
    imported: int = 0
    affected: tuple[str, ...] = ()

    @property
    def leavers(self) -> int:
        """Count who would be deactivated."""
        return self.counts.get(Change.LEFT, 0)

    @property
    def needs_confirmation(self) -> bool:
        """Tell whether so many would be deactivated that somebody must say that it is right."""
        return self.leavers * 100 > self.imported * STOP_ABOVE

    @property
    def is_empty(self) -> bool:
        """Tell whether the import would change nothing."""
        return not (self.touched or self.units_added or self.units_changed)

    @property
    def touched(self) -> int:
        """Count the people who change in any way."""
        return sum(
            count
            for change, count in self.counts.items()
            if change not in {Change.UNCHANGED, Change.PASSED}
        )


_REPORT = TypeAdapter(Report)


def dump(report: Report) -> str:
    """Write a report as text."""
    return _REPORT.dump_json(report).decode()


def load(text: str) -> Report:
    """Read a report back; an empty text is an empty report."""
    return _REPORT.validate_json(text) if text else Report()


class Survey:
    """Adds up differences, and keeps the first of each kind to show."""

    def __init__(self, plan: TreePlan) -> None:
        """Begin, beside what happens to the units."""
        self._plan = plan
        self._counts = {change.value: 0 for change in Change}
        self._people: dict[str, list[PersonLine]] = {change.value: [] for change in Change}
        self._leads: list[PersonLine] = []
        self._leads_total = 0

    def add(self, differences: Iterable[Difference]) -> None:
        """Take in some rows."""
        for each in differences:
            self._counts[each.change] += 1
            if len(self._people[each.change]) < LISTED and each.change is not Change.UNCHANGED:
                self._people[each.change].append(self._line(each))
            if each.wanted.leads and each.change is not Change.LEFT:
                self._leads_total += 1
                if len(self._leads) < LISTED:
                    self._leads.append(self._line(each))

    def add_absent(self, people: Iterable[Present]) -> None:
        """Take in who is not in the file."""
        for each in people:
            self._counts[Change.LEFT] += 1
            if len(self._people[Change.LEFT]) < LISTED:
                unit = self._plan.path_name(each.unit_id)
                self._people[Change.LEFT].append(PersonLine(0, each.number or "", each.name, unit))

    def report(self, *, rows: int, faults: Faults, imported: int) -> Report:
        """Make the report."""
        plan, changed = self._plan, self._plan.changed
        added = [plan.path_name(spot.id) for spot in plan.added]
        pairs = [
            (plan.path_name(old.id, is_before=True), plan.path_name(new.id)) for old, new in changed
        ]
        pairs = [(old, new) for old, new in pairs if old != new]
        return Report(
            rows=rows,
            faults=tuple(faults.in_order()),
            faults_total=faults.total,
            warnings=tuple(faults.warnings),
            counts=dict(self._counts),
            people={change: tuple(lines) for change, lines in self._people.items()},
            units_added=tuple(sorted(added)[: LISTED * 2]),
            units_added_total=len(added),
            units_changed=tuple(pairs[: LISTED * 2]),
            units_changed_total=len(changed),
            leads=tuple(self._leads),
            leads_total=self._leads_total,
            imported=imported,
            affected=tuple(str(unit_id) for unit_id in sorted(plan.affected())),
        )

    def _line(self, each: Difference) -> PersonLine:
        unit = self._plan.path_name(each.wanted.unit_id)
        changes = tuple(
            FieldChange(name, self._shown(each.present, name), self._shown(each.wanted, name))
            for name in each.fields
            if each.present and name not in {"sort_name", "leads"}
        )
        return PersonLine(each.entry.line, each.entry.number, each.entry.name, unit, changes)

    def _shown(self, holder: object, name: str) -> str:
        value = getattr(holder, name)
        if name == "unit_id":
            return self._plan.path_name(value, is_before=isinstance(holder, Present))
        if name == "cohorts":
            return ", ".join(sorted(value))
        return value.isoformat() if isinstance(value, date) else str(value or "")


def faults_only(faults: Faults, rows: int) -> Report:
    """Make the report of a file that cannot be laid beside what there is."""
    return Report(
        rows=rows,
        faults=tuple(faults.in_order()),
        faults_total=faults.total,
        warnings=tuple(faults.warnings),
    )
