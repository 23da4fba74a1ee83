"""An alarm comes when a group drops, soon, and seldom when it does not."""

from random import Random  # noqa: TID251 -- a fixed seed

import pytest

from training.domain.drift import FIRST_WAVES, Reading, Wave, watch

SERIES = 200
WEEKS = 52


def wave(chance: Random, people: int, share: float) -> Wave:
    """Ask so many people once, and round as what is shown is rounded."""
    hits = sum(chance.random() < share for _ in range(people))
    return Wave(people, round(hits / people * 20) / 20)


def alarms(readings: tuple[Reading, ...]) -> list[int]:
    """Give the weeks in which an alarm began, from 1."""
    return [week for week, reading in enumerate(readings, start=1) if reading.is_alarm]


@pytest.mark.parametrize(("people", "share"), [(10, 0.8), (25, 0.7), (60, 0.85), (400, 0.75)])
def test_flat_series_are_seldom_accused_in_a_year(people: int, share: float) -> None:
    chance = Random(9)  # noqa: S311 -- no secret
    accused = [
        alarms(watch(wave(chance, people, share) for _ in range(WEEKS))) for _ in range(SERIES)
    ]
    assert sum(map(bool, accused)) <= SERIES * 0.05


@pytest.mark.parametrize(("people", "found"), [(20, 0.75), (40, 0.95), (100, 0.98)])
def test_a_drop_in_week_nine_is_found_in_weeks_nine_to_eleven(people: int, found: float) -> None:
    chance = Random(5)  # noqa: S311 -- no secret
    shares = [0.8] * 8 + [0.5] * 4
    weeks = [alarms(watch(wave(chance, people, share) for share in shares)) for _ in range(SERIES)]
    in_time = [each for each in weeks if each and each[0] in (9, 10, 11)]
    assert len(in_time) >= found * SERIES


def test_a_rise_is_no_alarm() -> None:
    assert alarms(watch([Wave(30, 0.5)] * 8 + [Wave(30, 0.9)] * 8)) == []


def test_an_alarm_is_one_until_the_group_is_back() -> None:
    good, low = [Wave(50, 0.8)], [Wave(50, 0.4)]
    readings = watch(good * 8 + low * 6 + good * 6 + low * 2)
    assert alarms(readings) == [9, 21]
    assert [reading.is_low for reading in readings[8:15]] == [True] * 6 + [False]


def test_while_a_group_is_low_it_is_held_against_what_it_fell_from() -> None:
    readings = watch([Wave(50, 0.8)] * 8 + [Wave(50, 0.4)] * 20)
    assert readings[-1].expected == pytest.approx(0.8, abs=0.01)
    assert readings[-1].is_low


def test_the_first_waves_say_only_how_a_group_answers() -> None:
    readings = watch([Wave(40, 0.9), Wave(40, 0.1), Wave(40, 0.9), Wave(40, 0.1)])
    assert len(readings) == FIRST_WAVES
    assert [reading.expected for reading in readings] == [None] * FIRST_WAVES


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_and_everybody_can_be_reckoned_with(share: float) -> None:
    assert alarms(watch([Wave(10, share)] * 30)) == []


def test_who_all_answered_well_and_then_half_of_them_do_is_found() -> None:
    assert alarms(watch([Wave(12, 1.0)] * 8 + [Wave(12, 0.5)])) == [9]
