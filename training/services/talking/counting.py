"""Counts how groups chose, question by question, in the period of a report of courses.

The same answers as that report, in the same groups: answers of a period of its own, or of units as
they are today, could be subtracted from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.disclosure import Shown
from training.domain.disclosure_answers import Told, tell
from training.domain.disclosure_audit import audited
from training.domain.disclosure_figures import Share, told_share
from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_AGREEMENT,
    Group,
    Visible,
    choose_visible,
)
from training.domain.disclosure_talk import Split, dump_split, is_split, split_of
from training.domain.item_analysis import LEVELS_THAT_HELP
from training.domain.organisation import ROOT_ID, Layer, upward
from training.services.aligning.core import ALL
from training.services.errors import NotFound
from training.store import alignment
from training.store.organisation import list_units
from training.store.talk import OptionCount

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How each group chose at one question, and which of them may have figures.

    `levels` are those of the answers, as digits.
    """

    visible: Visible
    counts: Mapping[str, tuple[int, ...]]
    levels: str

    def splits(self, key: str) -> bool | None:
        """Tell whether a group splits; none where that may not be told."""
        if key not in self.visible:
            return None
        return is_split(self.visible, key, self._told(key), self.counts[key]).value

    def split(self, key: str) -> Shown[Split]:
        """Show how a group chose."""
        counts = self.counts.get(key, (0,) * len(self.levels))
        return split_of(self.visible, key, tell_of(counts, self.levels), counts)

    @property
    def fitting(self) -> int | None:
        """Give which share of everyone answered fittingly, in per cents, where it may be told."""
        if EVERYONE not in self.visible:
            return None
        share = self._told(EVERYONE).answers(self.counts[EVERYONE]).share
        return told_share(self.visible, EVERYONE, share).value

    def _told(self, key: str) -> Told:
        return tell_of(self.counts[key], self.levels)


def tell_of(counts: Sequence[int], levels: str) -> Told:
    """Decide what may be told of how a group chose at a question with answers of these levels."""
    return tell(counts, [int(level) >= LEVELS_THAT_HELP for level in levels])


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report counted: which days, its groups, and those that it told agreement of.

    `above` are the units of today, for one in which nobody had an answer to report.
    """

    from_on: date
    until_on: date
    parents: Mapping[str, str]
    told: frozenset[str]
    above: Mapping[UUID, UUID | None]

    def upward(self, unit_id: UUID, layer: str) -> list[str]:
        """Give the groups that somebody of a unit and layer was in, the smallest first."""
        key = self._home(unit_id) if layer == Layer.OFFICIALS else layer
        found = []
        while key:
            found.append(key)
            key = self.parents[key]
        return found

    def _home(self, unit_id: UUID) -> str:
        over = (unit.hex for unit in upward(unit_id, self.above))
        return next((key for key in over if key in self.parents), Layer.OFFICIALS)


def key_of(unit_id: UUID) -> str:
    """Give the group of a unit with all below it."""
    return EVERYONE if unit_id == ROOT_ID else unit_id.hex


def read_basis(session: Session, report_id: UUID) -> Basis:
    """Read what a report counted."""
    report = alignment.find_report(session, report_id)
    if report is None:
        raise NotFound("alignment-report")
    groups = alignment.list_groups(session, report.id)
    shown = [group.key for group in groups if group.people is not None]
    figures = alignment.list_figures(session, [report.id], shown, ALL)
    return Basis(
        from_on=report.from_on,
        until_on=report.until_on,
        parents={group.key: group.parent for group in groups},
        told=frozenset(row.group_key for row in figures if row.pair is not None),
        above={unit.id: unit.parent_id for unit in list_units(session)},
    )


def rows_of(counted: QuestionCounts) -> list[Row]:
    """Give a row for each group of which it may be told whether it splits."""
    return [
        {
            "group_key": key,
            "is_split": bool(does_split),
            "split": dump_split(counted.split(key)) if does_split else None,
            "fitting": counted.fitting if key == EVERYONE else None,
        }
        for key in sorted(counted.visible.keys)
        if (does_split := counted.splits(key)) is not None
    ]


def count_groups(basis: Basis, rows: list[OptionCount], levels: str) -> QuestionCounts:
    """Count how the groups of a report chose at one question."""
    sums: dict[str, list[int]] = {key: [0] * len(levels) for key in basis.parents}
    for row in rows:
        for key in basis.upward(row.unit_id, row.layer):
            sums[key][row.option] += row.people
    answered = {key: sum(counts) for key, counts in sums.items()}
    # Whether enough people work in a group was seen to by the report.
    groups = [Group(key, basis.parents[key], many, many) for key, many in answered.items()]
    counted = {key: tuple(counts) for key, counts in sums.items()}
    shares = [
        {key: Share(counts[option], answered[key]) for key, counts in sums.items() if answered[key]}
        for option in range(len(levels))
    ]
    visible = audited(
        groups,
        lambda keys: choose_visible(groups, FEWEST_FOR_AGREEMENT, basis.told & keys),
        shares,
        shares,
    )
    return QuestionCounts(visible, counted, levels)
