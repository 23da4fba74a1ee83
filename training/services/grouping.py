"""The tree of groups as the organisation is today: who works where is counted once, here."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from training.domain.group_tree import GroupTree, Unit, tree_of
from training.store.organisation import list_units
from training.store.people import count_by_unit

Row = Mapping[str, Any]
"""A group as a report keeps it, with at least `key`, `parent` and `name`. Any: it is JSON."""


def read_tree(session: Session) -> GroupTree:
    """Make the tree of the units of today, and how many active people each has."""
    people = count_by_unit(session)
    return tree_of(
        [
            Unit(unit.id, unit.parent_id, unit.layer, people.get(unit.id, 0))
            for unit in list_units(session)
        ]
    )


def read_names(session: Session) -> dict[str, str]:
    """Map the groups that are units to their names of today."""
    return {unit.id.hex: unit.name for unit in list_units(session)}


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Put each group before what is below it, and those beside each other by name."""
    below: dict[str, list[Row]] = {}
    for row in rows:
        below.setdefault(row["parent"], []).append(row)
    found: list[Row] = []
    waiting = list(below.get("", []))
    while waiting:
        row = waiting.pop()
        found.append(row)
        children = below.get(row["key"], [])
        waiting.extend(sorted(children, key=lambda child: str(child["name"]), reverse=True))
    return found
