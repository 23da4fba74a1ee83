"""The calendar closes a wave and lets forms go; figures stay."""

from datetime import timedelta
from uuid import UUID

from tests.services.stocktake.fieldwork import begin, papers, wave, whole_town
from tests.world import World
from training.domain.stocktake import Status
from training.services.scope import EVERYTHING, Scope
from training.services.stocktake import keeping, results


def test_a_wave_closes_after_its_last_day(world: World) -> None:
    number = begin(world)
    last = wave(world, number).ends_on
    for day, expected in ((last, Status.OPEN), (last + timedelta(days=1), Status.CLOSED)):
        with world.session() as session:
            keeping.close_due(session, today=day, at=world.clock())
        assert wave(world, number).status == expected


def test_forms_go_after_two_years_and_figures_stay(world: World) -> None:
    number = whole_town(world)
    before = world.clock()
    for days, kept in ((700, True), (40, False)):
        world.clock.advance(days=days)
        with world.session() as session:
            keeping.forget(session, at=world.clock())
        assert bool(papers(world, number)) is kept
    assert world.clock() > before
    with world.database.reading() as session:
        assert results.results_of(session, number, is_host=False).rows["total"].gaps["staff"]


def test_a_leader_reads_of_the_own_units_only(world: World) -> None:
    number = whole_town(world)
    with world.database.reading() as session:
        found = results.results_of(session, number, is_host=False)
        (green,) = [unit for unit in found.units if unit.name == "Groen"]
        assert results.within(session, found, EVERYTHING) == found
        assert results.within(session, found, Scope(())).units == ()
        led = results.within(session, found, Scope((UUID(green.key),)))
        assert led.units == (green,)
        assert led.rows == found.rows
