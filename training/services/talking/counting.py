"""Counts how groups chose, question by question, in the period of the newest report of courses.

The same answers as that report, in the same groups: answers of a period of its own, or of units as
they are today, could be subtracted from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.disclosure import Shown
from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_AGREEMENT,
    Group,
    Visible,
    choose_visible,
)
from training.domain.disclosure_talk import Split, fitting_share, is_split, split_of
from training.domain.organisation import ROOT_ID, Layer, upward
from training.services.aligning.core import ALL
from training.services.answers import IN_COURSE
from training.store import alignment
from training.store import talk as store
from training.store.answer import Question
from training.store.organisation import list_units
from training.store.talk import OptionCount

FITTING = 2
"""From this level on an answer is what the organisation asks for."""


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How each group chose at one question, and which of them may have figures."""

    visible: Visible
    counts: Mapping[str, tuple[int, ...]]

    def splits(self, key: str) -> bool | None:
        """Tell whether a group splits; none where that may not be told."""
        return is_split(self.visible, key, self.counts[key]).value if self._has(key) else None

    def split(self, key: str) -> Shown[Split]:
        """Show how a group chose."""
        return split_of(self.visible, key, self.counts.get(key, ()))

    def fitting(self, levels: str) -> int | None:
        """Give which share of everyone answered fittingly, in per cents, where it may be told."""
        if not self._has(EVERYONE):
            return None
        counts = self.counts[EVERYONE]
        good = sum(n for n, level in zip(counts, levels, strict=True) if int(level) >= FITTING)
        return fitting_share(self.visible, EVERYONE, good / sum(counts)).value

    def _has(self, key: str) -> bool:
        return key in self.visible and key in self.counts


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


def count_questions(session: Session, questions: Iterable[Question]) -> dict[int, QuestionCounts]:
    """Count for each question that was answered in the period of the newest report."""
    options = {question.id: len(question.levels) for question in questions}
    basis = _basis(session) if options else None
    if basis is None:
        return {}
    rows: dict[int, list[OptionCount]] = defaultdict(list)
    only = next(iter(options)) if len(options) == 1 else None
    for row in store.count_course(session, basis.from_on, basis.until_on, only):
        if row.question_id in options:
            rows[row.question_id].append(row)
    return {number: _counts(basis, found, options[number]) for number, found in rows.items()}


def _basis(session: Session) -> Basis | None:
    report = alignment.find_last(session, IN_COURSE.occasion, IN_COURSE.number)
    if report is None:
        return None
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


def _counts(basis: Basis, rows: list[OptionCount], options: int) -> QuestionCounts:
    sums: dict[str, list[int]] = {key: [0] * options for key in basis.parents}
    for row in rows:
        for key in basis.upward(row.unit_id, row.layer):
            sums[key][row.option] += row.people
    answered = {key: sum(counts) for key, counts in sums.items()}
    # Whether enough people work in a group was seen to by the report.
    groups = [Group(key, basis.parents[key], many, many) for key, many in answered.items()]
    visible = choose_visible(groups, FEWEST_FOR_AGREEMENT, basis.told)
    return QuestionCounts(visible, {key: tuple(counts) for key, counts in sums.items()})
