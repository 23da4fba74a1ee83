"""The answers of one report as a table of people by questions: a byte for each answer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.domain.answer_code import OPTIONS, QUESTIONS

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


@dataclass(slots=True)
class Collector:
    """Takes answers in, portion by portion, in any order; eight bytes each are kept."""

    portions: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, codes: str) -> None:
        """Take in answers as numbers of `answer_code`, with commas between them."""
        if codes:
            self.portions.append(np.fromstring(codes, dtype=np.int64, sep=","))

    def count_by_question(self) -> dict[int, int]:
        """Give how many answers there are to each question."""
        counted = Counter[int]()
        for codes in self.portions:
            found, counts = np.unique(codes // OPTIONS % QUESTIONS, return_counts=True)
            counted.update(dict(zip(found.tolist(), counts.tolist(), strict=True)))
        return dict(counted)

    def table(self, levels: Mapping[int, Sequence[int]]) -> tuple[list[int], AnswerTable]:
        """Give who answered any of these questions, and the table of their answers."""
        order = np.array(sorted(levels), dtype=np.int64)
        seen = [np.unique(who) for who, _, _ in self._answers(order)]
        people = np.unique(np.concatenate(seen))
        choices = np.full((len(people), len(order)), NO_ANSWER, dtype=np.int8)
        for who, questions, options in self._answers(order):
            choices[np.searchsorted(people, who), np.searchsorted(order, questions)] = options
        padded = _padded([levels[number] for number in sorted(levels)])
        return people.tolist(), AnswerTable(choices, padded)

    def _answers(self, wanted: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Give respondents, questions and options of what some questions were answered."""
        for codes in self.portions:
            asked = codes // OPTIONS % QUESTIONS
            is_wanted = np.isin(asked, wanted)
            found = codes[is_wanted]
            yield found // (OPTIONS * QUESTIONS), asked[is_wanted], found % OPTIONS


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


@dataclass(frozen=True, slots=True)
class Headcount:
    """Who is in which group: rows in order of group and person, each group above a row as well.

    `starts` is where the rows of each group and person begin, and `groups` which group that is.
    """

    rows: NDArray[np.intp]
    starts: NDArray[np.intp]
    groups: NDArray[np.intp]
    many: int

    def count(self, is_in: NDArray[np.bool_]) -> list[int]:
        """Count the people of each group of whom some row is in; who has two rows counts once."""
        if not len(self.rows):
            return [0] * self.many
        has_row = np.logical_or.reduceat(is_in[self.rows], self.starts)
        counts = np.bincount(self.groups[has_row], minlength=self.many)
        return [int(count) for count in counts]


def headcount(homes: Homes, *, is_own: bool = False) -> Headcount:
    """Tell who is in each group: with all below it, or with `is_own` in the group itself."""
    parents = np.array(homes.parents, dtype=np.intp)
    many = int(homes.persons.max(initial=0)) + 1
    rows, groups = np.arange(len(homes.home)), homes.home
    seen: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    while len(rows):
        seen.append((rows, groups))
        above = parents[groups]
        is_below = (above >= 0) & (not is_own)
        rows, groups = rows[is_below], above[is_below]
    if not seen:
        nobody = np.arange(0)
        return Headcount(nobody, nobody, nobody, len(parents))
    every, of = (np.concatenate(part) for part in zip(*seen, strict=True))
    pairs = of * many + homes.persons[every]
    order = np.argsort(pairs, kind="stable")
    is_first = np.diff(pairs[order], prepend=-1) > 0
    return Headcount(every[order], np.flatnonzero(is_first), of[order][is_first], len(parents))


def count_people(
    table: AnswerTable, homes: Homes, topics: Mapping[str, Sequence[int]], *, is_own: bool = False
) -> dict[str, list[int]]:
    """Count by topic the people of each group who answered any of its questions.

    With `is_own` those in the group itself, not below it. A mover counts once.
    """
    heads, has_answered = headcount(homes, is_own=is_own), table.choices != NO_ANSWER
    return {
        topic: heads.count(has_answered[:, list(questions)].any(axis=1))
        for topic, questions in topics.items()
    }


def _padded(levels: Sequence[Sequence[int]]) -> NDArray[np.int8]:
    widest = max((len(each) for each in levels), default=1)
    padded = np.full((len(levels), widest), NO_ANSWER, dtype=np.int8)
    for place, each in enumerate(levels):
        padded[place, : len(each)] = each
    return padded
