"""Works out the figures of a report, and lets through only what may be shown."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from training.domain import deviation, disclosure
from training.domain import disclosure_figures as figures
from training.domain import disclosure_groups as shown
from training.domain.answer_table import count_options, count_people
from training.domain.deviation import Comparison
from training.domain.disclosure import Shown
from training.domain.disclosure_answers import Told, tell
from training.domain.disclosure_figures import Answers
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, Visible
from training.domain.group_tree import LAYERS, OFFICIALS, TOP, People
from training.domain.item_analysis import LEVELS_THAT_HELP
from training.domain.organisation import Layer
from training.services.aligning.core import ALL, topics_of
from training.services.aligning.gathering import Gathered

GROUPS_A_PAUSE = 100

Row = dict[str, object]
Counts = list[list[list[int]]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report to be kept, as rows of its tables without the number of the report."""

    people: int
    unseen: int | None
    left_out: int
    groups: list[Row]
    figures: list[Row]
    questions: list[Row]
    deviations: list[Row]


@dataclass(frozen=True, slots=True)
class _Sight:
    """Which groups may have a share, and which agreement as well; how many answered a topic."""

    shares: Visible
    agreement: Visible
    answered: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Report:
    """All answers of a report by group and question, as far as they may be told from each other.

    `told` says per question which answers count as one; everything is made of what it leaves.
    """

    found: Gathered
    sight: _Sight
    told: Sequence[Told]
    counts: Counts

    def answers(self, place: int, question: int) -> Answers:
        """Give how a group answered a question."""
        return self.told[question].answers(self.counts[place][question])


def draft(found: Gathered, seed: int) -> Generator[None, None, Draft | None]:
    """Make a report, pausing often; none when even everyone are too few."""
    topics = topics_of(found.core)
    singles = {asked.topic: [place] for place, asked in enumerate(found.core)}
    yield
    sight = _look(found, topics, singles)
    yield
    everyone = shown.size_of(sight.agreement, shown.EVERYONE).value
    if everyone is None:
        return None
    report = _report(found, sight)
    compared, units = yield from _compare(found, sight, seed)
    rows: list[Row] = []
    for place, key in enumerate(found.tree.keys):
        if key in sight.shares:
            asked = topics | singles if place < TOP else topics
            rows += [_figure_row(report, place, topic, places) for topic, places in asked.items()]
        if place % GROUPS_A_PAUSE == 0:
            yield
    return Draft(
        people=everyone,
        unseen=None if compared.smallest is None else shown.step_up(compared.smallest),
        left_out=found.left_out,
        groups=_group_rows(found, sight),
        figures=rows,
        questions=_question_rows(report),
        deviations=_deviation_rows(found, sight, compared, units),
    )


def _report(found: Gathered, sight: _Sight) -> _Report:
    counts: Counts = count_options(found.table, found.homes).tolist()
    told = [
        tell(
            counts[0][question][: len(asked.levels)],
            [level >= LEVELS_THAT_HELP for level in asked.levels],
        )
        for question, asked in enumerate(found.core)
    ]
    return _Report(found, sight, told, counts)


def _look(
    found: Gathered, topics: Mapping[str, list[int]], singles: Mapping[str, list[int]]
) -> _Sight:
    every = {**topics, **singles}
    answered = count_people(found.table, found.homes, every)
    own = count_people(found.table, found.homes, every, is_own=True)
    people = {topic: People(answered[topic], own[topic]) for topic in every}
    tables = [found.tree.groups(people[topic]) for topic in topics]
    tables += [found.tree.groups(people[topic], TOP) for topic in singles]
    shares = shown.choose_visible_in_all(tables)
    both = shown.choose_visible_in_all(tables, FEWEST_FOR_AGREEMENT, among=shares)
    return _Sight(shares, both, {topic: each.within for topic, each in people.items()})


