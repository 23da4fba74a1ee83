"""A group that falls is found and told once; a small one is nowhere to be seen or derived."""

from datetime import timedelta

import pytest

from tests.services.drifting.weeks import MONDAY, Weeks
from tests.world import World
from training.services.errors import NotFound

UNITS = ("Balie", "Vergunningen")


@pytest.fixture
def weeks(small_world: World) -> Weeks:
    """Two units of forty, and a team of six."""
    found = Weeks(small_world)
    for unit, number in (("Balie", 40), ("Vergunningen", 40), ("Griffie", 6), ("Raad", 15)):
        found.hire(unit, number)
    return found


def flat(weeks: Weeks, first: int, last: int, **shares: float) -> None:
    """Let both units answer in these weeks, 80 % well where nothing else is said."""
    for week in range(first, last):
        for unit in UNITS:
            weeks.answer(week, unit, 40, shares.get(unit, 0.8))


def test_a_drop_in_week_nine_is_found_and_told_once(weeks: Weeks) -> None:
    flat(weeks, 0, 8)
    flat(weeks, 8, 12, Balie=0.4)
    weeks.close(12)
    (alarm,) = weeks.page().alarms
    assert alarm.name == "Balie"
    assert alarm.from_on == MONDAY + timedelta(weeks=8)
    assert (alarm.expected, alarm.share, alarm.is_low) == (80, 40, True)
    assert "everyone" in {group.key for group in alarm.above}
    assert weeks.page("Balie").lines[8].is_alarm
    assert not weeks.page("Vergunningen").lines[8].is_low
    assert weeks.names_told() == {"Balie"}
    mails = weeks.mails()
    flat(weeks, 12, 14, Balie=0.4)
    weeks.close(14)
    assert weeks.mails() == mails


def test_units_that_stay_as_they_were_are_not_accused(weeks: Weeks) -> None:
    flat(weeks, 0, 12)
    weeks.close(12)
    assert weeks.page().alarms == ()
    assert weeks.mails() == 0
    assert len(weeks.page("Balie").lines) == 12


def test_a_small_team_is_not_shown_and_its_address_is_not_found(weeks: Weeks) -> None:
    flat(weeks, 0, 2)
    for week in range(2):
        weeks.answer(week, "Griffie", 6, 0.0)
    weeks.close(2)
    assert "Griffie" not in weeks.shown()
    with pytest.raises(NotFound):
        weeks.page("Griffie")


def test_what_is_shown_leaves_nobody_to_subtract(weeks: Weeks) -> None:
    """Officials less both units would be the six of the team."""
    flat(weeks, 0, 1)
    weeks.answer(0, "Griffie", 6, 0.0)
    weeks.close(1)
    assert {"Dienstverlening", *UNITS} - weeks.shown()


def test_a_board_is_never_split_and_counts_as_a_layer(weeks: Weeks) -> None:
    flat(weeks, 0, 1)
    weeks.answer(0, "Raad", 15, 1.0)
    weeks.close(1)
    assert "council" in weeks.shown()
    assert "Raad" not in weeks.shown()


def test_the_present_week_waits(weeks: Weeks) -> None:
    flat(weeks, 0, 1)
    weeks.close(0)
    assert weeks.page().groups == ()


def test_weeks_with_few_answers_are_pooled_and_counted_once(weeks: Weeks) -> None:
    for week in range(8):
        weeks.answer(week, "Balie", 40 if week % 4 == 3 else 3, 0.8)
    weeks.close(8)
    lines = weeks.page().lines
    assert [(line.until_on - line.from_on).days for line in lines] == [27, 27]
    assert lines[1].from_on > lines[0].until_on


def test_nine_people_are_never_a_wave_not_even_over_the_turn_of_the_year(weeks: Weeks) -> None:
    for week in range(8):
        weeks.answer(week, "Balie", 9, 0.8)
    weeks.close(8)
    assert weeks.page().groups == ()


def test_who_moves_within_a_wave_is_one_of_the_people_above_both_units(weeks: Weeks) -> None:
    weeks.answer(0, "Balie", 9, 0.8)
    weeks.move("Balie", "Vergunningen", 9)
    weeks.answer(1, "Balie", 9, 0.8)
    weeks.close(3)
    assert weeks.page().groups == ()


def test_both_databases_count_the_same(world: World) -> None:
    weeks = Weeks(world)
    weeks.hire("Balie", 12)
    weeks.answer(0, "Balie", 12, 0.5)
    weeks.close(1)
    (line,) = weeks.page().lines
    assert (line.answered, line.share) == (12, 50)
