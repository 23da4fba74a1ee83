"""Counts how groups chose at a question in the period of a report of courses.

The same answers as that report, in the same groups: answers of a period of its own, or of units as
they are today, could be subtracted from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_AGREEMENT,
    Group,
    Visible,
    choose_visible,
)
from training.domain.disclosure_talk import dump_split, fitting_share, is_split, split_of
from training.domain.organisation import ROOT_ID, Layer, upward
from training.services.aligning.core import ALL
from training.services.errors import NotFound
from training.store import alignment
from training.store.organisation import list_units
from training.store.talk import OptionCount

Row = dict[str, object]
FITTING = 2
"""From this level on an answer is what the organisation asks for."""


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


def count_question(basis: Basis, rows: Sequence[OptionCount], levels: str) -> list[Row]:
    """Give a row for each group of which it may be told whether it splits at a question."""
    sums: dict[str, list[int]] = {key: [0] * len(levels) for key in basis.parents}
    for row in rows:
        for key in basis.upward(row.unit_id, row.layer):
            sums[key][row.option] += row.people
    answered = {key: sum(counts) for key, counts in sums.items()}
    # Whether enough people work in a group was seen to by the report.
    groups = [Group(key, basis.parents[key], many, many) for key, many in answered.items()]
    visible = choose_visible(groups, FEWEST_FOR_AGREEMENT, basis.told)
    return [_row(visible, key, sums[key], levels) for key in sorted(visible.keys)]


def _row(visible: Visible, key: str, counts: Sequence[int], levels: str) -> Row:
    does_split = bool(is_split(visible, key, counts).value)
    good = sum(n for n, level in zip(counts, levels, strict=True) if int(level) >= FITTING)
    share = fitting_share(visible, key, good / sum(counts)) if key == EVERYONE else None
    return {
        "group_key": key,
        "is_split": does_split,
        "split": dump_split(split_of(visible, key, counts)) if does_split else None,
        "fitting": share.value if share else None,
    }
