"""The frozen units of a wave, and under which of them a form is kept."""

from uuid import UUID

from training.domain.stocktake_groups import Tree, Unit
from training.services.errors import NotFound
from training.store.stocktake import Wave


def unit_in(tree: Tree, unit_id: UUID | None) -> tuple[UUID, str]:
    """Give the unit under which a form is kept, and the name of the one that was asked for.

    A unit of fewer than ten people is kept as the one above it. Raises `NotFound`.
    """
    found = tree.units.get(str(unit_id))
    if found is None:
        raise NotFound("unit")
    return UUID(tree.place(found.key)), found.name


def tree_of(wave: Wave) -> Tree:
    """Give the units of a wave without forms."""
    return Tree(units_of(wave), ())


def units_of(wave: Wave) -> list[Unit]:
    """List the units of officials as they were when the wave opened."""
    return [Unit(str(row[0]), str(row[1]), str(row[2]), int(row[3])) for row in wave.tree]
