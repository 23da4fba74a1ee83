"""HR assigns in two steps and decides about one person; others are refused; texts are escaped."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest

from tests.services.duties.office import EVERYONE, Office
from tests.web.conftest import HIDDEN, Browser
from tests.world import World
from training.domain.assignment import Due, DueRule, Renewal, Target
from training.domain.standing import Standing
from training.services.duties.rules import NewRule
from training.store.people import Person

HOSTILE = '"><script>alert(1)</script>{{7*7}}'
RULE = {
    "course": "proef",
    "target": "everyone:",
    "person": "",
    "due": "after-assignment",
    "on": "",
    "days": "30",
    "grace": "5",
    "renew": "own",
    "months": "12",
    "window": "60",
    "renew_from": "completion",
    "renew_day": "1",
    "renew_month": "1",
}
MEETING = {"course": "proef", "title": "Raadzaal", "held_on": "2026-11-20"}


@pytest.fixture
def office(small_world: World) -> Office:
    return Office(small_world)


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    browser.get("/assign/new")
    return browser


def words(browser: Browser) -> str:
    """Give the text of the page that is open, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", browser.page)).split())


def person_path(office: Office, name: str = "lena") -> str:
    return f"/assign/people/{office.person_id(name)}"


def test_a_rule_is_looked_at_and_then_made(hanne: Browser, office: Office) -> None:
    assert hanne.post("/assign/new", **RULE, act="preview").status_code == 200
    assert "4 mensen bereikt deze regel vandaag" in words(hanne)
    assert office.cycles("lena") == []
    kept = {name: unescape(text) for name, text in HIDDEN.findall(hanne.page)}
    assert {name: kept[name] for name in RULE} == RULE
    hanne.post("/assign/new", **RULE, act="change")
    assert 'value="12"' in hanne.page
    hanne.post("/assign/new", **RULE, act="make")
    assert hanne.path == "/assign/"
    assert "De regel is gemaakt" in words(hanne)
    assert "Wordt nu toegepast: 0 van 4" in words(hanne)
    office.work()
    hanne.get("/assign/")
    assert "4 mensen" in words(hanne)
    assert "30 dagen na het toewijzen, met 5 dagen uitstel" in words(hanne)
    assert "Wordt nu toegepast" not in words(hanne)


def test_a_double_click_makes_one_rule(hanne: Browser, office: Office) -> None:
    hanne.post("/assign/new", **RULE, act="make")
    hanne.get("/assign/new")
    assert hanne.post("/assign/new", **RULE, act="make").status_code == 400
    assert "Deze regel is er al." in words(hanne)
    assert len(office.trail("rule-made")) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"due": "fixed"}, "Kies een datum."),
        ({"due": "fixed", "on": "2026-11-22"}, "Deze datum is voorbij. Kies een latere."),
        ({"target": "person:", "person": "9"}, "Er is niemand met dit nummer of adres."),
        ({"days": "-1"}, "Vul een heel getal in van 0 tot en met 3650."),
        ({"renew_from": "fixed-day", "renew_day": "31", "renew_month": "2"}, "bestaat niet"),
        ({"target": f"unit:{uuid4()}"}, "Kijkt u dit nog even na"),
        ({"course": "nergens"}, "Kijkt u dit nog even na"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    hanne: Browser, changes: dict[str, str], message: str
) -> None:
    for act in ("preview", "make"):
        hanne.get("/assign/new")
        # A fixed day of February with 31 days would be found in any other month.
        answer = hanne.post("/assign/new", **{**RULE, **changes}, act=act)
        assert (answer.status_code, message in words(hanne)) == (400, True), words(hanne)


def test_a_rule_for_one_person_is_found_by_number_or_address(
    hanne: Browser, office: Office
) -> None:
    office.place("otto", staff_number="10 024")
    for person in ("10 024", "LENA@voorbeeld.example"):
        hanne.get("/assign/new")
        hanne.post("/assign/new", **{**RULE, "target": "person:", "person": person}, act="make")
    office.work()
    assert office.row("otto").reason == office.row("lena").reason == "person"
    hanne.get("/assign/")
    assert "Otto Vos" in words(hanne)


