"""The report pages as HR, managers and the curious meet them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.organisation import Organisation
from tests.services.statements import asked
from tests.web.conftest import Browser
from tests.world import World
from training.domain.standing import Standing
from training.store.audit import AuditEvent
from training.store.people import Person

Visitor = Callable[[], Browser]
SCREENS = ("/report/", "/report/people", "/report/overdue")
FILES = tuple(
    f"/report/{name}.{kind}" for name in ("people", "overdue", "units") for kind in ("csv", "xlsx")
)
HOSTILE = "<script>alert(1)</script>\"'=1+1 {{7*7}}"
# What may never be looked at for HR: answers, and how good they were.
SECRETS = re.compile(r"\b(attempt|decision|response|score_raw|score_maximum|success)\b")


@pytest.fixture
def organisation(small_world: World) -> Organisation:
    found = Organisation(small_world).build().fill()
    found.lead("tom", "Burgerzaken")
    found.lead("otto", "Vergunningen", "Raad")
    return found


@pytest.fixture
def browsers(organisation: Organisation, visitor: Visitor) -> dict[str, Browser]:
    """HR, two managers and a learner."""
    assert organisation
    found = {name: visitor() for name in ("hanne", "tom", "otto", "lena")}
    for name, browser in found.items():
        browser.log_in(name)
    return found


def status(browser: Browser, path: str) -> int:
    """Fetch a page or a file to its end."""
    found = browser.client.get(path)
    assert found.data is not None
    return found.status_code


def test_hr_sees_how_it_stands(browsers: dict[str, Browser]) -> None:
    page = browsers["hanne"].get("/report/").text
    assert "Van de 11 mensen die dit moeten doen, zijn er 6 klaar (55%)." in page
    assert "Dienstverlening" in page
    assert "4 van 7" in page
    assert "Stand van maandag 23 november 2026, 10:30." in page
    assert "Vraag uw beheerder of het nachtwerk draait." in page


def test_hr_finds_who_has_to_do_something(browsers: dict[str, Browser]) -> None:
    page = browsers["hanne"].get("/report/people?standing=overdue").text
    assert "Burgerzaken 2" in page
    assert "Burgerzaken 1" not in page
    assert "3 mensen" in page
    late = browsers["hanne"].get("/report/overdue?layer=executive").text
    assert "College 1" in late
    assert "1 keer te laat" in late


@pytest.mark.parametrize("path", [*SCREENS, *FILES[::2]])
def test_a_manager_sees_the_own_part_only(browsers: dict[str, Browser], path: str) -> None:
    tom, otto = (browsers[name].get(path).text for name in ("tom", "otto"))
    for foreign in ("Vergunningen", "Raad", "College", "Dienstverlening", "Griffie"):
        assert foreign not in tom.replace('<option value="council">Raad</option>', "")
    for foreign in ("Burgerzaken", "Balie", "College", "Dienstverlening"):
        assert foreign not in otto
    assert "Burgerzaken" in tom
    assert "Vergunningen" in otto


@pytest.mark.parametrize("path", [*SCREENS, *FILES])
def test_a_foreign_unit_is_not_found(
    browsers: dict[str, Browser], organisation: Organisation, path: str
) -> None:
    for unit in ("Raad", "Dienstverlening", ""):
        assert status(browsers["tom"], f"{path}?unit={organisation.units[unit]}") == 404
    own = f"{path}?unit={organisation.units['Balie']}"
    assert status(browsers["tom"], own) == 200
    assert status(browsers["otto"], own) == 404


@pytest.mark.parametrize("path", [*SCREENS, *FILES, "/report/schedules"])
def test_a_learner_and_a_stranger_see_nothing(
    browsers: dict[str, Browser], visitor: Visitor, path: str
) -> None:
    assert browsers["lena"].client.get(path).status_code == 403
    assert visitor().client.get(path).status_code == 303


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize(
    "query", ["unit=x", "layer=king", "course=no", "standing=failed", "after=x"]
)
def test_an_odd_filter_is_not_found(browsers: dict[str, Browser], path: str, query: str) -> None:
    found = browsers["hanne"].get(f"{path}?{query}").status_code
    assert found == (200 if (path, query) == ("/report/", "after=x") else 404)


def test_hostile_names_are_text(organisation: Organisation, browsers: dict[str, Browser]) -> None:
    organisation.person(HOSTILE, "Burgerzaken", Standing.OVERDUE)
    for path in ("/report/people", "/report/overdue", f"/report/people?q={HOSTILE}"):
        page = browsers["hanne"].get(path).text
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", page)


def test_no_statement_of_a_report_touches_answers_or_scores(
    browsers: dict[str, Browser], organisation: Organisation
) -> None:
    queries = ("", "?q=Balie", "?standing=overdue&course=proef", "?layer=officials")
    with asked(organisation.world) as found:
        for path in (*SCREENS, *FILES, "/report/schedules"):
            for query in queries:
                assert status(browsers["hanne"], path + query) == 200
    assert len(found) > 100
    assert [text for text in found if SECRETS.search(text)] == []


def test_looking_leaves_one_line_a_day(
    browsers: dict[str, Browser], organisation: Organisation
) -> None:
    for _ in range(3):
        browsers["tom"].get("/report/people?q=geheim")
        browsers["tom"].get("/report/overdue")
    organisation.world.clock.advance(hours=5)
    browsers["hanne"].log_in("hanne")
    browsers["hanne"].get("/report/people")
    query = select(AuditEvent.object, AuditEvent.details, Person.name).join(
        Person, Person.id == AuditEvent.actor_id
    )
    with organisation.world.session() as session:
        rows = session.execute(query.where(AuditEvent.action == "view-report")).all()
    assert sorted((row[0], row[2]) for row in rows) == [
        ("report:overdue", "Tom Bakker"),
        ("report:people", "Hanne Peeters"),
        ("report:people", "Tom Bakker"),
    ]
    assert "geheim" not in repr(rows)


def test_a_report_by_mail_is_asked_for_and_stopped(browsers: dict[str, Browser]) -> None:
    tom = browsers["tom"]
    tom.get("/report/overdue?course=proef")
    tom.post("/report/schedules", screen="overdue", course="proef", every="month")
    assert "dinsdag 1 december 2026" in tom.page
    found = re.search(r'action="(/report/schedules/[^"]+/stop)"', tom.page)
    assert found
    browsers["otto"].get("/report/schedules")
    assert browsers["otto"].post(found[1]).status_code == 404
    tom.get("/report/schedules")
    assert "U krijgt nog niets per e-mail." in tom.post(found[1]).text


@pytest.mark.parametrize("field", [{"every": "day"}, {"screen": "people"}, {"unit": "foreign"}])
def test_an_odd_wish_is_not_found(
    browsers: dict[str, Browser], organisation: Organisation, field: dict[str, str]
) -> None:
    form = {"screen": "dashboard", "every": "week", **field}
    if "unit" in field:
        form["unit"] = str(organisation.units["Raad"])
    browsers["tom"].get("/report/")
    assert browsers["tom"].send("/report/schedules", form).status_code == 404


def test_a_trend_has_its_figures_as_a_table(app: Flask, browsers: dict[str, Browser]) -> None:
    assert app
    page = browsers["hanne"].get("/report/").text
    assert "<polyline" not in page  # of one day there is no line to draw
