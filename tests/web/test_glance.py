"""What stands out: one click from the log-in, for each reader what that reader may see."""

import re

import pytest

from tests.services.aligning.crowd import AWAY, INVITING, crowd_in, make_report, mixed
from tests.services.drifting.weeks import Weeks
from tests.services.statements import asked
from tests.services.stocktake.fieldwork import whole_town
from tests.web.conftest import Browser
from tests.world import World


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def answered(world: World) -> None:
    crowd = crowd_in(world)
    crowd.answer("Balie", [AWAY] * 24)
    crowd.answer("Vergunningen", mixed(40))
    crowd.answer("", mixed(60, 1))
    crowd.answer("Griffie", mixed(6))
    crowd.answer("Raad", [INVITING] * 22)
    make_report(world)


def menu_of(page: str) -> list[str]:
    nav = page.partition('<nav class="office-menu"')[2].partition("</nav>")[0]
    return re.findall(r">([^<]+)</a>", nav)


def test_a_unit_that_sends_people_away_and_a_small_one_are_told_at_once(
    hanne: Browser, small_world: World
) -> None:
    answered(small_world)
    hanne.get("/learn/")
    assert 'href="/glance/"' in hanne.page
    hanne.get("/glance/")
    assert re.search("Balie: collega.s zijn het eens, maar niet uitnodigend", hanne.page)
    assert "Dat verschil is groter dan toeval." in hanne.page
    assert re.search(r'href="/insight/[\w-]+/units/\w+"', hanne.page)
    missing = hanne.page.partition("Waarover geen cijfers zijn")[2]
    assert "<li>Griffie</li>" in missing
    assert "Het zegt niets over hun werk." in missing


def test_a_group_that_fell_is_told_with_its_name_escaped(
    hanne: Browser, small_world: World
) -> None:
    weeks = Weeks(small_world)
    for unit in ("Balie", "Vergunningen"):
        weeks.hire(unit, 30)
        for week in range(10):
            weeks.answer(week, unit, 30, 0.3 if unit == "Balie" and week > 7 else 0.8)
    weeks.rename("Balie", "<script>Balie</script>")
    weeks.close(10)
    hanne.log_in("hanne")
    hanne.get("/glance/")
    assert "&lt;script&gt;Balie&lt;/script&gt;: het zakte terug" in hanne.page
    assert "<script>Balie" not in hanne.page
    assert f'href="/drift/?group={weeks.units["Balie"]}"' in hanne.page


def test_a_board_that_thinks_too_well_of_it_is_told(hanne: Browser, small_world: World) -> None:
    whole_town(small_world)
    hanne.log_in("hanne")
    hanne.get("/glance/")
    assert "Het bestuur denkt gunstiger over ons dan inwoners ervaren" in hanne.page
    assert "De ervaring van inwoners is de maat." in hanne.page
    assert "Hoe gelijk wij antwoorden: na een kwartaal" in hanne.page  # no report yet


def test_where_fewer_than_ten_work_no_figure_is_promised(hanne: Browser) -> None:
    hanne.get("/glance/")
    assert "Bij u werken minder dan tien mensen." in hanne.page
    assert 'href="/measurement/new"' not in hanne.page
    assert 'href="/talk/"' in hanne.page
    assert "Zo staan wij" not in hanne.page


def test_a_fresh_installation_says_what_to_do_first(hanne: Browser, small_world: World) -> None:
    crowd_in(small_world).answer("Balie", [INVITING] * 30)  # counted in no report yet
    hanne.get("/glance/")
    assert "De eerste cijfers komen na een kwartaal" in hanne.page
    assert 'href="/measurement/new"' in hanne.page
    hanne.log_in("tom")
    hanne.get("/glance/")
    assert 'href="/measurement/new"' not in hanne.page  # a trainer plans no measurement


def test_the_menu_is_short_and_opens_one_group(hanne: Browser) -> None:
    hanne.get("/glance/")
    assert menu_of(hanne.page) == [
        "Wat valt op", "Waar staan wij", "Wat inwoners zeggen", "Samen beter"
    ]  # fmt: skip
    hanne.get("/drift/")
    assert menu_of(hanne.page)[4:] == [
        "Hoe gelijk antwoorden wij?", "Metingen", "Blijft het zo?", "Voor het bestuur"
    ]  # fmt: skip
    assert 'aria-current="true">Waar staan wij' in hanne.page
    assert 'aria-current="page">Blijft het zo?' in hanne.page


def test_learners_do_not_read_it_and_have_no_menu(browser: Browser) -> None:
    browser.log_in("lena")
    assert browser.get("/glance/").status_code == 403
    browser.get("/signals")
    assert "office-menu" not in browser.page


def test_it_reads_no_answer_and_no_learner(hanne: Browser, small_world: World) -> None:
    answered(small_world)
    with asked(small_world) as found:
        hanne.client.get("/glance/")
    mine = [one for one in found if "login_session" not in one]
    assert mine
    for table in ("answer", "respondent", "learner", "attempt", "decision", "response"):
        assert not [one for one in mine if f"FROM {table}" in one or f"JOIN {table}" in one]


def test_who_looks_leaves_one_line_on_the_trail(hanne: Browser, small_world: World) -> None:
    answered(small_world)
    for _ in range(2):
        hanne.get("/glance/")
    with small_world.session() as session:
        query = "SELECT count(*) FROM audit_event WHERE object = 'report:glance'"
        assert session.connection().exec_driver_sql(query).scalar() == 1
