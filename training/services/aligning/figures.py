"""Works out the figures of a report, and lets through only what may be shown."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from training.domain import deviation, disclosure
from training.domain import disclosure_groups as shown
from training.domain.alignment import distance
from training.domain.answer_table import count_options, count_people
from training.domain.bootstrap import NOT_SURE, Sure, agreement, draw_sums
from training.domain.deviation import Comparison
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, Visible
from training.domain.group_tree import LAYERS, OFFICIALS, TOP, People
from training.domain.interval import around
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
    counts: Counts = count_options(found.table, found.homes).tolist()
    sure = yield from _agreement(found, sight, topics, singles, seed)
    compared, units = yield from _compare(found, sight, seed)
    figures: list[Row] = []
    for place, key in enumerate(found.tree.keys):
        if key in sight.shares:
            asked = topics | singles if place < TOP else topics
            figures += [
                _figure_row(found, sight, counts[place], place, topic, places, sure)
                for topic, places in asked.items()
            ]
        if place % GROUPS_A_PAUSE == 0:
            yield
    return Draft(
        people=everyone,
        unseen=None if compared.smallest is None else shown.step_up(compared.smallest),
        left_out=found.left_out,
        groups=_group_rows(found, sight),
        figures=figures,
        questions=_question_rows(found, sight, counts),
        deviations=_deviation_rows(found, sight, compared, units),
    )


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


def _agreement(
    found: Gathered,
    sight: _Sight,
    topics: dict[str, list[int]],
    singles: dict[str, list[int]],
    seed: int,
) -> Generator[None, None, dict[tuple[int, str], Sure]]:
    counts = count_options(found.table, found.homes)
    wanted = {place for place, key in enumerate(found.tree.keys) if key in sight.agreement}
    sure: dict[tuple[int, str], Sure] = {}
    for drawn in draw_sums(found.table, found.homes, wanted, seed):
        if drawn:
            place, sums = drawn
            asked = topics | singles if place < TOP else topics
            known = agreement(counts[place], sums, found.table, asked)
            sure.update({(place, topic): one for topic, one in known.items()})
        else:
            yield
    return sure


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


def _figure_row(
    found: Gathered,
    sight: _Sight,
    counts: list[list[int]],
    place: int,
    topic: str,
    places: Sequence[int],
    sure: Mapping[tuple[int, str], Sure],
) -> Row:
    key = found.tree.keys[place]
    known = sure.get((place, topic), NOT_SURE)
    people = sight.answered[topic][place]
    shares = [share for one in places if (share := _share(found, counts, one)) is not None]
    if place == 0 and len(places) == 1 and not _is_told_by_cells(found, counts, places[0]):
        shares = []
    level = around(shown.blur_share(fmean(shares), people), people) if shares else None
    share, between = (level.value, (level.low, level.high)) if level else (None, None)
    return {
        "group_key": key,
        "topic": topic,
        **_three("share", sight.shares, key, share, between),
        **_agreed("pair", sight.agreement, key, people, known.pair, known.pair_interval),
        **_agreed("alike", sight.agreement, key, people, known.alike, known.alike_interval),
    }


def _is_told_by_cells(found: Gathered, counts: list[list[int]], question: int) -> bool:
    """Tell whether a share says no more of a question than the distribution that is shown of it."""
    levels = found.core[question].levels
    cells = disclosure.release(counts[question][: len(levels)])
    if cells is None or cells.value is None:
        return True
    good = [place for place, level in enumerate(levels) if level >= LEVELS_THAT_HELP]
    return disclosure.count_within(cells.value, good).value is not None


def _agreed(
    name: str,
    visible: Visible,
    key: str,
    people: int,
    value: float | None,
    interval: tuple[float, float] | None,
) -> Row:
    blurred = None if value is None else shown.blur_agreement(value, people)
    ends = [shown.blur_agreement(end, people) for end in interval or ()]
    return _three(name, visible, key, blurred, (ends[0], ends[1]) if ends else None, n=0)


def _three(
    name: str,
    visible: Visible,
    key: str,
    value: float | None,
    interval: tuple[float, float] | None,
    n: int | None = None,
) -> Row:
    low, high = interval or (None, None)
    between = shown.share_interval_of(visible, key, low, high).value or (None, None)
    return {
        name: shown.share_of(visible, key, value, n=n).value,
        f"{name}_low": between[0],
        f"{name}_high": between[1],
    }


def _share(found: Gathered, counts: list[list[int]], place: int) -> float | None:
    levels, chosen = found.core[place].levels, counts[place]
    good = sum(chosen[option] for option, level in enumerate(levels) if level >= LEVELS_THAT_HELP)
    return good / sum(chosen) if sum(chosen) else None


def _question_rows(found: Gathered, sight: _Sight, counts: Counts) -> list[Row]:
    rows: list[Row] = []
    for place, asked in enumerate(found.core):
        options = len(asked.levels)
        cells = disclosure.release(counts[0][place][:options])
        row: Row = {
            "question_id": asked.number,
            "cells": disclosure.dump_cells(cells) if cells else None,
        }
        for one, other in combinations(LAYERS, 2):
            row[f"{one}_{other}"] = _apart(sight, counts, place, one, other)
        rows.append(row)
    return rows


def _apart(sight: _Sight, counts: Counts, question: int, one: Layer, other: Layer) -> int | None:
    of_one, of_other = (counts[1 + LAYERS.index(layer)][question] for layer in (one, other))
    found = distance(of_one, of_other)
    return shown.distance_of(sight.agreement, one, other, found.value).value


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
            "excess": shown.figure_of(sight.agreement, key, one.excess).value,
            "p": shown.figure_of(sight.agreement, key, one.p, digits=3).value,
        }
        for place, (key, one) in enumerate(named)
    ]
