"""Alignment in the browser: pictures with the same figures as a table, and words for both axes."""

import pytest

from tests.services.aligning.crowd import AWAY, INVITING, crowd_in, make_report, mixed, run_jobs
from tests.services.statements import asked
from tests.web.conftest import Browser
from tests.world import World


@pytest.fixture
def report(small_world: World) -> str:
    crowd = crowd_in(small_world)
    crowd.answer("Balie", [AWAY] * 24)
    crowd.answer("Vergunningen", mixed(40))
    crowd.answer("", mixed(60, 1))
    crowd.answer("Griffie", mixed(6))
    crowd.answer("Raad", [INVITING] * 22)
    return f"/insight/{make_report(small_world)}"


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def test_hr_reads_both_axes_in_a_picture_a_table_and_a_sentence(
    hanne: Browser, report: str
) -> None:
    hanne.get(report)
    assert "Treft een inwoner twee collega" in hanne.page
    assert '<svg viewBox="0 0 400 400" role="img"' in hanne.page
    assert "samen afhoudend" in hanne.page
    assert "Dezelfde getallen als in de tekening" in hanne.page


def test_a_unit_that_sends_people_away_is_said_to_be_united_and_not_inviting(
    hanne: Browser, report: str
) -> None:
    hanne.get(report)
    assert "eensgezind, maar niet uitnodigend" in hanne.page
    assert 'class="departure is-away"' in hanne.page
    assert "Verschillen onder" in hanne.page
    assert "zien wij bij deze aantallen niet" in hanne.page


def test_what_is_hidden_is_named_with_its_reason(hanne: Browser, report: str) -> None:
    hanne.get(report)
    part = hanne.page.partition("Wat u hier niet ziet")[2]
    assert "Griffie" in part
    assert "te weinig mensen" in part


def test_situations_show_their_text_and_how_everyone_chose(hanne: Browser, report: str) -> None:
    hanne.get(f"{report}/situations")
    assert "Mag het?" in hanne.page
    assert "Ik vraag wat zij willen." in hanne.page
    assert "Wat iedereen koos" in hanne.page


def test_a_unit_has_a_page_beside_all_officials(hanne: Browser, report: str) -> None:
    hanne.get(report)
    address = hanne.page.partition(f'href="{report}/units/')[2].partition('"')[0]
    assert "Naast alle ambtenaren" in hanne.get(f"{report}/units/{address}").text
    assert hanne.get(f"{report}/units/{'0' * 32}").status_code == 404
    assert hanne.get(f"{report}/units/council").status_code == 404


def test_the_file_holds_the_same_figures(hanne: Browser, report: str) -> None:
    response = hanne.client.get(f"{report}.csv")
    assert response.headers["Content-Disposition"].endswith('.csv"')
    lines = response.get_data(as_text=True).splitlines()
    assert lines[0].startswith("\ufeffGroep;Code;Onderwerp;Mensen;Uitnodigend")
    assert any(line.startswith("Balie;all;Alles samen;24;10;0;") for line in lines)
    assert not any("Griffie" in line for line in lines)


def test_hr_asks_for_a_report_and_the_worker_makes_it(small_world: World, hanne: Browser) -> None:
    crowd = crowd_in(small_world)
    hanne.get("/insight/")
    assert "minder dan 20 mensen" in hanne.page
    assert "Geen verslag" not in hanne.page
    assert hanne.post("/insight/").status_code == 200
    crowd.answer("Balie", [INVITING] * 30)
    hanne.get("/insight/")
    hanne.post("/insight/")
    assert "Het verslag wordt gemaakt" in hanne.page
    run_jobs(small_world)
    assert "samen uitnodigend" in hanne.get("/insight/").text


def test_too_few_is_said_instead_of_making_a_report(hanne: Browser, small_world: World) -> None:
    crowd = crowd_in(small_world)
    crowd.answer("Balie", [INVITING] * 30)
    hanne.get("/insight/")
    hanne.post("/insight/")
    run_jobs(small_world)
    hanne.post("/insight/")
    assert "Er is geen verslag gemaakt" in hanne.page


def test_a_trainer_reads_and_does_not_ask(browser: Browser, report: str) -> None:
    browser.log_in("tom")
    assert browser.get(report).status_code == 200
    assert "Verslag maken" not in browser.get("/insight/").text
    assert browser.post("/insight/").status_code in {400, 403}


@pytest.mark.parametrize("name", ["lena", "otto"])
def test_learners_have_no_pages_of_figures(browser: Browser, report: str, name: str) -> None:
    browser.log_in(name)
    for path in ("/insight/", report, f"{report}/situations", f"{report}.csv"):
        assert browser.get(path).status_code == 403


def test_no_page_reads_an_answer_or_a_learner(
    small_world: World, hanne: Browser, report: str
) -> None:
    for path in (report, f"{report}/situations"):
        with asked(small_world) as found:
            hanne.client.get(path)
        mine = [one for one in found if "login_session" not in one]
        assert mine
        for table in ("answer", "respondent", "learner", "attempt", "decision", "response"):
            assert not [one for one in mine if f"FROM {table}" in one or f"JOIN {table}" in one]


def test_a_report_that_is_looked_at_leaves_one_line_on_the_trail(
    small_world: World, hanne: Browser, report: str
) -> None:
    for _ in range(2):
        hanne.get(report)
    with small_world.session() as session:
        query = "SELECT count(*) FROM audit_event WHERE object = 'report:alignment'"
        assert session.connection().exec_driver_sql(query).scalar() == 1
