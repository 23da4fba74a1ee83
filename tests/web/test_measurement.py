"""The pages of measurements: HR plans, colleagues take part, and the curious learn nothing."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.services.measuring.waves import Waves
from tests.services.statements import asked
from tests.web.conftest import Browser
from tests.world import World
from training.domain.access import Role
from training.domain.measuring import Wave
from training.store.people import Person

Visitor = Callable[[], Browser]
PLAN = {
    "wave": "baseline",
    "title": "Nulmeting <b>najaar</b>",
    "opens_on": "2026-11-23",
    "closes_on": "2026-12-11",
    "percent": "100",
    "form_a": "kern-a",
    "form_b": "kern-b",
    "before": "0",
}
SECRETS = re.compile(r"\b(attempt|decision|response|answer|respondent)\b")


@pytest.fixture
def waves(small_world: World) -> Waves:
    return Waves(small_world)


@pytest.fixture
def hanne(waves: Waves, browser: Browser) -> Browser:
    assert waves
    browser.log_in("hanne")
    return browser


def answer_all(browser: Browser) -> None:
    """Take the first answer of each question until there is none."""
    while 'name="answer"' in browser.page:
        fields = dict(
            re.findall(r'type="hidden" name="(item|round)" value="([^"]*)"', browser.page)
        )
        browser.post(f"{browser.path}/responses", answer="1", **fields)
        browser.get(browser.path)


def test_hr_plans_opens_and_closes_and_a_colleague_takes_part(
    waves: Waves, hanne: Browser, visitor: Visitor
) -> None:
    hanne.get("/measurement/new")
    hanne.send("/measurement/new", PLAN)
    assert "Nulmeting &lt;b&gt;najaar&lt;/b&gt;" in hanne.page
    page = hanne.path
    hanne.post(f"{page}/open")
    waves.work()
    lena = visitor()
    lena.log_in("lena")
    lena.get("/learn/")
    assert "Hoe antwoordt u nu?" in lena.page
    lena.get("/learn/measurements/1")
    assert "Wie ziet wat" in lena.page
    lena.post("/learn/measurements/1")
    answer_all(lena)
    assert "Dank u, uw antwoorden zijn bewaard" in lena.page
    assert "Zo zit het" not in lena.page
    assert "Uw antwoorden, met uitleg" not in lena.page
    hanne.get(page)
    hanne.post(f"{page}/close")
    waves.work()
    assert "Deelname per groep" in hanne.get(page).text
    assert lena.get("/learn/measurements/1").status_code == 404
    assert "Deze meting is gesloten" in lena.page


def test_a_wrong_plan_is_given_back(hanne: Browser) -> None:
    hanne.get("/measurement/new")
    wrong = {**PLAN, "closes_on": "2026-11-01", "title": ""}
    assert hanne.send("/measurement/new", wrong).status_code == 400
    assert "Geef de meting een naam." in hanne.page
    hanne.send("/measurement/new", {**PLAN, "closes_on": "2026-11-01"})
    assert "De laatste dag ligt voor de eerste" in hanne.page
    assert 'href="#closes_on"' in hanne.page


@pytest.mark.parametrize("role", [Role.LEARNER, Role.MANAGER, Role.TRAINER])
def test_only_hr_may_plan_and_open(waves: Waves, visitor: Visitor, role: Role) -> None:
    number = waves.plan()
    with waves.world.transaction() as library:
        query = select(Person).where(Person.email == "otto@voorbeeld.example")
        library.session.scalars(query).one().role = role
    otto = visitor()
    otto.log_in("otto")
    otto.get("/learn/")
    assert otto.post(f"/measurement/{number}/open").status_code == 403
    assert otto.get("/measurement/new").status_code == 403
    expected = 403 if role is Role.LEARNER else 200
    assert otto.get("/measurement/").status_code == expected
    assert otto.get(f"/measurement/{number}").status_code == expected


def test_no_page_for_hr_reads_an_answer(waves: Waves, hanne: Browser) -> None:
    keys = waves.staff("Balie", 12)
    numbers: list[int] = []
    for wave in (Wave.BASELINE, Wave.AFTER):
        numbers.append(waves.open(wave, before=numbers[-1] if numbers else 0))
        for place, key in enumerate(keys):
            waves.take(numbers[-1], key, 1 + (wave is Wave.AFTER), 1 + place % 3)
        waves.close(numbers[-1])
    hanne.log_in("hanne")
    for path in ("/measurement/", *(f"/measurement/{number}" for number in numbers)):
        with asked(waves.world) as statements:
            assert hanne.get(path).status_code == 200
        assert not [one for one in statements if SECRETS.search(one.partition("FROM")[2])]
    assert "Verschil per groep" in hanne.page
    assert "<svg" in hanne.page


def test_a_stranger_finds_nothing(waves: Waves, hanne: Browser) -> None:
    for path in ("/measurement/99", "/learn/measurements/99"):
        assert hanne.get(path).status_code == 404
    number = waves.plan()
    assert hanne.get(f"/learn/measurements/{number}").status_code == 404
