"""What the leadership reads of a closed quarter: where people may not do what they should.

Made once, and only what may be shown is kept; never of a person, and never of a few.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from training.domain.disclosure import Shown, load
from training.domain.disclosure_groups import (
    FEWEST_FOR_AGREEMENT,
    Group,
    Visible,
    choose_visible,
    share_of,
    size_of,
)
from training.domain.measuring import FrozenUnit, above, groups_of, parents_of, paths_of
from training.domain.quarter import quarter_before
from training.domain.scenario import Scenario
from training.services.guiding.scenes import titles_of
from training.services.library import Library
from training.services.measuring.frozen import read_present_units
from training.services.measuring.tree import in_order
from training.store import stance as store
from training.store.stance import MandateReport, UnitGaps

Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class GroupGaps:
    """A group: how many people answered, and what share of them met each gap."""

    key: str
    name: str
    people: Shown[int]
    mandate: Shown[int]
    skill: Shown[int]


@dataclass(frozen=True, slots=True)
class SceneGaps:
    """A situation where people see what to do and may not."""

    scenario: str
    scene: str
    people: Shown[int]
    mandate: Shown[int]
    skill: Shown[int]


@dataclass(frozen=True, slots=True)
class Quarterly:
    """The report of a quarter."""

    first: date
    last: date
    groups: tuple[GroupGaps, ...]
    scenes: tuple[SceneGaps, ...]


def make_due(library: Library, *, today: date, at: datetime) -> bool:
    """Make the report of the last closed quarter, if anybody answered and there is none yet."""
    quarter = quarter_before(today)
    if store.find_report(library.session, quarter.first):
        return False
    found = store.count_units(library.session, quarter.first, quarter.last)
    if not found:
        return False
    figures = {
        "groups": _groups(read_present_units(library), found),
        "scenes": _scenes(library, quarter.first, quarter.last),
    }
    report = MandateReport(
        from_on=quarter.first, until_on=quarter.last, figures=figures, made_at=at
    )
    library.session.add(report)
    library.session.flush()
    return True


def read_reports(
    library: Library, may_read: Callable[[str], bool], language: str
) -> tuple[Quarterly, ...]:
    """Read all quarters of the groups that one may read of, the newest first."""
    found = store.list_reports(library.session)
    return tuple(_quarterly(library, report, may_read, language) for report in found)


def _groups(units: Mapping[UUID, FrozenUnit], found: list[UnitGaps]) -> list[dict[str, object]]:
    paths, parents = paths_of(units), parents_of(units)
    smallest = Counter({paths[row.unit_id][0]: 0 for row in found})
    mandate, skill = Counts(), Counts()
    for row in found:
        key = paths[row.unit_id][0]
        smallest[key] += row.respondents
        for group in above(key, parents):
            mandate[group] += row.mandate
            skill[group] += row.skill
    groups = groups_of(units, smallest)
    visible = choose_visible(groups)
    names = {unit.id.hex: unit.name for unit in units.values()}
    return [
        {
            "key": group.key,
            "parent": group.parent,
            "name": names.get(group.key, ""),
            **_shown(visible, group, mandate[group.key], skill[group.key]),
        }
        for group in groups
    ]


def _shown(visible: Visible, group: Group, mandate: int, skill: int) -> dict[str, int | None]:
    people = group.answered
    return {
        "people": size_of(visible, group.key).value,
        "mandate": share_of(visible, group.key, mandate / people if people else None).value,
        "skill": share_of(visible, group.key, skill / people if people else None).value,
    }


def _scenes(library: Library, first: date, last: date) -> list[dict[str, object]]:
    """Tell of situations, of the whole organisation only and of twenty people or more."""
    told: list[dict[str, object]] = []
    for row in store.count_scenes(library.session, first, last):
        group = Group(row.name, "", row.respondents, row.respondents)
        visible = choose_visible([group], fewest=FEWEST_FOR_AGREEMENT)
        if group.key not in visible:
            continue
        scenario = library.take(row.revision_id, Scenario)
        told.append(
            {
                "scenario": scenario.header.title,
                "scene": scenario.scene(row.name).title,
                "revision": str(row.revision_id),
                "part": row.name,
                **_shown(visible, group, row.mandate, row.skill),
            }
        )
    return told


def _quarterly(
    library: Library, report: MandateReport, may_read: Callable[[str], bool], language: str
) -> Quarterly:
    # Any: what `make_due` wrote down as JSON
    figures: Mapping[str, Any] = report.figures
    return Quarterly(
        first=report.from_on,
        last=report.until_on,
        groups=tuple(
            GroupGaps(
                key=row["key"],
                name=row["name"],
                people=load(row["people"]),
                mandate=load(row["mandate"]),
                skill=load(row["skill"]),
            )
            for row in in_order(figures["groups"])
            if may_read(row["key"])
        ),
        scenes=tuple(
            SceneGaps(
                *_titles(library, row, language),
                people=load(row["people"]),
                mandate=load(row["mandate"]),
                skill=load(row["skill"]),
            )
            for row in sorted(figures["scenes"], key=lambda row: -(row["mandate"] or 0))
        ),
    )


def _titles(library: Library, row: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Give the titles in the reader's language, or as they were written down."""
    if "revision" not in row:
        return row["scenario"], row["scene"]
    return titles_of(library, UUID(row["revision"]), row["part"], language)
