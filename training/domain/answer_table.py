"""The answers of one report as a table of people by questions: a byte for each answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.domain.item_analysis import LEVELS_THAT_HELP

NO_ANSWER = -1
Counts = NDArray[np.int64]
"""How many of each group chose each option of each question: groups by questions by options."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Who answered what: `choices` holds the option of each person (row) at each question.

    `levels` holds the level of each option, -1 where a question has no such option.
    """

    choices: NDArray[np.int8]
    levels: NDArray[np.int8]

    @property
    def people(self) -> int:
        """Give the number of rows."""
        return len(self.choices)

    @property
    def questions(self) -> int:
        """Give the number of columns."""
        return int(self.choices.shape[1])

    @property
    def options(self) -> int:
        """Give the largest number of options of any question."""
        return int(self.levels.shape[1])

    def levels_chosen(self, rows: Sequence[int]) -> NDArray[np.int8]:
        """Give the level of each answer of some of the people; -1 where there is none."""
        chosen = self.choices[np.asarray(rows, dtype=np.intp)]
        found = self.levels[np.arange(self.questions), chosen]
        return np.where(chosen == NO_ANSWER, np.int8(NO_ANSWER), found).astype(np.int8)

    @property
    def is_good(self) -> NDArray[np.bool_]:
        """Tell of each option of each question whether it helps."""
        return self.levels >= LEVELS_THAT_HELP


def table_of(rows: Sequence[Sequence[int]], levels: Sequence[Sequence[int]]) -> AnswerTable:
    """Make a table from rows of options, of questions with these levels."""
    choices = np.array(rows, dtype=np.int8).reshape(len(rows), len(levels))
    return AnswerTable(choices, _padded(levels))


@dataclass(slots=True)
class Collector:
    """Takes answers in, portion by portion, in any order."""

    people: list[NDArray[np.int64]] = field(default_factory=list)
    questions: list[NDArray[np.int64]] = field(default_factory=list)
    options: list[NDArray[np.int8]] = field(default_factory=list)

    def add(self, rows: Sequence[tuple[int, int, int, int]]) -> None:
        """Take in number, person, question and option of some answers."""
        if rows:
            _, people, questions, options = zip(*rows, strict=True)
            self.people.append(np.array(people, dtype=np.int64))
            self.questions.append(np.array(questions, dtype=np.int64))
            self.options.append(np.array(options, dtype=np.int8))

    def count_by_question(self) -> dict[int, int]:
        """Give how many answers there are to each question."""
        if not self.questions:
            return {}
        found, counts = np.unique(np.concatenate(self.questions), return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))

    def table(self, levels: dict[int, Sequence[int]]) -> tuple[list[int], AnswerTable]:
        """Give who answered any of these questions, and the table of their answers."""
        questions = np.concatenate(self.questions)
        order = np.array(sorted(levels), dtype=np.int64)
        is_wanted = np.isin(questions, order)
        columns = np.searchsorted(order, questions[is_wanted])
        people, rows = np.unique(np.concatenate(self.people)[is_wanted], return_inverse=True)
        choices = np.full((len(people), len(order)), NO_ANSWER, dtype=np.int8)
        choices[rows, columns] = np.concatenate(self.options)[is_wanted]
        padded = _padded([levels[number] for number in sorted(levels)])
        return people.tolist(), AnswerTable(choices, padded)


@dataclass(frozen=True, slots=True)
class Homes:
    """In which group each row of a table is, and which group is above which.

    `parents` holds for each group the place of the one above it, which comes before it; -1 for
    the first. `persons` says which rows are the same person: who moves has two.
    """

    home: NDArray[np.intp]
    parents: tuple[int, ...]
    persons: NDArray[np.intp]

    def within(self, group: int) -> NDArray[np.intp]:
        """Give the rows of a group with all below it."""
        inside = np.zeros(len(self.parents), dtype=np.bool_)
        for place, parent in enumerate(self.parents):
            inside[place] = place == group or (parent >= 0 and inside[parent])
        return np.flatnonzero(inside[self.home])


def homes_of(home: Sequence[int], parents: Sequence[int], persons: Sequence[int]) -> Homes:
    """Say in which group each row is."""
    return Homes(np.array(home, dtype=np.intp), tuple(parents), np.array(persons, dtype=np.intp))


def count_options(table: AnswerTable, homes: Homes) -> Counts:
    """Count the answers of each group with all below it."""
    groups, options = len(homes.parents), table.options
    counts = np.zeros((groups, table.questions, options), dtype=np.int64)
    places = homes.home * (options + 1)
    for question in range(table.questions):
        # Option -1, for no answer, lands in the first cell of a group and is cut off.
        cells = places + table.choices[:, question] + 1
        found = np.bincount(cells, minlength=groups * (options + 1))
        counts[:, question] = found.reshape(groups, options + 1)[:, 1:]
    for place in range(groups - 1, 0, -1):
        counts[homes.parents[place]] += counts[place]
    return counts


def count_people(table: AnswerTable, homes: Homes, questions: Sequence[int]) -> list[int]:
    """Count the people of each group who answered any of these questions; a mover counts once."""
    has_answered = (table.choices[:, list(questions)] != NO_ANSWER).any(axis=1)
    groups, persons = homes.home[has_answered], homes.persons[has_answered]
    parents = np.array(homes.parents, dtype=np.intp)
    many = int(homes.persons.max(initial=0)) + 1
    seen: list[NDArray[np.intp]] = []
    while len(groups):
        seen.append(groups * many + persons)
        above = parents[groups]
        groups, persons = above[above >= 0], persons[above >= 0]
    pairs = np.unique(np.concatenate(seen)) if seen else np.zeros(0, dtype=np.intp)
    return [int(found) for found in np.bincount(pairs // many, minlength=len(parents))]


def count_own(table: AnswerTable, homes: Homes, questions: Sequence[int]) -> list[int]:
    """Count the people who answered any of these questions in each group itself, not below it."""
    has_answered = (table.choices[:, list(questions)] != NO_ANSWER).any(axis=1)
    many = int(homes.persons.max(initial=0)) + 1
    pairs = np.unique(homes.home[has_answered] * many + homes.persons[has_answered])
    return [int(found) for found in np.bincount(pairs // many, minlength=len(homes.parents))]


def _padded(levels: Sequence[Sequence[int]]) -> NDArray[np.int8]:
    widest = max((len(each) for each in levels), default=1)
    padded = np.full((len(levels), widest), NO_ANSWER, dtype=np.int8)
    for place, each in enumerate(levels):
        padded[place, : len(each)] = each
    return padded
