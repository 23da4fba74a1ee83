"""Decides of a report which groups are told of, and which answers of a question count as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.domain import disclosure_groups as shown
from training.domain.answer_table import count_options, count_people
from training.domain.disclosure_answers import Told, tell
from training.domain.disclosure_audit import audited, closed_parts
from training.domain.disclosure_figures import Answers, Share, pool
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, FEWEST_FOR_SCORES, Visible
from training.domain.group_tree import TOP, TOP_KEYS, People
from training.domain.item_analysis import LEVELS_THAT_HELP
from training.services.aligning.core import topics_of
from training.services.aligning.gathering import Gathered

Topics = Mapping[str, Sequence[int]]
"""The places of the questions of each topic."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which groups may have a share, and which agreement as well; how many answered a topic."""

    shares: Visible
    agreement: Visible
    answered: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Answered:
    """All answers of a report by group and question, with what is hidden counted as one answer."""

    told: Sequence[Told]
    counts: Sequence[Sequence[Sequence[int]]]

    def of(self, place: int, question: int) -> Answers:
        """Give how a group answered a question."""
        return self.told[question].answers(self.counts[place][question])

    def shares(self, keys: Sequence[str], questions: Sequence[int]) -> dict[str, Share]:
        """Give the share of each of these groups, the first of the tree, on some questions."""
        found = (
            (key, pool([self.of(place, question) for question in questions]))
            for place, key in enumerate(keys)
        )
        return {key: share for key, share in found if share}


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of whom; of questions that are `closed` only what everyone answered."""

    found: Gathered
    sight: Sight
    answered: Answered
    parts: Topics
    singles: Topics
    closed: frozenset[int]

    @property
    def told(self) -> Sequence[Told]:
        """Say of each question which answers count as one."""
        return self.answered.told

    def answers(self, place: int, question: int) -> Answers:
        """Give how a group answered a question."""
        return self.answered.of(place, question)

    def topics(self, place: int) -> Topics:
        """Give the topics that a group has figures of: single questions only at the top."""
        if place >= TOP:
            return self.parts
        open_ = {
            topic: places
            for topic, places in self.singles.items()
            if place == 0 or places[0] not in self.closed
        }
        return {**self.parts, **open_}


def tell_groups(found: Gathered) -> Report:
    """Choose what is told: what is hidden follows from no sum, no difference and no rounding."""
    parts = topics_of(found.core)
    singles = {asked.topic: [place] for place, asked in enumerate(found.core)}
    answered, keys = _answered(found), found.tree.keys
    every = {**parts, **singles}
    within = count_people(found.table, found.homes, every)
    own = count_people(found.table, found.homes, every, is_own=True)
    people = {topic: People(within[topic], own[topic]) for topic in every}
    tables = [found.tree.groups(people[topic]) for topic in parts]
    tables += [found.tree.groups(people[topic], TOP) for topic in singles]
    visible = audited(
        tables[0],
        lambda keys: shown.choose_visible_in_all(tables, FEWEST_FOR_SCORES, keys),
        [answered.shares(keys, places) for places in parts.values()],
        [answered.shares(keys, places) for places in parts.values() if len(places) == 1],
    )
    both = shown.choose_visible_in_all(tables, FEWEST_FOR_AGREEMENT, visible.keys)
    closed = frozenset(
        places[0]
        for places in singles.values()
        if closed_parts(
            tables[0][:TOP], visible, answered.shares(TOP_KEYS, places), is_counted=True
        )
    )
    return Report(found, Sight(visible, both, within), answered, parts, singles, closed)


def _answered(found: Gathered) -> Answered:
    counts = count_options(found.table, found.homes).tolist()
    told = [
        tell(
            counts[0][question][: len(asked.levels)],
            [level >= LEVELS_THAT_HELP for level in asked.levels],
        )
        for question, asked in enumerate(found.core)
    ]
    return Answered(told, counts)
