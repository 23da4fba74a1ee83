"""The page of drift says in words what the picture shows, to who may read figures."""

from collections.abc import Callable

import pytest

from tests.services.drifting.weeks import Weeks
from tests.web.conftest import Browser
from tests.world import World


@pytest.fixture
def weeks(small_world: World) -> Weeks:
    """A unit that falls in week nine, with a hostile name, and one that does not."""
    found = Weeks(small_world)
    found.hire("Balie", 30)
    found.hire("Vergunningen", 30)
    for week in range(10):
        found.answer(week, "Balie", 30, 0.8 if week < 8 else 0.3)
        found.answer(week, "Vergunningen", 30, 0.8)
    found.rename("Balie", "<script>Balie</script>")
    found.close(10)
    return found


def test_the_page_says_who_fell_since_when_and_what_to_do(weeks: Weeks, browser: Browser) -> None:
    browser.log_in("hanne")
    browser.get("/drift/")
    assert "Hier zakte het terug" in browser.page
    assert "Wat kunt u doen?" in browser.page
    assert "&lt;script&gt;Balie" in browser.page
    assert "<script>Balie" not in browser.page
    browser.get(f"/drift/?group={weeks.units['Balie'].hex}")
    assert "<strong>Teruggezakt</strong>" in browser.page
    assert 'class="low"' in browser.page


def test_a_group_that_is_not_shown_and_one_that_is_not_there_are_not_found(
    weeks: Weeks, browser: Browser
) -> None:
    browser.log_in("hanne")
    for key in (weeks.units["Griffie"].hex, "raad", "%00", "x" * 500):
        assert browser.get(f"/drift/?group={key}").status_code == 404


def test_learners_may_not_see_it(weeks: Weeks, visitor: Callable[[], Browser]) -> None:
    lena = visitor()
    lena.log_in("lena")
    assert lena.get("/drift/").status_code == 403
    assert "Hoe wij antwoorden" not in lena.get("/learn/").text


def test_before_there_is_anything_the_page_says_so(browser: Browser) -> None:
    browser.log_in("tom")
    assert "Er is nog niets te zien." in browser.get("/drift/").text
