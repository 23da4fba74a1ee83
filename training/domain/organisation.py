"""The layers of a government body, and the tree of its units."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from uuid import UUID

ROOT_ID = UUID("00000000-0000-7000-8000-000000000001")
"""The whole organisation: the one unit that every installation has."""


class Layer(StrEnum):
    """Who somebody is in the democratic order."""

    COUNCIL = "council"
    EXECUTIVE = "executive"
    OFFICIALS = "officials"


class TreeError(ValueError):
    """Units that would be above each other; `unit_id` is one of them."""

    def __init__(self, unit_id: UUID) -> None:
        """Name a unit of the circle."""
        super().__init__(f"unit {unit_id} is below itself")
        self.unit_id = unit_id


def upward(unit_id: UUID, parents: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    """Give a unit and all above it, nearest first; raises `TreeError` for a circle."""
    seen: set[UUID] = set()
    current: UUID | None = unit_id
    while current is not None:
        if current in seen:
            raise TreeError(unit_id)
        seen.add(current)
        yield current
        current = parents.get(current)


def ancestry(parents: Mapping[UUID, UUID | None]) -> Iterable[tuple[UUID, UUID, int]]:
    """Pair each unit with itself and each one above it, with the number of steps between them."""
    for unit_id in parents:
        for depth, ancestor_id in enumerate(upward(unit_id, parents)):
            yield unit_id, ancestor_id, depth
