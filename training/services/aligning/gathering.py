"""Reads the answers of a period in portions, each in a short transaction."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.answer_table import AnswerTable, Collector, Homes, homes_of
from training.domain.group_tree import GroupTree
from training.services.aligning.core import Asked, choose_core
from training.services.grouping import read_tree
from training.services.jobs import Transactions
from training.store import alignment as store
from training.store.answer import list_questions

PORTION = 100_000
RESPONDENTS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Period:
    """The answers that a report counts: of an occasion, from and until a day."""

    occasion: str
    number: int
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a report is made of; the rows of `table` are people, its columns the core."""

    table: AnswerTable
    homes: Homes
    tree: GroupTree
    core: tuple[Asked, ...]
    left_out: int


def gather(reading: Transactions, period: Period) -> Generator[None, None, Gathered | None]:
    """Read everything, pausing after every portion; none when there is nothing to compare."""
    collector = Collector()
    occasion = (period.occasion, period.number)
    with reading() as library:
        days = store.list_days(library.session, *occasion, period.from_on, period.until_on)
    for day in days:
        after = 0
        while True:
            with reading() as library:
                portion = store.read_portion(library.session, occasion, day, after, PORTION)
            collector.add(portion.codes)
            yield
            if portion.many < PORTION:
                break
            after = portion.last
    counts = collector.count_by_question()
    with reading() as library:
        questions = list_questions(library.session, list(counts))
        core, left_out = choose_core(library, questions, counts)
        tree = read_tree(library.session)
    if not core:
        return None
    numbers, table = collector.table({asked.number: asked.levels for asked in core})
    homes = yield from _homes(reading, numbers, tree)
    return Gathered(table, homes, tree, tuple(core), left_out)


def _homes(
    reading: Transactions, numbers: Sequence[int], tree: GroupTree
) -> Generator[None, None, Homes]:
    """Find in which group each respondent is, and which of them are the same person."""
    home: list[int] = []
    persons: dict[UUID, int] = {}
    same: list[int] = []
    for begin in range(0, len(numbers), RESPONDENTS_AT_ONCE):
        with reading() as library:
            part = numbers[begin : begin + RESPONDENTS_AT_ONCE]
            rows = store.list_respondents(library.session, part)
        for _, learner_key, unit_id, layer in rows:
            home.append(tree.home(unit_id, layer))
            same.append(persons.setdefault(learner_key, len(persons)))
        yield
    return homes_of(home, tree.parents, same)
