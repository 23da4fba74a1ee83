"""The pages on which HR draws the order in which units start."""

from uuid import UUID

import pytest

from tests.organisation import Organisation
from tests.web.conftest import Browser
from tests.world import World
from training.store.organisation import OrgUnit

PLAN = {"title": "Start 2027", "steps": "2", "first_on": "2027-01-04", "days_between": "42"}


@pytest.fixture
def units(small_world: World) -> dict[str, UUID]:
    organisation = Organisation(small_world).build().fill()
    with small_world.transaction() as library:
        unit = library.session.get_one(OrgUnit, organisation.units["College"])
        unit.name = "=HYPERLINK(1)<b>"
    return organisation.units


@pytest.fixture
def hanne(units: dict[str, UUID], browser: Browser) -> Browser:
    assert units
    browser.log_in("hanne")
    browser.get("/measurement/starts/")
    return browser


def chosen(units: dict[str, UUID]) -> list[str]:
    return [units[name].hex for name in ("Raad", "College", "Dienstverlening")]


def test_an_order_is_drawn_shown_and_taken_along(hanne: Browser, units: dict[str, UUID]) -> None:
    hanne.send("/measurement/starts/", {**PLAN, "units": chosen(units)})
    assert "Start 2027" in hanne.page
    assert "Met dat getal kan iedereen de loting narekenen." in hanne.page
    assert "&lt;b&gt;" in hanne.page
    table = hanne.get(f"{hanne.path}.csv").text.splitlines()
    assert table[0] == "\ufeffPlaats;Stap;Eerste dag;Eenheid"
    assert len(table) == 4
    assert {line.split(";")[2] for line in table[1:]} == {"04-01-2027", "15-02-2027"}
    assert [line for line in table if line.endswith(";'=HYPERLINK(1)<b>")]


def test_too_few_units_and_a_day_gone_by_are_given_back(
    hanne: Browser, units: dict[str, UUID]
) -> None:
    one = {**PLAN, "units": chosen(units)[:1]}
    assert hanne.send("/measurement/starts/", one).status_code == 400
    assert "Kies ten minste twee eenheden." in hanne.page
    past = {**PLAN, "first_on": "2026-01-05", "units": chosen(units)}
    assert hanne.send("/measurement/starts/", past).status_code == 400
    stranger = {**PLAN, "units": [UUID(int=5).hex, *chosen(units)]}
    assert hanne.send("/measurement/starts/", stranger).status_code == 400


def test_a_trainer_reads_an_order_and_draws_none(hanne: Browser, units: dict[str, UUID]) -> None:
    hanne.send("/measurement/starts/", {**PLAN, "units": chosen(units)})
    path = hanne.path
    tom = Browser(hanne.client.application.test_client())
    tom.log_in("tom")
    assert tom.get(path).status_code == 200
    assert tom.send("/measurement/starts/", PLAN).status_code == 403
