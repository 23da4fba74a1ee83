"""Works out the figures of a report, and lets through only what may be shown."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import combinations

from training.domain import deviation
from training.domain import disclosure_figures as figures
from training.domain import disclosure_groups as shown
from training.domain.deviation import Comparison
from training.domain.disclosure import Shown
from training.domain.disclosure_answers import dump_shares
from training.domain.group_tree import LAYERS, OFFICIALS, TOP
from training.domain.organisation import Layer
from training.services.aligning.core import ALL
from training.services.aligning.gathering import Gathered
from training.services.aligning.telling import Report, Sight, tell_groups

GROUPS_A_PAUSE = 100

Row = dict[str, object]


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


def draft(found: Gathered, seed: int) -> Generator[None, None, Draft | None]:
    """Make a report, pausing often; none when even everyone are too few."""
    yield
    report = tell_groups(found)
    yield
    sight = report.sight
    everyone = shown.size_of(sight.agreement, shown.EVERYONE).value
    if everyone is None:
        return None
    compared, units = yield from _compare(found, sight, seed)
    rows: list[Row] = []
    for place, key in enumerate(found.tree.keys):
        if key in sight.shares:
            rows += figure_rows(report, place)
        if place % GROUPS_A_PAUSE == 0:
            yield
    return Draft(
        people=everyone,
        unseen=None if compared.smallest is None else shown.step_up(compared.smallest),
        left_out=found.left_out,
        groups=_group_rows(found, sight),
        figures=rows,
        questions=question_rows(report),
        deviations=_deviation_rows(found, sight, compared, units),
    )


def _compare(
    found: Gathered, sight: Sight, seed: int
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


def _units(found: Gathered, sight: Sight) -> tuple[list[int], list[int]]:
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


def _group_rows(found: Gathered, sight: Sight) -> list[Row]:
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


def figure_rows(report: Report, place: int) -> list[Row]:
    """Give the figures of a group on all topics that it may have one of."""
    return [
        _figure_row(report, place, topic, places) for topic, places in report.topics(place).items()
    ]


def _figure_row(report: Report, place: int, topic: str, places: Sequence[int]) -> Row:
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


def question_rows(report: Report) -> list[Row]:
    """Give how everyone chose at each question, and how far the layers are apart."""
    return [
        {
            "question_id": asked.number,
            "cells": dump_shares(report.told[question]),
            **{
                f"{one}_{other}": _apart(report, question, one, other)
                for one, other in combinations(LAYERS, 2)
            },
        }
        for question, asked in enumerate(report.found.core)
    ]


def _apart(report: Report, question: int, one: Layer, other: Layer) -> int | None:
    if question in report.closed:
        return None
    of_one, of_other = (report.answers(1 + LAYERS.index(layer), question) for layer in (one, other))
    found = figures.distance_of(of_one, of_other)
    return figures.told_distance(report.sight.agreement, one, other, found).value


def _deviation_rows(
    found: Gathered, sight: Sight, compared: Comparison, units: Sequence[int]
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