@pytest.mark.parametrize("duties", ["end", "keep"])
def test_a_rule_is_ended_with_a_choice(hanne: Browser, office: Office, duties: str) -> None:
    rule_id = office.rule()
    hanne.get(f"/assign/rules/{rule_id}/end")
    assert "Deze regel geldt nu voor 4 mensen." in words(hanne)
    hanne.post(f"/assign/rules/{rule_id}/end", duties=duties)
    office.work()
    assert office.standing() == ("not-started" if duties == "keep" else None)
    assert hanne.get(f"/assign/rules/{rule_id}/end").status_code == 404


def test_the_page_of_a_person_tells_the_whole_life_of_a_course_and_no_answer(
    hanne: Browser, office: Office
) -> None:
    desk = office.unit("Burgerzaken")
    office.place("lena", unit_id=desk, function="Medewerker", staff_number="10023")
    due = Due(DueRule.AFTER_ASSIGNMENT, days=30)
    office.rule(NewRule("proef", Target.UNIT, desk, due=due, renewal=Renewal(12, 60)))
    office.learner().complete()
    office.night(days=310)
    hanne.log_in("hanne")
    hanne.get(person_path(office))
    text = words(hanne)
    for part in ("Hele organisatie", "10023", "klaar", "Burgerzaken, met alles"):
        assert part in text
    assert "Opnieuw te doen, uiterlijk dinsdag 23 november 2027" in text
    assert "maandag 23 november 2026" in text
    assert not re.search(r"score \d|poging|\d+ ?%|bank|vragen", text, re.IGNORECASE)
    [line] = office.trail("view-report")
    assert line.subject_id == office.person_id("lena")


def test_hr_decides_about_a_person_with_a_reason(hanne: Browser, office: Office) -> None:
    office.rule(NewRule("proef", Target.EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=30)))
    path = person_path(office)
    day = str(office.today + timedelta(days=40))
    row = office.row().id
    hanne.get(f"{path}/extend/{row}")
    hanne.post(f"{path}/extend/{row}", day=day, reason="Verlof")
    assert (hanne.path, office.row().due_on) == (path, date.fromisoformat(day))
    hanne.post(f"{path}/exempt/proef", day="", reason="Ziek")
    assert (office.standing(), "zonder einddatum" in words(hanne)) == (Standing.EXEMPT, True)
    found = re.search(rf"{path}/revoke/[0-9a-f-]+", hanne.page)
    assert found
    hanne.post(found.group(), reason="Beter")
    assert office.standing() == Standing.NOT_STARTED
    hanne.post(f"{path}/complete/proef", day=str(office.today), reason=HOSTILE)
    assert office.standing() == Standing.COMPLETED
    assert "<script>" not in hanne.page
    assert unescape(HOSTILE) in words(hanne) or "{{7*7}}" in words(hanne)
    hanne.post(f"{path}/undo/{row}", reason="Vergissing")
    assert office.standing() == Standing.NOT_STARTED
    assert [len(office.trail(a)) for a in ("extended", "exempted", "completion-undone")] == [1] * 3


def test_a_decision_without_a_reason_or_about_something_else_is_refused(
    hanne: Browser, office: Office
) -> None:
    office.rule(NewRule("proef", Target.EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=30)))
    path = person_path(office)
    hanne.get(f"{path}/exempt/proef")
    assert hanne.post(f"{path}/exempt/proef", day="", reason=" ").status_code == 400
    assert "Schrijf op waarom." in words(hanne)
    assert hanne.post(f"{path}/extend/{office.row().id}", day="2026-11-24", reason="x").status_code
    assert "niet later dan de datum" in words(hanne)
    other = office.row("otto").id
    for wrong in (f"extend/{other}", "extend/zomaar", "wis/proef", "exempt/nergens", "undo/1"):
        assert hanne.get(f"{path}/{wrong}").status_code == 404
    assert hanne.get(f"/assign/people/{uuid4()}").status_code == 404


def test_a_meeting_with_wrong_lines_tells_them_all(hanne: Browser, office: Office) -> None:
    hanne.get("/assign/sessions")
    people = f"lena@voorbeeld.example\n{HOSTILE}\nniemand"
    assert hanne.post("/assign/sessions", **MEETING, people=people).status_code == 400
    assert "2 regels kloppen niet." in words(hanne)
    assert "<script>alert" not in hanne.page
    assert office.cycles() == []
    hanne.post("/assign/sessions", **MEETING, people="lena@voorbeeld.example")
    assert "Voor 1 persoon is de cursus afgerond." in words(hanne)
    assert office.row().completion == "completed"


