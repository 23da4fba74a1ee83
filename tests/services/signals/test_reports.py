"""A closed quarter is counted once: two looks never tell anything of one signal."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.services.signals.office import OFFICE, REACHABLE, TOLD, kept, receive
from tests.world import World
from training.domain.signal import Legal, State
from training.services.library import Library
from training.services.signals import figures, following, promises, reports
from training.services.signals.promises import Period
from training.store.signal import Signal
from training.store.signal_report import SignalReport

SETTLED = date(2027, 3, 5)
"""The first day on which the last quarter of 2026 can be counted: nine weeks after it."""


def moment(world: World, day: date) -> datetime:
    return world.clock().replace(year=day.year, month=day.month, day=day.day)


def make(world: World, day: date = SETTLED) -> int:
    with world.transaction() as library:
        return reports.make_next(library, OFFICE, at=moment(world, day))


def periods(world: World) -> tuple[Period, ...]:
    with world.transaction() as library:
        return promises.list_periods(library)


def change(world: World, act: Callable[[int, Signal], None]) -> None:
    """Change signals, each with its place."""
    with world.transaction() as library:
        for place, one in enumerate(library.session.scalars(select(Signal).order_by(Signal.id))):
            act(place, one)


def seen_late(number: int) -> Callable[[int, Signal], None]:
    def act(place: int, signal: Signal) -> None:
        signal.seen_on = signal.seen_due + timedelta(days=place < number)

    return act


def receive_many(world: World, number: int, *, first: int = 0, day: date | None = None) -> None:
    for place in range(first, first + number):
        receipt = receive(world, TOLD, form=f"q{place}")
        if day:
            with world.transaction() as library:
                library.session.get_one(Signal, kept(world, receipt).id).received_on = day


def test_a_quarter_is_counted_once_and_stays_as_it_was(world: World) -> None:
    receive_many(world, 12)
    change(world, seen_late(5))
    assert make(world, SETTLED - timedelta(days=1)) == 0
    assert periods(world) == ()
    assert (make(world), make(world)) == (1, 0)
    before = periods(world)
    seen = before[0].pledges[0]
    assert (seen.kept.value, seen.late.value, before[0].number.value) == (7, 5, 12)
    change(world, seen_late(0))
    receive(world, TOLD, form="typed in later, on paper")
    assert make(world, SETTLED + timedelta(days=1)) == 0
    assert periods(world) == before


@pytest.mark.parametrize(("late", "shown"), [(0, (12, 0)), (4, (None, None)), (10, (None, None))])
def test_few_are_not_told(
    small_world: World, late: int, shown: tuple[int | None, int | None]
) -> None:
    receive_many(small_world, 12)
    change(small_world, seen_late(late))
    make(small_world)
    seen = periods(small_world)[0].pledges[0]
    assert (seen.kept.value, seen.late.value) == shown


def test_every_row_is_about_the_same_signals(small_world: World) -> None:
    receive_many(small_world, 6)
    for place in range(6):
        receive(small_world, REACHABLE, form=f"r{place}")
    make(small_world)
    (found,) = periods(small_world)
    for row in found.pledges:
        cells = (row.kept.value, row.late.value, row.not_promised.value)
        assert sum(cell or 0 for cell in cells) == found.number.value == 12
    assert found.pledges[1].not_promised.value == 6  # who is anonymous is not called


def test_what_was_merged_opened_again_or_is_of_a_colleague_is_not_counted(
    small_world: World,
) -> None:
    receive_many(small_world, 13)

    def act(place: int, signal: Signal) -> None:
        if place == 0:
            signal.state = State.MERGED
        if place == 1:
            signal.outcome_due = SETTLED
        if place == 2:
            signal.is_staff = True
        if place == 3:
            signal.legal_kind = Legal.COMPLAINT

    change(small_world, act)
    make(small_world)
    assert periods(small_world)[0].number.value == 10


def test_small_quarters_are_counted_together(small_world: World) -> None:
    receive_many(small_world, 6)
    assert make(small_world) == 0
    receive_many(small_world, 6, first=6, day=date(2027, 2, 1))
    later = date(2027, 6, 3)
    assert (make(small_world, later), make(small_world, later)) == (1, 0)
    (found,) = periods(small_world)
    assert (found.starts_on, found.ends_on) == (date(2026, 10, 1), date(2027, 3, 31))
    assert found.number.value == 12


def test_reports_count_no_signal_twice(small_world: World) -> None:
    receive_many(small_world, 11)
    receive_many(small_world, 11, first=11, day=date(2027, 2, 1))
    later = date(2027, 6, 3)
    assert [make(small_world, later) for _ in range(3)] == [1, 1, 0]
    found = periods(small_world)
    assert [one.starts_on for one in found] == [date(2027, 1, 1), date(2026, 10, 1)]
    assert [one.number.value for one in found] == [11, 11]


def test_staff_and_public_read_the_same_signals(small_world: World) -> None:
    receive_many(small_world, 12)
    make(small_world)
    with small_world.transaction() as library:
        (found,) = figures.read(library).periods
    assert found.number.value == periods(small_world)[0].number.value


def test_withdrawing_after_the_count_takes_nothing_off_it(small_world: World) -> None:
    receive_many(small_world, 11)
    receipt = receive(small_world, TOLD, form="last")
    make(small_world)
    before = look(small_world)
    with small_world.transaction() as library:
        at = moment(small_world, SETTLED)
        following.withdraw(library, OFFICE, receipt.code, today=SETTLED, at=at)
    assert make(small_world, SETTLED + timedelta(days=1)) == 0
    assert look(small_world) == before


def look(world: World) -> tuple[object, ...]:
    """Look at all that anybody can read of the counts."""

    def rows(library: Library) -> list[tuple[object, ...]]:
        return [tuple(row) for row in library.session.execute(select(SignalReport.__table__))]

    with world.transaction() as library:
        return (promises.list_periods(library), figures.read(library), rows(library))
