"""What a closed measurement says, from what was kept: nothing here reads an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from training.domain.disclosure import Shown, load
from training.domain.disclosure_groups import EVERYONE
from training.domain.measuring import Reason
from training.services.grouping import in_order
from training.services.library import Library
from training.store import measurement as store

Estimate = tuple[float, float, float]
"""A middle with the two ends of its interval."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed in the people of a group who took part in both."""

    pairs: Shown[int]
    level: Shown[Estimate]
    share: Shown[Estimate]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group: how many took part, and what changed; `depth` is how deep it is in the tree."""

    key: str
    name: str
    depth: int
    size: int
    taken: Shown[int]
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a measurement says; `reasons` tell why no difference is told."""

    groups: tuple[GroupResult, ...]
    reasons: tuple[Reason, ...]
    before_only: Shown[int] | None
    after_only: Shown[int] | None

    @property
    def whole(self) -> GroupResult | None:
        """Give what is told of everyone."""
        return next((group for group in self.groups if group.key == EVERYONE), None)


def read_result(library: Library, number: int, may_read: Callable[[str], bool]) -> Result | None:
    """Read what a measurement says of groups that one may read of; none while it is not ready."""
    report = store.find_report(library.session, number)
    if report is None or report.made_at is None:
        return None
    # Any: what `reporting` wrote down as JSON
    figures: Mapping[str, Any] = report.figures
    effects = figures.get("effects", {})
    rows = {row["key"]: row for row in figures["groups"] if may_read(row["key"])}
    has_alone = "before_only" in figures
    return Result(
        groups=tuple(_group(row, rows, effects) for row in in_order(rows.values())),
        reasons=tuple(Reason(code) for code in figures["reasons"]),
        before_only=load(figures["before_only"]) if has_alone else None,
        after_only=load(figures["after_only"]) if has_alone else None,
    )


def _group(
    row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], effects: Mapping[str, Any]
) -> GroupResult:
    depth, parent = 0, row["parent"]
    while parent in rows:
        depth, parent = depth + 1, rows[parent]["parent"]
    found = effects.get(row["key"])
    effect = None
    if found:
        effect = Effect(load(found["pairs"]), _estimate(found["level"]), _estimate(found["share"]))
    return GroupResult(
        key=row["key"],
        name=row["name"],
        depth=depth,
        size=row["size"],
        taken=load(row["taken"]),
        effect=effect,
    )


def _estimate(kept: list[float] | None) -> Shown[Estimate]:
    return load((kept[0], kept[1], kept[2]) if kept else None)
