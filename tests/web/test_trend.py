"""The trend of alignment: a picture and a table that say the same, where questions are equal."""

import re

import pytest

from tests.services.aligning.crowd import AWAY, INVITING, Crowd, crowd_in, make_report
from tests.web.conftest import Browser
from tests.world import World


@pytest.fixture
def crowd(small_world: World) -> Crowd:
    found = crowd_in(small_world)
    found.answer("Balie", [INVITING] * 30)
    make_report(small_world)
    return found


def index(browser: Browser) -> str:
    browser.log_in("hanne")
    return browser.get("/insight/").text


def test_two_periods_make_a_trend_with_the_same_figures_twice(
    crowd: Crowd, browser: Browser
) -> None:
    assert "Door de tijd" not in index(browser)
    crowd.world.clock.advance(days=30)
    crowd.answer("Balie", [AWAY] * 25)
    make_report(crowd.world)
    page = index(browser).partition("Door de tijd")[2]
    assert "minder uitnodigend dan in de eerste" in page
    assert page.count('class="point"') == 2
    assert re.findall(r"<td>(\d+)%", page.replace("\xa0", ""))[:2] == ["90", "10"]
    assert page.index("90") < page.index("10%")


def test_a_period_with_other_situations_is_left_out_and_said_to_be(
    crowd: Crowd, browser: Browser
) -> None:
    for most in (3, 3):
        crowd.world.clock.advance(days=30)
        crowd.answer("Balie", [path[:most] for path in [AWAY] * 25])
        make_report(crowd.world)
    page = index(browser).partition("Door de tijd")[2]
    assert page.count('class="point"') == 2
    assert "1 periode staat hier niet bij" in page
    assert "geen zeker verschil" in page
