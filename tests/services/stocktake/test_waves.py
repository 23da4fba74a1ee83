"""A wave from plan to figures: what it finds, and who is nowhere to be found."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.services.stocktake.fieldwork import (
    HR,
    PLAN,
    begin,
    fill,
    finish,
    next_year,
    settle,
    wave,
    whole_town,
)
from tests.world import World
from training.domain.stocktake import SUB_POINTS, TOTAL, Length, Side
from training.domain.stocktake_gap import Quadrant
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import Stage, Task
from training.services.stocktake import results, scoring, waves
from training.services.stocktake.results import Results
from training.store.organisation import OrgUnit
from training.store.stocktake import list_scores
from training.store.urn import Urn


def read(world: World, number: int) -> Results:
    with world.database.reading() as session:
        return results.results_of(session, number, is_host=False)


def test_a_board_that_thinks_too_well_of_itself_is_told_so(world: World) -> None:
    found = read(world, whole_town(world))
    total = found.rows[TOTAL]
    assert 40 < (total.scores[Side.INITIATIVES].value.value or 0) < 50
    assert (total.scores[Side.BOARD].value.value or 0) > 80
    for name in ("staff", "board", "distance"):
        gap = total.gaps[name]
        assert gap
        assert gap.is_called
    assert {found.rows[code].quadrant for code in SUB_POINTS} == {Quadrant.BLIND_SPOT}


def test_small_unit_is_nowhere_and_cannot_be_taken_from_the_rest(world: World) -> None:
    number = whole_town(world)
    names = {unit.name for unit in read(world, number).units}
    assert "Juridisch" not in names
    assert "Vergunningen" not in names, "the smallest of the others goes with it"
    assert names == {"Balie", "Groen", "Stadsbeheer"}
    with world.database.reading() as session:
        kept = list_scores(session, [wave(world, number).id])[wave(world, number).id]
        assert "Juridisch" not in json.dumps([row.figures for row in kept.values()])


def test_initiatives_that_stopped_are_told_apart(world: World) -> None:
    fates = read(world, whole_town(world)).fates
    running, stopped = (fates[name][TOTAL].value.value or 0 for name in ("running", "stopped"))
    assert running > stopped
    assert fates["refused"][TOTAL].value.value is None


def test_counting_again_gives_the_same_figures(world: World) -> None:
    number = whole_town(world)
    first = read(world, number)
    work = scoring.ScoreWork()
    task = Task(uuid4(), {"wave": str(number)}, None, Stage())
    for _ in range(30):
        step = work.think(world.transaction, task, world.clock())
        with world.transaction() as library:
            stage = step(library, task, world.clock())
        if stage.is_finished:
            break
        task = replace(task, stage=stage)
    assert read(world, number) == first


@pytest.mark.parametrize(
    ("initiatives", "has_total", "is_indicative", "has_gap"),
    [
        (4, False, False, False),
        (6, True, True, False),
        (12, True, False, False),
        (40, True, False, True),
    ],
)
def test_few_initiatives_are_told_less_of(
    world: World, initiatives: int, has_total: bool, is_indicative: bool, has_gap: bool
) -> None:
    found = read(world, whole_town(world, initiatives=initiatives))
    assert (found.rows[TOTAL].scores[Side.INITIATIVES].value.value is not None) is has_total
    assert found.is_indicative is is_indicative
    assert (found.rows["1.1"].gaps["staff"] is not None) is has_gap
    if initiatives < 10:
        assert found.rows["1.1"].scores[Side.INITIATIVES].value.value is None
        assert found.rows[TOTAL].gaps["staff"] is None
        assert found.outcomes["O1"]["content"].value is None


def test_lowest_sub_points_are_those_of_the_newest_known_wave(world: World) -> None:
    with world.database.reading() as session:
        assert results.lowest_sub_points(session) == ()
    number = whole_town(world)
    rows = read(world, number).rows
    with world.database.reading() as session:
        lowest = results.lowest_sub_points(session)
    values = sorted(rows[code].scores[Side.INITIATIVES].value.value or 0 for code in SUB_POINTS)
    assert [rows[code].scores[Side.INITIATIVES].value.value for code in lowest] == values[:2]


def test_trend_goes_over_waves_with_the_same_statements_only(world: World) -> None:
    whole_town(world)
    second = begin(world, next_year())
    fill(world, second, Side.INITIATIVES, 40, 4.2)
    finish(world, second)
    steps = read(world, second).trend
    assert [step.title for step in steps] == ["Najaar 2026", "Najaar 2027"]
    assert steps[1].is_change
    third = begin(world, replace(PLAN, title="Lang", length=Length.LONG))
    finish(world, third)
    assert read(world, third).trend == ()


def test_figures_are_for_hosts_until_the_talk_was_held(world: World) -> None:
    settle(world)
    number = begin(world)
    finish(world, number, is_revealed=False)
    with world.database.reading() as session:
        assert results.results_of(session, number, is_host=True)
        with pytest.raises(NotFound):
            results.results_of(session, number, is_host=False)
        assert results.newest_results(session) is None


def test_units_are_frozen_when_a_wave_opens(world: World) -> None:
    ids = settle(world)
    number = begin(world)
    with world.session() as session:
        session.get_one(OrgUnit, ids["Balie"]).name = "Publiekszaken"
    rows = {str(row[2]): row[3] for row in wave(world, number).tree}
    assert rows["Balie"] == 30
    assert wave(world, number).board == 12
    assert "College" not in rows


def test_one_wave_is_open_at_a_time_and_a_closed_one_stays_closed(world: World) -> None:
    number = begin(world)
    with world.session() as session:
        other = waves.plan(session, PLAN, HR, seed=1, at=world.clock())
        with pytest.raises(Conflict):
            waves.open_(session, other, HR, at=world.clock())
    finish(world, number)
    with world.session() as session, pytest.raises(Conflict):
        waves.open_(session, number, HR, at=world.clock())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(PLAN, title=" \x00 "), "wave-title"),
        (replace(PLAN, ends_on=PLAN.starts_on.replace(year=2020)), "wave-days"),
        (replace(PLAN, terms="rijk"), "wave-terms"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(world: World, wrong: waves.Plan, code: str) -> None:
    with world.session() as session, pytest.raises(Invalid, match=code):
        waves.plan(session, wrong, HR, seed=1, at=world.clock())


def test_a_principle_that_does_not_hang_together_is_marked(world: World) -> None:
    number = begin(world)
    fill(world, number, Side.INITIATIVES, 60, 3.0)
    with world.session() as session:
        (pile,) = session.scalars(select(Urn))
        mixed = []
        for place, paper in enumerate(pile.papers):
            values = [(place // 2**bit) % 2 * 4 + 1 for bit in range(6)]
            codes = [code for code in paper["answers"] if code[0] == "2"]
            given = {**paper["answers"], **dict(zip(codes, values, strict=True))}
            mixed.append({**paper, "answers": given})
        pile.papers = mixed
    finish(world, number)
    rows = read(world, number).rows
    assert rows["2"].scores[Side.INITIATIVES].is_loose
    assert not rows["1"].scores[Side.INITIATIVES].is_loose
