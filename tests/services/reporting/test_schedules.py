"""Reports by mail: on their day, for the own part, and never after the right to see it has gone."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select

from tests.organisation import TODAY, Organisation
from training.domain.access import Role
from training.services.audit import Actor
from training.services.errors import Conflict, NotFound
from training.services.jobs import Stage, Task
from training.services.reporting import schedules
from training.services.reporting.dashboard import DashboardPage
from training.services.reporting.schedules import (
    Every,
    Wanted,
    ask,
    due_job,
    following,
    list_mine,
    step_with,
    stop,
)
from training.services.reporting.view import Viewer
from training.store.audit import AuditEvent
from training.store.base import new_id
from training.store.mail import Mail
from training.store.people import Person

Eyes = Callable[[str], Viewer]
WEEKLY = Wanted("dashboard", "", Every.WEEK)


def write(
    template: str, language: str, *, page: DashboardPage, **_values: object
) -> tuple[str, str]:
    names = [row.unit.name if row.unit else "rest" for row in page.rows]
    return f"{template} {language}", f"{page.total.together.tally.completed} {names}"


def wish(org: Organisation, viewer: Viewer, wanted: Wanted = WEEKLY) -> None:
    with org.world.transaction() as library:
        at = org.world.clock()
        ask(library.session, Actor(viewer.person_id), wanted, today=TODAY, at=at)


def night(org: Organisation, days: int = 7) -> Stage:
    org.world.clock.advance(days=days)
    at = org.world.clock()
    with org.world.transaction() as library:
        return step_with(write)(library, Task(new_id(at), {}, None, Stage()), at)


def mails(org: Organisation) -> list[Mail]:
    with org.world.transaction() as library:
        return list(library.session.scalars(select(Mail).order_by(Mail.id)))


def results(org: Organisation) -> list[str]:
    query = select(AuditEvent.result).where(AuditEvent.action == "schedule-report")
    with org.world.transaction() as library:
        return list(library.session.scalars(query.order_by(AuditEvent.id)))


def test_it_comes_on_its_day_and_once(organisation: Organisation, viewer: Eyes) -> None:
    wish(organisation, viewer("hanne"))
    wish(organisation, viewer("hanne"))
    assert night(organisation, 1).is_finished
    assert mails(organisation) == []
    night(organisation, 6)
    night(organisation, 0)
    (mail,) = mails(organisation)
    assert (mail.subject, mail.recipient) == ("report nl", "hanne@voorbeeld.example")
    assert (mail.kind, mail.is_quiet) == ("report", True)
    assert "College" in mail.body
    night(organisation, 7)
    assert len(mails(organisation)) == 2


def test_a_manager_gets_the_own_part(organisation: Organisation, viewer: Eyes) -> None:
    organisation.lead("tom", "Burgerzaken")
    wish(organisation, viewer("tom"))
    night(organisation)
    assert mails(organisation)[0].body == "2 ['Balie', 'rest']"


@pytest.mark.parametrize("change", ["left", "role", "unit"])
def test_who_lost_the_right_gets_nothing_and_it_ends(
    organisation: Organisation, viewer: Eyes, change: str
) -> None:
    tom = organisation.lead("tom", "Burgerzaken")
    query = f"unit={organisation.units['Burgerzaken' if change != 'unit' else 'Raad']}"
    wish(organisation, viewer("tom"), Wanted("overdue", query, Every.WEEK))
    with organisation.world.transaction() as library:
        person = library.session.get_one(Person, tom)
        person.is_active = change != "left"
        person.role = Role.LEARNER if change == "role" else Role.MANAGER
    night(organisation)
    assert mails(organisation) == []
    assert results(organisation) == ["ok", "ended"]
    with organisation.world.transaction() as library:
        assert list_mine(library.session, tom) == []


def test_only_the_own_report_can_be_stopped(organisation: Organisation, viewer: Eyes) -> None:
    hanne, otto = viewer("hanne"), viewer("otto")
    wish(organisation, hanne)
    with organisation.world.transaction() as library:
        (line,) = list_mine(library.session, hanne.person_id)
    at = organisation.world.clock()
    with pytest.raises(NotFound), organisation.world.transaction() as library:
        stop(library.session, Actor(otto.person_id), line.id, at=at)
    with organisation.world.transaction() as library:
        stop(library.session, Actor(hanne.person_id), line.id, at=at)
    night(organisation)
    assert mails(organisation) == []


def test_there_is_an_end_to_asking(
    organisation: Organisation, viewer: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedules, "MOST", 1)
    wish(organisation, viewer("hanne"))
    with pytest.raises(Conflict):
        wish(organisation, viewer("hanne"), Wanted("overdue", "", Every.MONTH))
    with pytest.raises(NotFound):
        wish(organisation, viewer("hanne"), Wanted("secret", "", Every.MONTH))


def test_many_are_sent_in_steps(
    organisation: Organisation, viewer: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedules, "AT_ONCE", 1)
    wish(organisation, viewer("hanne"))
    wish(organisation, viewer("hanne"), Wanted("overdue", "", Every.WEEK))
    assert not night(organisation).is_finished
    assert not night(organisation, 0).is_finished
    assert night(organisation, 0).is_finished
    assert len(mails(organisation)) == 2


def test_a_week_begins_on_monday_and_a_month_on_its_first_day() -> None:
    assert following(date(2026, 11, 23), Every.WEEK) == date(2026, 11, 30)
    assert following(date(2026, 11, 29), Every.WEEK) == date(2026, 11, 30)
    assert following(date(2026, 12, 31), Every.MONTH) == date(2027, 1, 1)
    assert following(date(2027, 1, 1), Every.MONTH) == date(2027, 2, 1)


def test_the_job_of_the_day_is_made_once_people_are_at_work() -> None:
    assert due_job(datetime(2026, 11, 23, 6, 59)) is None  # noqa: DTZ001 -- the local time
    job = due_job(datetime(2026, 11, 23, 7, 0))  # noqa: DTZ001
    assert job
    assert (job.kind, job.key) == ("reports", "reports:2026-11-23")
