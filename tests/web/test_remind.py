"""Pages of reminders: for HR the log, the next round and the choices; asking is for leaders too."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.services.reminding.office import Office
from tests.services.test_mail import Postbox, send
from tests.services.test_outbox import refused
from tests.web.conftest import Browser
from tests.world import World
from training.domain.access import Role
from training.domain.reminder import Policy
from training.store.audit import AuditEvent
from training.store.reminder import find_policy

CHOICES = {
    "is_on": "y",
    "days_before": "21, 3",
    "days_after": "7",
    "escalate_after": "10",
    "from_hour": "9",
    "until_hour": "17",
    "weekdays": ["0", "1"],
}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def office(small_world: World) -> Office:
    return Office(small_world)


@pytest.fixture
def hanne(browser: Browser) -> Browser:
    browser.log_in("hanne")
    return browser


def test_hr_finds_a_reminder_and_what_became_of_it(office: Office, hanne: Browser) -> None:
    assert "Er is nog niets verstuurd." in hanne.get("/remind/").text
    office.oblige("lena", 3)
    office.sweep()
    page = hanne.get("/remind/").text
    for words in ("Lena de Wit", "Proefcursus", "3 dagen voor de datum", "Wacht op verzending"):
        assert words in page
    assert "Laatste ronde: maandag 23 november 2026" in page
    assert "Lena de Wit" in hanne.get("/remind/?person=wit&since=2026-11-23").text
    assert "Niets gevonden." in hanne.get("/remind/?person=niemand").text


def test_what_did_not_arrive_is_said_at_the_top(office: Office, hanne: Browser) -> None:
    office.oblige("lena", 3)
    office.sweep()
    send(office.world, Postbox(refused(550, b"no <b>such</b> user")))
    page = hanne.get("/remind/").text
    assert "1 mail kwam niet aan" in page
    assert "550 no &lt;b&gt;such&lt;/b&gt; user" in page
    assert "Teruggekomen" in hanne.get("/remind/?outcome=problem").text


def test_a_round_that_does_not_come_is_a_clear_warning(office: Office, hanne: Browser) -> None:
    assert "De ronde van vandaag is er nog niet geweest." in hanne.get("/remind/").text
    office.policy(Policy(is_on=False))
    assert "Herinneringen staan uit." in hanne.get("/remind/").text


@pytest.mark.parametrize(
    "query",
    ["since=gisteren", "outcome=%3Cb%3E", "person=%00%25_", "until=9999-12-31", "since=0001-01-01"],
)
def test_an_odd_filter_is_no_fault(hanne: Browser, query: str) -> None:
    assert hanne.get(f"/remind/?{query}").status_code == 200


def test_the_next_round_is_shown_with_one_mail_in_two_languages(
    office: Office, hanne: Browser
) -> None:
    office.hire("mens", HOSTILE)
    office.oblige("mens", 3)
    page = hanne.get("/remind/preview").text
    assert "Dan krijgt 1 persoon één mail." in page
    assert HOSTILE not in page
    person = office.person("mens")
    page = hanne.get(f"/remind/preview?person={person}").text
    assert "Nog 3 dagen: Proefcursus" in page
    page = hanne.get(f"/remind/preview?person={person}&language=en").text
    assert "3 days left: Trial course" in page
    assert HOSTILE not in hanne.page
    assert "Wat gaat er in de volgende ronde?" in hanne.page
    other = office.person("lena")
    assert hanne.get(f"/remind/preview?person={other}").status_code == 404
    assert hanne.get("/remind/preview?person=x").status_code == 400
    assert hanne.get("/remind/preview?language=fr").status_code == 400
    assert office.mails() == []


def test_hr_changes_when_reminders_go_and_it_is_on_the_trail(
    office: Office, hanne: Browser
) -> None:
    assert 'value="14, 3"' in hanne.get("/remind/policy").text
    assert "Uw keuzes zijn bewaard." in hanne.send("/remind/policy", CHOICES).text
    with office.world.session() as session:
        assert find_policy(session) == Policy(True, (21, 3), False, (7,), 10, 9, 17, (0, 1))
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "reminder-policy"))
        assert [event.actor_id for event in events] == [office.person_in(session, "hanne")]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("days_before", "veertien", "Schrijf gehele getallen met een komma ertussen"),
        ("days_after", "0", "Kies getallen van 1 tot en met 365."),
        ("days_after", "1,2,3,4,5,6,7", "Kies hoogstens 6 momenten."),
        ("escalate_after", "-1", "Kies een getal van 0 tot en met 365."),
        ("escalate_after", "", "Vul een aantal dagen in, of 0 voor nooit."),
        ("until_hour", "9", "Kies een later uur dan het begin."),
        ("weekdays", [], "Kies minstens één dag."),
    ],
)
def test_a_choice_that_cannot_be_is_explained_and_what_was_typed_stays(
    office: Office, hanne: Browser, field: str, value: object, sentence: str
) -> None:
    hanne.get("/remind/policy")
    answer = hanne.send("/remind/policy", CHOICES | {field: value})
    assert answer.status_code == 400
    assert sentence in answer.text
    if field != "days_before":
        assert 'value="21, 3"' in answer.text
    with office.world.session() as session:
        assert find_policy(session) == Policy()


@pytest.mark.parametrize("name", ["lena", "tom"])
@pytest.mark.parametrize("path", ["/remind/", "/remind/preview", "/remind/policy"])
def test_these_pages_are_for_hr_alone(browser: Browser, name: str, path: str) -> None:
    browser.log_in(name)
    assert browser.get(path).status_code == 403


def test_hr_asks_for_a_reminder_and_sees_whom_it_reaches(office: Office, hanne: Browser) -> None:
    enrolment_id = office.oblige("lena", -5)
    office.change("otto", is_active=False)
    page = hanne.send("/remind/nudge", {"enrolment": [enrolment_id], "next": "/learn/"}).text
    assert "Voor 1 cursus gaat een herinnering uit." in page
    assert "Lena de Wit: Proefcursus" in page
    assert 'href="/learn/"' in page
    again = hanne.send("/remind/nudge", {"enrolment": [enrolment_id], "next": "//x.example"}).text
    assert "kreeg vandaag al een herinnering" in again
    assert "x.example" not in again
    assert len(office.mails()) == 1


def test_a_leader_asks_for_the_own_people_only(
    office: Office, visitor: Callable[[], Browser]
) -> None:
    team = office.unit()
    office.lead(team, "tom")
    office.change("tom", role=Role.MANAGER)
    office.change("lena", unit_id=team)
    own, foreign = office.oblige("lena", -5), office.oblige("otto", -5)
    tom = visitor()
    tom.log_in("tom")
    page = tom.send("/remind/nudge", {"enrolment": [own, foreign]}).text
    assert "Lena de Wit" in page
    assert "Otto" not in page
    assert "1 regel hoort niet (meer) bij uw deel" in page
    assert tom.send("/remind/nudge", {"enrolment": [foreign]}).status_code == 404
    assert tom.send("/remind/nudge", {"enrolment": ["x"]}).status_code == 400
    assert tom.send("/remind/nudge", {}).status_code == 400
    lena = visitor()
    lena.log_in("lena")
    assert lena.send("/remind/nudge", {"enrolment": [own]}).status_code == 403