def _compare(
    found: Gathered, sight: _Sight, seed: int
) -> Generator[None, None, tuple[Comparison, list[int]]]:
    """Compare the lowest units that are shown with the other officials.

    The units that are not shown are compared as well, and never named: one of them that stands
    out must not make the others look different from the rest.
    """
    units, label = _units(found, sight)
    officials = found.homes.within(OFFICIALS).tolist()
    homes = found.homes.home.tolist()
    compared = yield from deviation.compare_units(
        found.table.levels_chosen(officials),
        [label[homes[row]] for row in officials],
        len(units),
        seed=seed,
    )
    return compared, units


def _units(found: Gathered, sight: _Sight) -> tuple[list[int], list[int]]:
    """Give the units to compare, and for each group which of them it belongs to, -1 for none."""
    tree = found.tree
    places = range(TOP, len(tree.keys))
    is_shown = [key in sight.agreement for key in tree.keys]
    has_shown_parts = {tree.parents[place] for place in places if is_shown[place]}
    units: list[int] = []
    label = [-1] * len(tree.keys)
    for place in places:
        label[place] = label[tree.parents[place]]
        is_lowest = place not in has_shown_parts and sight.answered[ALL][place]
        if label[place] < 0 and is_lowest:
            label[place] = len(units)
            units.append(place)
    return units, label


def _group_rows(found: Gathered, sight: _Sight) -> list[Row]:
    """Tell of every group with answers whether it is shown; never how many a hidden one has."""
    tree, answered = found.tree, sight.answered[ALL]
    return [
        {
            "key": key,
            "parent": tree.parent_key(place),
            "unit_id": tree.unit_ids[place],
            "people": shown.size_of(sight.shares, key).value,
        }
        for place, key in enumerate(tree.keys)
        if answered[place] or place < TOP
    ]


def _figure_row(report: _Report, place: int, topic: str, places: Sequence[int]) -> Row:
    key, sight = report.found.tree.keys[place], report.sight
    asked = [report.answers(place, question) for question in places]
    share, both, same = figures.pool(asked), figures.both_of(asked), figures.alike_of(asked)
    return {
        "group_key": key,
        "topic": topic,
        **_three(
            "share",
            figures.told_share(sight.shares, key, share),
            figures.told_share_interval(sight.shares, key, share),
        ),
        **_three(
            "pair",
            figures.told_chance(sight.agreement, key, both),
            figures.told_chance_interval(sight.agreement, key, both),
        ),
        **_three(
            "alike",
            figures.told_chance(sight.agreement, key, same),
            figures.told_chance_interval(sight.agreement, key, same),
        ),
    }


def _three(name: str, value: Shown[int], between: Shown[tuple[int, int]]) -> Row:
    low, high = between.value or (None, None)
    return {name: value.value, f"{name}_low": low, f"{name}_high": high}


def _question_rows(report: _Report) -> list[Row]:
    return [
        {
            "question_id": asked.number,
            "cells": disclosure.dump_cells(report.told[question].cells),
            **{
                f"{one}_{other}": _apart(report, question, one, other)
                for one, other in combinations(LAYERS, 2)
            },
        }
        for question, asked in enumerate(report.found.core)
    ]


def _apart(report: _Report, question: int, one: Layer, other: Layer) -> int | None:
    of_one, of_other = (report.answers(1 + LAYERS.index(layer), question) for layer in (one, other))
    found = figures.distance_of(of_one, of_other)
    return figures.told_distance(report.sight.agreement, one, other, found).value


def _deviation_rows(
    found: Gathered, sight: _Sight, compared: Comparison, units: Sequence[int]
) -> list[Row]:
    named = [
        (key, one)
        for one in compared.named
        if (key := found.tree.keys[units[one.unit]]) in sight.agreement
    ]
    return [
        {
            "place": place,
            "group_key": key,
            "excess": shown.figure_of(sight.agreement, key, one.excess, digits=1).value,
            "p": shown.figure_of(sight.agreement, key, one.p, digits=3).value,
        }
        for place, (key, one) in enumerate(named)
    ]
