"""A reminder that somebody asks for: whom it reaches, whom not and why, and never another's."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.services.reminding.office import Office
from tests.services.together import at_once
from training.domain.organisation import ROOT_ID
from training.services.audit import Actor
from training.services.errors import Invalid, NotFound
from training.services.reminding.nudge import MOST, Nudge, Wish, nudge
from training.services.scope import EVERYTHING, Scope
from training.store.audit import AuditEvent


def ask(office: Office, *ids: UUID, scope: Scope = EVERYTHING) -> Nudge:
    actor = Actor(office.person("hanne"), "127.0.0.1")
    with office.world.transaction() as library:
        return nudge(library, Wish(ids, scope), actor, office.write, at=office.world.clock())


def test_people_are_mailed_at_once_one_mail_each_and_it_is_on_the_trail(office: Office) -> None:
    office.offer("tweede")
    ids = [office.oblige("lena", -5), office.oblige("lena", 30, "tweede"), office.oblige("otto", 9)]
    answer = ask(office, *ids)
    assert [(line.name, line.course) for line in answer.reached] == [
        ("Lena de Wit", "Proefcursus"),
        ("Lena de Wit", "Tweede"),
        ("Otto Vos", "Proefcursus"),
    ]
    assert (answer.left_out, answer.elsewhere, answer.is_open) == ((), 0, True)
    mails = office.mails()
    assert sorted(mail.recipient for mail in mails) == [
        "lena@voorbeeld.example",
        "otto@voorbeeld.example",
    ]
    assert all(mail.is_quiet for mail in mails)
    with office.world.session() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "reminder-nudge"))
        found = [(event.actor_id, event.subject_id, event.details) for event in events]
    assert {subject for _, subject, _ in found} == {office.person("lena"), office.person("otto")}
    assert {actor for actor, _, _ in found} == {office.person("hanne")}
    assert [details for _, _, details in found] == [{"to": "nudge-2026-11-23"}] * 3


def test_a_second_time_on_a_day_reaches_nobody_and_the_next_day_does(office: Office) -> None:
    enrolment_id = office.oblige("lena", -5)
    ask(office, enrolment_id)
    again = ask(office, enrolment_id)
    assert [line.why for line in again.left_out] == ["today"]
    office.world.clock.advance(days=1)
    assert len(ask(office, enrolment_id).reached) == 1
    assert len(office.mails()) == 2


def test_who_was_reminded_this_morning_is_not_asked_again(office: Office) -> None:
    enrolment_id = office.oblige("lena", 3)
    office.sweep()
    assert [line.why for line in ask(office, enrolment_id).left_out] == ["today"]


def test_a_nudge_stands_in_for_the_reminder_of_that_moment(office: Office) -> None:
    enrolment_id = office.oblige("lena", 3)
    ask(office, enrolment_id)
    office.sweep()
    assert office.reminders() == [("lena", "nudge-2026-11-23")]


@pytest.mark.parametrize("why", ["left", "away", "completed", "exempt", "ended"])
def test_who_is_left_out_is_named_with_the_reason(office: Office, why: str) -> None:
    enrolment_id = office.oblige("lena", -5)
    if why == "left":
        office.change("lena", is_active=False, left_on=office.today)
    elif why == "away":
        office.change("lena", away_from=office.today, away_until=office.today + timedelta(days=3))
    elif why == "ended":
        office.alter(enrolment_id, ended_at=office.world.clock(), standing=None)
    elif why == "exempt":
        office.alter(enrolment_id, standing="exempt")
    else:
        office.alter(enrolment_id, completion="completed", standing="completed")
    answer = ask(office, enrolment_id, office.oblige("otto", -5))
    assert [(line.name, line.why) for line in answer.left_out] == [("Lena de Wit", why)]
    assert [line.name for line in answer.reached] == ["Otto Vos"]


def test_a_manager_reaches_the_own_units_only(office: Office) -> None:
    own, other = office.unit(), office.unit()
    office.change("lena", unit_id=office.unit(own))
    office.change("otto", unit_id=other)
    mine, foreign = office.oblige("lena", -5), office.oblige("otto", -5)
    answer = ask(office, mine, foreign, uuid4(), scope=Scope((own,)))
    assert [line.name for line in answer.reached] == ["Lena de Wit"]
    assert answer.elsewhere == 2
    for scope in (Scope((own,)), Scope(())):
        with pytest.raises(NotFound):
            ask(office, foreign, scope=scope)
    assert len(office.mails()) == 1


def test_a_course_taken_up_freely_is_nobody_elses_business(office: Office) -> None:
    enrolment_id = office.oblige("lena", 3)
    office.alter(enrolment_id, is_required=False, standing=None)
    with pytest.raises(NotFound):
        ask(office, enrolment_id, scope=Scope((ROOT_ID,)))


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_nobody_and_too_many_at_once_are_refused(office: Office, number: int) -> None:
    with pytest.raises(Invalid):
        ask(office, *(uuid4() for _ in range(number)))


def test_outside_office_hours_it_is_said_that_mails_wait(office: Office) -> None:
    office.world.clock.now += timedelta(hours=12)
    assert not ask(office, office.oblige("lena", -5)).is_open


def test_two_who_ask_at_the_same_moment_cause_one_mail(office: Office) -> None:
    enrolment_id = office.oblige("lena", -5)
    answers = at_once([partial(ask, office, enrolment_id)] * 4)
    assert sum(len(answer.reached) for answer in answers) == 1
    assert len(office.mails()) == 1
