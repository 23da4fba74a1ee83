"""What the leadership reads of a closed quarter: where people may not do what they should.

Made once, and only what may be shown is kept; never of a person, and never of a few.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from training.domain.disclosure import Shown, load
from training.domain.disclosure_audit import audited
from training.domain.disclosure_figures import Share, told_share
from training.domain.disclosure_groups import (
    FEWEST_FOR_SCORES,
    Group,
    Visible,
    choose_visible,
    size_of,
)
from training.domain.group_tree import GroupTree, Homes
from training.domain.quarter import quarter_before
from training.domain.scenario import Scenario
from training.services.grouping import in_order, read_names, read_tree
from training.services.guiding.scenes import titles_of
from training.services.library import Library
from training.store import stance as store
from training.store.stance import MandateReport


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
    session, quarter = library.session, quarter_before(today)
    if store.find_report(session, quarter.first):
        return False
    scenes = store.count_scenes(session, quarter.first, quarter.last)
    if not scenes:
        return False
    told = [scene for scene in scenes if scene.respondents >= FEWEST_FOR_SCORES]
    figures = {
        "groups": tell_groups(
            read_tree(session),
            read_names(session),
            store.count_units(
                session, quarter.first, quarter.last, [scene.question_id for scene in told]
            ),
        ),
        "scenes": [_scene(library, scene) for scene in told],
    }
    report = MandateReport(
        from_on=quarter.first, until_on=quarter.last, figures=figures, made_at=at
    )
    session.add(report)
    session.flush()
    return True


def read_reports(
    library: Library, may_read: Callable[[str], bool], language: str
) -> tuple[Quarterly, ...]:
    """Read all quarters of the groups that one may read of, the newest first."""
    found = store.list_reports(library.session)
    return tuple(_quarterly(library, report, may_read, language) for report in found)


def tell_groups(
    tree: GroupTree, names: Mapping[str, str], found: Sequence[store.UnitGaps]
) -> list[dict[str, object]]:
    """Tell of groups how many people had a gap at one of the scenes that are told.

    What was answered at a scene of a few is no part of it: it would be the whole less the others.
    """
    homes = [
        (row.who or number, tree.home(row.unit_id, row.layer)) for number, row in enumerate(found)
    ]
    people, mandate, skill = (
        tree.count(_by_homes(found, homes, has_it))
        for has_it in (
            lambda row: True,
            lambda row: row.has_mandate,
            lambda row: row.has_skill,
        )
    )
    groups = tree.groups(people)
    visible = audited(
        groups,
        lambda keys: choose_visible(groups, allowed=keys),
        [
            {
                group.key: Share(gaps.within[place], group.answered)
                for place, group in enumerate(groups)
                if group.answered
            }
            for gaps in (mandate, skill)
        ],
    )
    return [
        {
            "key": group.key,
            "parent": group.parent,
            "name": names.get(group.key, ""),
            **_shown(visible, group, mandate.within[place], skill.within[place]),
        }
        for place, group in enumerate(groups)
        if group.size
    ]


def _by_homes(
    found: Sequence[store.UnitGaps],
    homes: Sequence[tuple[object, int]],
    has_it: Callable[[store.UnitGaps], bool],
) -> Counter[Homes]:
    """Count the people that something holds for, by the groups in which it does."""
    places: dict[object, set[int]] = defaultdict(set)
    many: dict[object, int] = {}
    for row, (who, home) in zip(found, homes, strict=True):
        if has_it(row):
            places[who].add(home)
            many[who] = 1 if row.who else row.respondents
    people = Counter[Homes]()
    for who, where in places.items():
        people[frozenset(where)] += many[who]
    return people


def _shown(visible: Visible, group: Group, mandate: int, skill: int) -> dict[str, int | None]:
    people = group.answered
    return {
        "people": size_of(visible, group.key).value,
        "mandate": told_share(visible, group.key, Share(mandate, people)).value,
        "skill": told_share(visible, group.key, Share(skill, people)).value,
    }


def _scene(library: Library, row: store.SceneGaps) -> dict[str, object]:
    """Tell of a situation, of the whole organisation only."""
    group = Group(row.name, "", row.respondents, row.respondents)
    scenario = library.take(row.revision_id, Scenario)
    return {
        "scenario": scenario.header.title,
        "scene": scenario.scene(row.name).title,
        "revision": str(row.revision_id),
        "part": row.name,
        **_shown(choose_visible([group]), group, row.mandate, row.skill),
    }


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
