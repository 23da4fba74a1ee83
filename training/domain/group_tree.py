"""The tree of groups that figures are of: everyone, the layers, and the units of officials.

The one place that says who is in which group, and how many people a group has. Boards are never
split by unit; a unit of officials below a council, such as its clerks, belongs to the officials.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from training.domain.disclosure_groups import EVERYONE, Group
from training.domain.organisation import ROOT_ID, Layer, upward

LAYERS = (Layer.COUNCIL, Layer.EXECUTIVE, Layer.OFFICIALS)
OFFICIALS = 1 + LAYERS.index(Layer.OFFICIALS)
TOP = 1 + len(LAYERS)
"""Everyone and the layers come first: they have these places in every tree."""

TOP_KEYS = (EVERYONE, *LAYERS)

Homes = frozenset[int]
"""The groups that one person is in by itself: who moved has more than one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the tree needs it; `people` work in it itself, not below it."""

    id: UUID
    parent_id: UUID | None
    layer: str
    people: int


@dataclass(frozen=True, slots=True)
class People:
    """How many people each group has with all below it, and how many by itself, by place."""

    within: Sequence[int]
    own: Sequence[int]


@dataclass(frozen=True, slots=True)
class GroupTree:
    """The groups, each after the one above it: `parents` holds places, -1 for everyone.

    `unit_ids` are none for everyone and the layers. `sizes` counts who works in a group with all
    below it.
    """

    keys: tuple[str, ...]
    parents: tuple[int, ...]
    unit_ids: tuple[UUID | None, ...]
    sizes: tuple[int, ...]
    _places: Mapping[UUID, int]

    def place(self, unit_id: UUID) -> int:
        """Give the group of who works in a unit itself; of a unit that is gone: everyone."""
        return self._places.get(unit_id, 0)

    def home(self, unit_id: UUID, layer: str) -> int:
        """Give the group of somebody who was of a layer; a unit that is gone is somewhere in it."""
        if layer != Layer.OFFICIALS:
            return 1 + LAYERS.index(Layer(layer))
        return max(self.place(unit_id), OFFICIALS)

    def upward(self, place: int) -> Iterator[int]:
        """Give a group and all above it, nearest first."""
        while place >= 0:
            yield place
            place = self.parents[place]

    def meet(self, one: int, other: int) -> int:
        """Give the smallest group that holds two: of who moved, that is none of the units."""
        above = set(self.upward(other))
        return next(place for place in self.upward(one) if place in above)

    def parent_key(self, place: int) -> str:
        """Name the group above one; empty for everyone."""
        return self.keys[self.parents[place]] if place else ""

    @property
    def above(self) -> Mapping[str, str]:
        """Map each group to the one above it, by key."""
        return {key: self.parent_key(place) for place, key in enumerate(self.keys)}

    def count(self, people: Mapping[Homes, int]) -> People:
        """Count people in each group, once however often they moved; `people` is by their homes."""
        within, own = [0] * len(self.keys), [0] * len(self.keys)
        for homes, many in people.items():
            for place in homes:
                own[place] += many
            for place in {over for home in homes for over in self.upward(home)}:
                within[place] += many
        return People(within, own)

    def groups(self, people: People, many: int | None = None) -> list[Group]:
        """Give the groups, or the first `many`, with how many of them answered."""
        return [
            Group(key, self.parent_key(place), self.sizes[place], within, own)
            for place, (key, within, own) in islice(
                enumerate(zip(self.keys, people.within, people.own, strict=True)), many
            )
        ]


def tree_of(units: Collection[Unit]) -> GroupTree:
    """Make the tree of these units, with how many people work in each group."""
    above = {unit.id: unit.parent_id for unit in units}
    of_officials = [u.id for u in units if u.layer == Layer.OFFICIALS and u.id != ROOT_ID]
    depth = {unit_id: len(list(upward(unit_id, above))) for unit_id in of_officials}
    order = sorted(of_officials, key=lambda unit_id: (depth[unit_id], unit_id))
    numbers = {unit_id: TOP + number for number, unit_id in enumerate(order)}
    parents = [-1, *[0] * len(LAYERS)]
    for unit_id in order:
        over = (numbers[found] for found in upward(unit_id, above) if found in numbers)
        next(over)  # the unit itself
        parents.append(next(over, OFFICIALS))
    keys = (*TOP_KEYS, *(unit_id.hex for unit_id in order))
    unit_ids = (*[None] * TOP, *order)
    places = {unit.id: numbers.get(unit.id, 1 + LAYERS.index(Layer(unit.layer))) for unit in units}
    tree = GroupTree(keys, tuple(parents), unit_ids, (), places)
    working = Counter[Homes]()
    for unit in units:
        working[frozenset({tree.place(unit.id)})] += unit.people
    return GroupTree(keys, tree.parents, unit_ids, tuple(tree.count(working).within), places)


def gather_homes(rows: Iterable[tuple[object, int]]) -> Counter[Homes]:
    """Count people by their homes, from rows of somebody and a place; a person has many rows."""
    found: dict[object, set[int]] = {}
    for who, place in rows:
        found.setdefault(who, set()).add(place)
    return Counter(frozenset(homes) for homes in found.values())
