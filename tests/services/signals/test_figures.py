"""Counts of signals: made once, no few, and no claim that the numbers cannot bear."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.services.signals.office import TOLD, person, receive
from tests.services.signals.test_reports import make, moment
from tests.world import World
from training.domain.signal import Channel
from training.services.audit import Actor
from training.services.errors import Invalid
from training.services.signals import figures
from training.services.signals.figures import Figures
from training.store.signal import Signal, SignalCode, SignalLesson
from training.store.signal_report import SignalReport

LATER = date(2028, 1, 10)
LESSON_ON = date(2027, 4, 15)
QUARTER = date(2026, 10, 1)


def read(world: World, today: date = LATER) -> Figures:
    """Make the reports of all that is over, and read them."""
    while make(world, today):
        pass
    with world.transaction() as library:
        return figures.read(library)


def keep_counts(world: World, *numbers: int) -> None:
    """Keep reports of quarters in a row in which so many signals are about 2.2."""
    days = [date(2026 + place // 4, place % 4 * 3 + 1, 1) for place in range(3, 4 + len(numbers))]
    with world.transaction() as library:
        empty = dict.fromkeys(
            ("of_staff", "told", "lessons", "reopened", "days_to_contact", "usefulness")
        )
        hands = dict.fromkeys(("sender_and_handler", "handler_and_second"))
        for start, end, number in zip(days, days[1:], numbers, strict=False):
            told = {"number": number, "by_code": {"2.2": number}, **empty, **hands}
            library.session.add(
                SignalReport(
                    starts_on=start,
                    ends_on=end - timedelta(days=1),
                    promises={},
                    figures=told,
                    made_at=world.clock(),
                )
            )


def teach(world: World) -> None:
    """Let a lesson about 2.2 be in force since a day in the second quarter of 2027."""
    receive(world, TOLD)
    with world.transaction() as library:
        (signal,) = library.session.scalars(select(Signal))
        library.session.add(
            SignalLesson(
                signal_id=signal.id,
                path="content/scenarios/x.md",
                changed=[],
                begun_at=world.clock(),
                published_on=LESSON_ON,
            )
        )


def test_an_open_quarter_is_not_told(small_world: World) -> None:
    receive(small_world)
    assert read(small_world, small_world.clock().date()).periods == ()


def test_few_are_not_told_and_colleagues_are_counted_apart(small_world: World) -> None:
    for number in range(12):
        cards = frozenset({"2.2"} if number < 10 else {"1.1"})
        receive(small_world, replace(TOLD, cards=cards), form=f"f{number}")
    for number in range(3):
        receive(small_world, TOLD, form=f"s{number}", channel=Channel.STAFF)
    (period,) = read(small_world).periods
    assert (period.number.value, period.of_staff.value) == (12, 3)
    assert period.by_code["1.1"].value is None
    assert period.by_code["2.2"].value is None  # or the two would follow
    assert period.by_code["3.3"].value == 0


@pytest.mark.parametrize(
    ("numbers", "change"),
    [((20, 20, 9, 4, 4), "less"), ((4, 4, 9, 20, 20), "more"), ((9, 9, 9, 7, 7), "unclear")],
)
def test_a_change_after_a_lesson_is_said_when_the_numbers_bear_it(
    small_world: World, numbers: tuple[int, ...], change: str
) -> None:
    keep_counts(small_world, *numbers)
    teach(small_world)
    (row,) = read(small_world, LESSON_ON).after
    assert (row.code, row.before.value, row.after.value, row.change) == (
        "2.2",
        sum(numbers[:2]),
        sum(numbers[3:]),
        change,
    )


def test_before_two_counts_have_followed_nothing_is_said(small_world: World) -> None:
    keep_counts(small_world, 20, 20, 9, 4)
    teach(small_world)
    assert read(small_world, LESSON_ON).after == ()


def test_agreement_of_sender_and_handler_is_told_from_ten_on(small_world: World) -> None:
    for number in range(12):
        cards = frozenset({"2.2"} if number % 2 else {"1.1"})
        receive(small_world, replace(TOLD, cards=cards), form=f"f{number}")
    with small_world.transaction() as library:
        signals = library.session.scalars(select(Signal).order_by(Signal.number))
        for place, signal in enumerate(signals):
            code = "2.2" if place % 2 else "1.1"
            library.session.add(SignalCode(signal_id=signal.id, by="handler", code=code))
    (period,) = read(small_world).periods
    assert period.sender_and_handler.value == 1.0
    assert period.handler_and_second.value is None


def type_in(world: World, starts_on: date, number: int, today: date = LATER) -> None:
    actor = Actor(person(world, "tom"))
    with world.transaction() as library:
        at = moment(world, today)
        figures.keep_contacts(library, starts_on, number, actor, today=today, at=at)


def test_a_rate_of_a_hundred_contacts_needs_those_of_the_quarter(world: World) -> None:
    for number in range(12):
        receive(world, TOLD, form=f"f{number}")
    assert read(world).periods[0].rate.value is None
    type_in(world, QUARTER, 800)
    type_in(world, QUARTER, 400)
    rate = read(world).periods[0].rate.value
    assert rate
    assert (rate.value, round(rate.low, 1), round(rate.high, 1)) == (3.0, 1.6, 5.2)


@pytest.mark.parametrize(
    ("day", "number", "code"),
    [
        (QUARTER + timedelta(days=1), 5, "contacts-quarter"),
        (date(2028, 1, 1), 5, "contacts-quarter"),
        (QUARTER, 0, "contacts-number"),
        (QUARTER, 10**9, "contacts-number"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    small_world: World, day: date, number: int, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        type_in(small_world, day, number)
    with small_world.transaction() as library:
        assert {one.number for one in figures.list_contacts(library, today=LATER)} == {None}