def test_names_of_people_units_and_functions_are_escaped(hanne: Browser, office: Office) -> None:
    unit = office.unit(HOSTILE)
    office.place("lena", name=HOSTILE, function=HOSTILE, unit_id=unit, staff_number=HOSTILE[:40])
    office.rule(NewRule("proef", Target.UNIT, unit))
    office.rule(NewRule("proef", Target.FUNCTION, target_text=HOSTILE))
    office.rule(NewRule("proef", Target.PERSON, office.person_id("lena")))
    for path in ("/assign/", "/assign/new", person_path(office), "/learn/"):
        hanne.get(path)
        assert "<script>alert" not in hanne.page
        assert "49" not in re.sub(r"csrf_token\S+|[0-9a-f-]{36}|\.[0-9a-f]+\.", "", words(hanne))


@pytest.mark.parametrize("name", ["lena", "tom"])
def test_only_hr_assigns(visitor: Callable[[], Browser], office: Office, name: str) -> None:
    rule_id, path = office.rule(), person_path(office)
    browser = visitor()
    browser.log_in(name)
    for role in ("learner", "manager", "trainer", "admin"):
        with office.world.session() as session:
            session.get_one(Person, office.person_id(name)).role = role
        for address in ("/assign/", "/assign/new", "/assign/sessions", f"{path}/exempt/proef"):
            assert browser.get(address).status_code == 403
        browser.get("/account")
        posts = ("new", "sessions", f"rules/{rule_id}/end", f"{path[8:]}/exempt/proef")
        for address in posts:
            answer = browser.post(f"/assign/{address}", **RULE, reason="x", act="make")
            assert answer.status_code == 403
        assert browser.get(path).status_code == (403 if role == "learner" else 404)
    assert office.counts() == {"not_started": 4}


def test_a_stranger_is_led_to_the_door(browser: Browser, office: Office) -> None:
    for address in ("/assign/", "/assign/new", "/assign/sessions", person_path(office)):
        assert browser.client.get(address).status_code == 303


def test_a_manager_reads_the_page_of_the_own_people_only(browser: Browser, office: Office) -> None:
    desk, works = office.unit("Burgerzaken"), office.unit("Werken")
    office.place("lena", unit_id=desk)
    office.place("otto", unit_id=works)
    office.lead("tom", desk)
    office.rule(EVERYONE)
    office.exempt("lena")
    browser.log_in("tom")
    assert browser.get(person_path(office)).status_code == 200
    assert "vrijgesteld" in words(browser)
    assert "Langdurig ziek" not in browser.page
    assert "/exempt/" not in browser.page
    for name in ("otto", "hanne", "tom"):
        assert browser.get(person_path(office, name)).status_code == 404


def test_a_learner_reads_why_and_until_when(lena: Browser, office: Office) -> None:
    desk = office.unit("Burgerzaken")
    office.place("lena", unit_id=desk)
    due = Due(DueRule.AFTER_ASSIGNMENT, days=30)
    office.rule(NewRule("proef", Target.UNIT, desk, due=due, renewal=Renewal(12, 60)))
    lena.get("/learn/")
    assert "Omdat u bij Burgerzaken werkt" in words(lena)
    office.learner().complete()
    office.night(days=310)
    lena.log_in("lena")
    lena.get("/learn/")
    assert "Opnieuw te doen, uiterlijk dinsdag 23 november 2027" in words(lena)
    assert "Uw bewijs is geldig tot en met dinsdag 23 november 2027" in words(lena)
    lena.get("/learn/courses/proef")
    assert "U deed deze cursus eerder." in words(lena)
    assert lena.get("/learn/courses/proef/receipt").status_code == 200
    office.exempt()
    lena.get("/learn/")
    assert "Opnieuw te doen" in words(lena)


def test_who_is_exempt_is_told_so_and_not_hurried(lena: Browser, office: Office) -> None:
    office.rule(NewRule("proef", Target.EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=3)))
    office.exempt()
    office.night(days=10)
    lena.log_in("lena")
    lena.get("/learn/")
    assert "U bent vrijgesteld van deze cursus." in words(lena)
    assert "is voorbij" not in words(lena)
