"""Who looks at figures of groups leaves a line on the trail, once a day and page."""

from collections import Counter

import pytest
from sqlalchemy import select, update

from tests.services.measuring.waves import Waves
from tests.services.stocktake.fieldwork import begin, fill, finish
from tests.web.conftest import Browser
from tests.world import PERSONS, World
from training.domain.access import Role
from training.domain.stocktake import Side
from training.store.audit import AuditEvent
from training.store.people import Person


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def looks(world: World) -> Counter[str]:
    with world.session() as session:
        query = select(AuditEvent.object).where(AuditEvent.action == "view-report")
        return Counter(session.scalars(query))


@pytest.mark.parametrize(
    ("path", "screen"),
    [("/drift/", "drift"), ("/board-report/", "board-report")],
)
def test_a_look_is_noted_once_a_day(
    hanne: Browser, small_world: World, path: str, screen: str
) -> None:
    for _ in range(2):
        assert hanne.get(path).status_code == 200
    assert looks(small_world) == {f"report:{screen}": 1}
    small_world.clock.advance(days=1)
    hanne.log_in("hanne")
    hanne.get(path)
    assert looks(small_world) == {f"report:{screen}": 2}


def test_figures_of_a_measurement_and_not_its_plan(hanne: Browser, small_world: World) -> None:
    waves = Waves(small_world)
    keys = waves.staff("Balie", 2)
    number = waves.open()
    waves.take(number, keys[0], 2)
    hanne.get(f"/measurement/{number}")
    assert not looks(small_world)
    waves.close(number)
    hanne.log_in("hanne")
    hanne.get(f"/measurement/{number}")
    assert looks(small_world) == {"report:measurement": 1}


def test_what_a_stocktake_found(hanne: Browser, small_world: World) -> None:
    number = begin(small_world)
    fill(small_world, number, Side.STAFF, 3, 4.0)
    finish(small_world, number)
    hanne.get(f"/stocktake/{number}/results")
    assert looks(small_world) == {"report:stocktake": 1}


def test_who_may_not_look_leaves_no_look(lena: Browser, small_world: World) -> None:
    for path in ("/drift/", "/mandate/", "/board-report/"):
        assert lena.get(path).status_code == 403
    assert not looks(small_world)


@pytest.mark.parametrize(("language", "name"), [("nl", "Blijft het zo?"), ("en", "Does it last?")])
def test_the_trail_says_it_in_words(
    small_world: World, browser: Browser, language: str, name: str
) -> None:
    with small_world.session() as session:
        tom = update(Person).where(Person.email == PERSONS["tom"].email)
        session.execute(tom.values(role=Role.ADMIN, language=language))
    browser.log_in("tom")
    browser.get("/drift/")
    browser.get("/trail/")
    assert name in browser.page
