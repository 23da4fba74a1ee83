"""Counts of signals: closed quarters, no few, and no claim that the numbers cannot bear."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from tests.services.signals.office import OFFICE, TOLD, receive
from tests.world import World
from training.domain.signal import Channel
from training.services.signals.figures import Figures, collect
from training.store.signal import Signal, SignalCode, SignalLesson

LATER = date(2028, 1, 10)


def figures(world: World, today: date = LATER) -> Figures:
    with world.transaction() as library:
        return collect(library, OFFICE, today=today)


def spread(world: World, before: int, after: int) -> None:
    """Make a first signal with a lesson in March 2027, and so many before and after that day."""
    published_on = date(2027, 3, 1)
    for number in range(before + after):
        receive(world, TOLD, form=f"f{number}")
    with world.transaction() as library:
        signals = library.session.scalars(select(Signal).order_by(Signal.number)).all()
        for place, signal in enumerate(signals):
            days = timedelta(days=-30 if place < before else 30)
            signal.received_on = published_on + days
        library.session.add(
            SignalLesson(
                signal_id=signals[0].id,
                path="content/scenarios/x.md",
                changed=[],
                begun_at=world.clock(),
                published_on=published_on,
            )
        )


def test_an_open_quarter_is_not_told(small_world: World) -> None:
    receive(small_world)
    found = figures(small_world, small_world.clock().date())
    assert (found.quarters, found.number.value) == ((), None)


def test_few_are_not_told_and_colleagues_are_counted_apart(small_world: World) -> None:
    for number in range(6):
        cards = frozenset({"2.2"} if number < 4 else {"1.1"})
        receive(small_world, replace(TOLD, cards=cards), form=f"f{number}")
    for number in range(3):
        receive(small_world, TOLD, form=f"s{number}", channel=Channel.STAFF)
    (quarter,) = figures(small_world).quarters
    assert (quarter.number.value, quarter.of_staff.value) == (6, 3)
    assert quarter.by_code["1.1"].value is None
    assert quarter.by_code["2.2"].value is None  # or the two would follow
    assert quarter.by_code["3.3"].value == 0


def test_fewer_signals_after_a_lesson_are_said_when_the_numbers_bear_it(
    small_world: World,
) -> None:
    spread(small_world, before=40, after=8)
    (row,) = figures(small_world).after
    assert (row.code, row.before.value, row.after.value, row.change) == ("2.2", 40, 8, "less")


def test_a_small_difference_is_no_change(small_world: World) -> None:
    spread(small_world, before=9, after=6)
    (row,) = figures(small_world).after
    assert row.change == "unclear"
    assert figures(small_world, date(2027, 7, 1)).after == ()  # the half year has not passed


def test_agreement_of_sender_and_handler_is_told_from_ten_on(small_world: World) -> None:
    for number in range(12):
        cards = frozenset({"2.2"} if number % 2 else {"1.1"})
        receive(small_world, replace(TOLD, cards=cards), form=f"f{number}")
    assert figures(small_world).sender_and_handler.alpha.value is None
    with small_world.transaction() as library:
        for place, signal in enumerate(
            library.session.scalars(select(Signal).order_by(Signal.number))
        ):
            code = "2.2" if place % 2 else "1.1"
            library.session.add(SignalCode(signal_id=signal.id, by="handler", code=code))
    found = figures(small_world).sender_and_handler
    assert (found.alpha.value, found.number.value) == (1.0, 12)
