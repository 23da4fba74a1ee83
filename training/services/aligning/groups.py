"""The tree of groups that figures are of: everyone, the layers, and the units of officials."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from training.domain.disclosure_groups import EVERYONE, Group
from training.domain.organisation import ROOT_ID, Layer, upward
from training.store.organisation import OrgUnit

LAYERS = (Layer.COUNCIL, Layer.EXECUTIVE, Layer.OFFICIALS)
OFFICIALS = 1 + LAYERS.index(Layer.OFFICIALS)


@dataclass(frozen=True, slots=True)
class Tree:
    """The groups, each after the one above it: `parents` holds places, -1 for everyone."""

    keys: tuple[str, ...]
    parents: tuple[int, ...]
    unit_ids: tuple[UUID | None, ...]
    sizes: tuple[int, ...]
    _places: Mapping[UUID, int]

    def home(self, unit_id: UUID, layer: str) -> int:
        """Give the group of somebody; boards are never split by unit."""
        if layer != Layer.OFFICIALS:
            return 1 + LAYERS.index(Layer(layer))
        return self._places.get(unit_id, OFFICIALS)

    def groups(
        self, answered: Sequence[int], own: Sequence[int], many: int | None = None
    ) -> list[Group]:
        """Give the groups, or the first `many`, with how many answered, of all and by itself."""
        return [
            Group(
                self.keys[place],
                self.keys[self.parents[place]] if place else "",
                self.sizes[place],
                answered[place],
                own[place],
            )
            for place in range(many or len(self.keys))
        ]


def tree_of(units: Sequence[OrgUnit], people: Mapping[UUID, int]) -> Tree:
    """Make the tree from the units of today, and how many people each has by itself.

    A unit of officials below a council, such as its clerks, belongs to the officials.
    """
    above = {unit.id: unit.parent_id for unit in units}
    layers = {unit.id: unit.layer for unit in units}
    of_officials = [u.id for u in units if u.layer == Layer.OFFICIALS and u.id != ROOT_ID]
    depth = {unit_id: len(list(upward(unit_id, above))) for unit_id in of_officials}
    order = sorted(of_officials, key=lambda unit_id: (depth[unit_id], unit_id))
    places = {unit_id: 1 + len(LAYERS) + number for number, unit_id in enumerate(order)}
    parents = [-1, *[0] * len(LAYERS)]
    for unit_id in order:
        over = (places[found] for found in upward(unit_id, above) if found in places)
        next(over)  # the unit itself
        parents.append(next(over, OFFICIALS))
    keys = [EVERYONE, *LAYERS, *(unit_id.hex for unit_id in order)]
    unit_ids = [*[None] * (1 + len(LAYERS)), *order]
    tree = Tree(tuple(keys), tuple(parents), tuple(unit_ids), (), places)
    own = Counter[int]()
    for unit_id, count in people.items():
        own[tree.home(unit_id, layers[unit_id])] += count
    sizes = [own[place] for place in range(len(keys))]
    for place in range(len(keys) - 1, 0, -1):
        sizes[parents[place]] += sizes[place]
    return Tree(tree.keys, tree.parents, tree.unit_ids, tuple(sizes), places)
