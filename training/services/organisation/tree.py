"""Lays the units of an HR file beside the tree that is there, and brings the tree in line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from training.domain.organisation import ROOT_ID, Layer, ancestry, upward
from training.services.organisation.hr_columns import Column
from training.services.organisation.hr_file import HrFile
from training.services.organisation.hr_units import Node, Path
from training.store import tally
from training.store.base import new_id
from training.store.organisation import OrgUnit, UnitAncestor


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit as it is stored, or will be."""

    id: UUID
    parent_id: UUID | None
    code: str | None
    name: str
    layer: str


@dataclass(slots=True)
class TreePlan:
    """Which unit each path is, and how the units must be; `before` is how they are."""

    before: dict[UUID, Spot]
    after: dict[UUID, Spot] = field(default_factory=dict)
    by_path: dict[Path, UUID] = field(default_factory=dict)

    @property
    def added(self) -> list[Spot]:
        """List the new units."""
        return [spot for spot in self.after.values() if spot.id not in self.before]

    @property
    def changed(self) -> list[tuple[Spot, Spot]]:
        """Pair each unit that changes with what it becomes."""
        pairs = ((old, self.after[old.id]) for old in self.before.values())
        return [(old, new) for old, new in pairs if old != new]

    @property
    def is_new_shape(self) -> bool:
        """Tell whether any unit gets another place, or is new."""
        moved = any(old.parent_id != new.parent_id for old, new in self.changed)
        return moved or bool(self.added)

    def affected(self) -> set[UUID]:
        """Give the units that come under other rules: another layer, or other units above."""
        changed = {
            old.id
            for old, new in self.changed
            if (old.parent_id, old.layer) != (new.parent_id, new.layer)
        }
        parents = {spot.id: spot.parent_id for spot in self.after.values()}
        return {unit for unit in self.before if changed & set(upward(unit, parents))}

    def path_name(self, unit_id: UUID, *, is_before: bool = False) -> str:
        """Write a unit with all above it; the whole organisation is empty."""
        spots = self.before if is_before else self.after
        parents = {unit: spots[unit].parent_id for unit in _above(unit_id, spots)}
        names = [spots[unit].name for unit in upward(unit_id, parents) if unit != ROOT_ID]
        return " > ".join(reversed(names))


def _above(unit_id: UUID, spots: Mapping[UUID, Spot]) -> Iterator[UUID]:
    current: UUID | None = unit_id
    while current:
        yield current
        current = spots[current].parent_id


def plan(session: Session, file: HrFile, *, at: datetime) -> TreePlan:
    """Find each unit of the file by its code, else by its name and place; the rest is new."""
    before = read_spots(session)
    made = TreePlan(before, dict(before))
    by_code = {spot.code: spot for spot in before.values() if spot.code}
    claimed = {by_code[node.code].id: node for node in file.units.nodes() if node.code in by_code}
    children: dict[tuple[UUID, str], Spot] = {}
    for spot in before.values():
        if spot.parent_id:
            children.setdefault((spot.parent_id, spot.name.casefold()), spot)
    for node in file.units.nodes():
        parent_id = made.by_path.get(node.path[:-1], ROOT_ID)
        known = by_code.get(node.code) or children.get((parent_id, node.path[-1]))
        if known and not _is_same(node, known, claimed):
            other = claimed[known.id]
            if not node.code:
                _refuse(file, node, known, other)
            known = None
        spot = _spot(node, known, parent_id, made, at)
        made.by_path[node.path], made.after[spot.id] = spot.id, spot
    return made


def _is_same(node: Node, known: Spot, claimed: Mapping[UUID, Node]) -> bool:
    owner = claimed.get(known.id)
    return owner is None or owner is node


def _refuse(file: HrFile, node: Node, known: Spot, other: Node) -> None:
    file.faults.add(
        node.line,
        "unit-claimed",
        file.name_of(Column.UNIT),
        node.name,
        code=known.code or "",
        line=str(other.code_line),
    )


def _spot(node: Node, known: Spot | None, parent_id: UUID, made: TreePlan, at: datetime) -> Spot:
    if known is None:
        layer = node.layer or Layer(made.after[parent_id].layer)
        return Spot(new_id(at), parent_id, node.code or None, node.name, layer)
    is_same_name = known.name.casefold() == node.path[-1]
    return Spot(
        known.id,
        parent_id,
        node.code or known.code,
        known.name if is_same_name else node.name,
        node.layer or known.layer,
    )


def read_spots(session: Session) -> dict[UUID, Spot]:
    """Read the tree as it is."""
    query = select(OrgUnit.id, OrgUnit.parent_id, OrgUnit.code, OrgUnit.name, OrgUnit.layer)
    return {row.id: Spot(*row) for row in session.execute(query)}


def bring_in_line(session: Session, made: TreePlan) -> None:
    """Store what a plan says; where the shape changes, the counts follow it."""
    freed = [new for old, new in made.changed if old.code and old.code != new.code]
    if freed:  # a code may go to another unit in the same file
        session.execute(update(OrgUnit), [{"id": spot.id, "code": None} for spot in freed])
    if made.added:
        session.execute(insert(OrgUnit), [asdict(spot) for spot in made.added])
    if made.changed:
        session.execute(update(OrgUnit), [asdict(spot) for _, spot in made.changed])
    if made.is_new_shape:
        own = own_counts(session, made.before)
        session.execute(delete(UnitAncestor))
        parents = {spot.id: spot.parent_id for spot in made.after.values()}
        lines = [
            {"unit_id": unit, "ancestor_id": above, "depth": depth}
            for unit, above, depth in ancestry(parents)
        ]
        session.execute(insert(UnitAncestor), lines)
        tally.spread_anew(session, own)


def own_counts(session: Session, spots: Mapping[UUID, Spot]) -> Counter[tally.Place]:
    """Take from each unit's counts those of the units right below it; nobody else may fold now."""
    tally.lock_counts(session)
    counts = tally.list_counts(session)
    own: Counter[tally.Place] = Counter(counts)
    for (unit_id, course_id, standing), people in counts.items():
        parent_id = spots[unit_id].parent_id
        if parent_id:
            own[parent_id, course_id, standing] -= people
    return own


def unit_names(session: Session) -> dict[UUID, str]:
    """Write each unit with all above it."""
    made = TreePlan(read_spots(session))
    return {unit_id: made.path_name(unit_id, is_before=True) for unit_id in made.before}
