"""Groups of a kept report in the order in which a tree is read."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]
"""A group as a report keeps it, with at least `key`, `parent` and `name`. Any: it is JSON."""


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
