"""Leaders hear once of who is late for long: the nearest one, in one mail, completion only."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.services.learner import Learner
from tests.services.reminding.office import Office
from tests.world import read_files
from training.domain.organisation import ROOT_ID
from training.domain.reminder import Policy
from training.domain.standing import Standing
from training.services.reminding import escalation
from training.store.mail import Mail

QUIET = Policy(days_before=(), on_the_day=False, days_after=())


@pytest.fixture(autouse=True)
def only_leaders_are_told(office: Office) -> None:
    office.policy(QUIET)


def late(office: Office, name: str, unit_id: UUID, days: int = 14, course: str = "proef") -> UUID:
    """Make somebody of a unit late with a course."""
    office.change(name, unit_id=unit_id)
    enrolment_id = office.oblige(name, -days, course)
    long_ago = office.world.clock() - timedelta(days=100)
    office.alter(enrolment_id, enrolled_at=long_ago, standing=Standing.OVERDUE)
    return enrolment_id


def told(office: Office) -> list[Mail]:
    office.sweep()
    return [mail for mail in office.mails() if mail.kind == "escalation"]


def test_the_nearest_leader_upward_gets_one_mail_and_each_case_once(office: Office) -> None:
    service = office.unit(ROOT_ID, "hanne")
    team = office.unit(service)
    late(office, "lena", team)
    late(office, "otto", team, days=20)
    (mail,) = told(office)
    assert mail.recipient == "hanne@voorbeeld.example"
    assert mail.subject == "2 cursussen in uw team zijn nog niet klaar"
    assert "- Lena de Wit: Proefcursus (laatste dag maandag 9 november 2026)" in mail.body
    office.pass_days(10)
    assert len(told(office)) == 1


def test_who_newly_crosses_the_line_comes_in_a_mail_of_that_day(office: Office) -> None:
    team = office.unit(ROOT_ID, "hanne")
    late(office, "lena", team)
    late(office, "otto", team, days=13)
    assert len(told(office)) == 1
    office.pass_days(1)
    _, mail = told(office)
    assert "Otto" in mail.body
    assert "Lena" not in mail.body


def test_each_leader_hears_of_the_own_units_only(office: Office) -> None:
    late(office, "lena", office.unit(ROOT_ID, "hanne"))
    late(office, "otto", office.unit(ROOT_ID, "tom"))
    bodies = {mail.recipient: mail.body for mail in told(office)}
    assert set(bodies) == {"hanne@voorbeeld.example", "tom@voorbeeld.example"}
    assert "Otto" not in bodies["hanne@voorbeeld.example"]
    assert "Lena" not in bodies["tom@voorbeeld.example"]


def test_a_leader_who_is_late_is_told_of_to_the_leader_above(office: Office) -> None:
    office.lead(ROOT_ID, "tom")
    team = office.unit(ROOT_ID, "hanne", "otto")
    late(office, "hanne", team)
    (mail,) = told(office)
    assert mail.recipient == "tom@voorbeeld.example"
    assert "Hanne" in mail.body


@pytest.mark.parametrize("case", ["away", "left"])
def test_a_leader_who_is_not_here_is_passed_over(office: Office, case: str) -> None:
    office.lead(ROOT_ID, "tom")
    late(office, "lena", office.unit(ROOT_ID, "hanne"))
    if case == "away":
        office.change("hanne", away_from=office.today, away_until=office.today)
    else:
        office.change("hanne", is_active=False)
    (mail,) = told(office)
    assert mail.recipient == "tom@voorbeeld.example"


def test_nobody_is_told_of_who_is_away_done_or_not_late_for_long(office: Office) -> None:
    team = office.unit(ROOT_ID, "hanne")
    late(office, "lena", team)
    office.change("lena", away_from=office.today, away_until=None)
    late(office, "otto", team)
    Learner(office.world, "otto").complete()
    late(office, "tom", team, days=13)
    assert told(office) == []


def test_where_nobody_leads_hr_sees_the_number(office: Office) -> None:
    late(office, "lena", office.unit(ROOT_ID))
    assert told(office) == []
    policy = QUIET
    with office.world.transaction() as library:
        assert escalation.count_unheard(library, policy, office.today) == 1


def test_a_full_mail_names_so_many_and_the_rest_comes_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalation, "CASES", 2)
    team = office.unit(ROOT_ID, "hanne")
    for name in ("lena", "otto", "tom"):
        late(office, name, team)
    assert [mail.subject[0] for mail in told(office)] == ["2"]
    office.pass_days(1)
    assert [mail.subject[0] for mail in told(office)] == ["2", "1"]


def test_what_cannot_be_told_hides_nothing_newer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalation, "CASES", 1)
    office.offer("tweede")
    team = office.unit(ROOT_ID, "hanne", "tom")
    late(office, "hanne", team, days=25)
    late(office, "tom", team, days=24)
    late(office, "lena", team, days=80)
    late(office, "otto", team, days=23, course="tweede")
    begun_late = late(office, "lena", team, days=22, course="tweede")
    office.alter(begun_late, enrolled_at=office.world.clock())
    office.world.load(read_files())
    last = late(office, "otto", team, days=20)
    found = cases_of(office, "hanne")
    assert [duty.enrolment.id for duty, _ in found] == [last]


def test_a_search_for_cases_has_an_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalation, "CASES", 1)
    monkeypatch.setattr(escalation, "PAGES", 2)
    team = office.unit(ROOT_ID, "hanne")
    for number, days in enumerate((30, 29, 28)):
        office.hire(f"mens{number}")
        case = late(office, f"mens{number}", team, days=days)
        if number < 2:
            office.alter(case, enrolled_at=office.world.clock())
    assert cases_of(office, "hanne") == []


def cases_of(office: Office, leader: str) -> list[escalation.Case]:
    leader_id = office.person(leader)
    with office.world.transaction() as library:
        found = escalation.find_cases(library, policy=QUIET, after=None, today=office.today)
    return next((cases for person, cases in found if person.id == leader_id), [])


def test_nothing_is_told_when_escalation_is_off(office: Office) -> None:
    late(office, "lena", office.unit(ROOT_ID, "hanne"))
    office.policy(Policy(escalate_after=0))
    assert told(office) == []
