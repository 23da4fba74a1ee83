"""Counts how groups answered in the last closed quarter, question by question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
from training.domain.organisation import ROOT_ID
from training.services.drifting.waves import Tree, read_tree
from training.store import talk as store
from training.store.answer import Question
from training.store.talk import OptionCount

MONTHS = 3
FITTING = 2
"""From this level on an answer is what the organisation asks for."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A closed quarter: what was answered in it no longer changes."""

    from_on: date
    until_on: date


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


def last_quarter(today: date) -> Quarter:
    """Give the quarter before that of a day."""
    begin = date(today.year, today.month - (today.month - 1) % MONTHS, 1)
    until_on = begin - timedelta(days=1)
    return Quarter(date(until_on.year, until_on.month - MONTHS + 1, 1), until_on)


def key_of(unit_id: UUID) -> str:
    """Give the group of a unit with all below it."""
    return EVERYONE if unit_id == ROOT_ID else str(unit_id)


def count_questions(
    session: Session, questions: Iterable[Question], today: date
) -> dict[int, QuestionCounts]:
    """Count the last closed quarter for each question that was answered in it."""
    options = {question.id: len(question.levels) for question in questions}
    if not options:
        return {}
    quarter, tree = last_quarter(today), read_tree(session)
    rows: dict[int, list[OptionCount]] = defaultdict(list)
    only = next(iter(options)) if len(options) == 1 else None
    for row in store.count_course(session, quarter.from_on, quarter.until_on, only):
        if row.question_id in options:
            rows[row.question_id].append(row)
    return {number: _counts(tree, found, options[number]) for number, found in rows.items()}


def _counts(tree: Tree, rows: list[OptionCount], options: int) -> QuestionCounts:
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * options)
    for row in rows:
        for key in tree.upward(row.unit_id, row.layer):
            sums[key][row.option] += row.people
    groups = (
        Group(key, parent, tree.sizes[key], sum(sums[key]) if key in sums else 0)
        for key, parent in tree.parents.items()
    )
    visible = choose_visible(groups, FEWEST_FOR_AGREEMENT)
    return QuestionCounts(visible, {key: tuple(counts) for key, counts in sums.items()})
