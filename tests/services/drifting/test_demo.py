"""The made-up municipality has a unit that falls in week nine, and the weekly round finds it."""

from tests.services.drifting.weeks import MONDAY, Weeks
from tests.services.refreshing.days import LOOSE, files
from tests.world import MOMENT, World
from training.demo.refreshers import add_weeks


def test_the_unit_that_falls_in_week_nine_is_found_and_no_other(small_world: World) -> None:
    assert not small_world.load(files(LOOSE)).refused
    weeks = Weeks(small_world)
    for unit, number in (("Balie", 35), ("Vergunningen", 25)):
        weeks.hire(unit, number)
    for _ in range(2):
        with small_world.transaction() as library:
            add_weeks(library, seed=7, at=MOMENT)
    weeks.close(0)
    (alarm,) = weeks.page().alarms
    assert alarm.name == "Balie"
    assert 1 <= (MONDAY - alarm.from_on).days // 7 <= 4
