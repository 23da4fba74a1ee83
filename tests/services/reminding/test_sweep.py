"""The daily round: who gets which reminder, once, in one mail, and who gets none."""

from datetime import timedelta
from functools import partial

import pytest

from tests.services.learner import Learner
from tests.services.reminding.office import Office
from tests.services.together import at_once
from training.domain.reminder import CATCH_UP, Policy
from training.domain.standing import Standing
from training.services import jobs
from training.services.enrolment import enrol
from training.services.reminding import outbox, sweep
from training.store.base import new_id
from training.store.dispensation import Exemption


def test_somebody_is_reminded_at_each_moment_and_only_then(office: Office) -> None:
    office.oblige("lena", 20)
    office.pass_days(50)  # from 20 days before to 30 days after, weekends without rounds
    assert office.reminders() == [
        ("lena", "before-14"),
        ("lena", "before-3"),
        ("lena", "due"),
        ("lena", "after-7"),
        ("lena", "after-21"),
    ]
    assert len(office.mails()) == 5


def test_the_mail_says_what_by_when_and_how_long_and_nothing_of_answers(office: Office) -> None:
    office.oblige("lena", 3)
    Learner(office.world).read_lesson()
    office.sweep()
    (mail,) = office.mails()
    assert (mail.recipient, mail.kind, mail.is_quiet) == (
        "lena@voorbeeld.example",
        "reminder",
        True,
    )
    assert mail.subject == "Nog 3 dagen: Proefcursus"
    for words in (
        "Beste Lena de Wit,",
        "uiterlijk donderdag 26 november 2026",
        "https://training.voorbeeld.example/learn/courses/proef",
        "HR en uw leidinggevende zien alleen of u klaar bent",
    ):
        assert words in mail.body
    assert "ongeveer" in mail.body
    assert "!" not in mail.body


def test_the_mail_is_in_the_language_of_who_reads_it(office: Office) -> None:
    office.change("lena", language="en")
    office.oblige("lena", 3)
    office.sweep()
    (mail,) = office.mails()
    assert "Thursday" in mail.body
    assert "Beste" not in mail.body


def test_somebody_with_three_courses_gets_one_mail(office: Office) -> None:
    office.offer("tweede", "derde")
    for course, days in (("proef", 3), ("tweede", 14), ("derde", -7)):
        office.oblige("lena", days, course)
        office.alter(
            office.enrolment("lena", course).id,
            enrolled_at=office.world.clock() - timedelta(days=60),
        )
    office.sweep()
    assert [code for _, code in office.reminders()] == ["after-7", "before-14", "before-3"]
    (mail,) = office.mails()
    assert mail.subject == "Er staan 3 cursussen voor u klaar"
    assert mail.body.index("Derde") < mail.body.index("Proefcursus") < mail.body.index("Tweede")


def test_nights_that_were_missed_do_not_lead_to_two_mails(office: Office) -> None:
    office.oblige("lena", 20)
    office.pass_days(24, is_sweeping=False)
    office.sweep()
    assert office.reminders() == [("lena", "due")]
    office.sweep()
    assert len(office.mails()) == 1


def test_a_moment_before_the_duty_was_laid_is_skipped(office: Office) -> None:
    office.oblige("lena", 10)
    office.sweep()
    assert office.reminders() == []


def test_a_moment_before_a_free_course_became_a_duty_is_skipped(office: Office) -> None:
    key = office.learner("lena")
    with office.world.transaction() as library:
        enrol(library, learner_key=key, course_slug="proef", at=office.world.clock())
    office.pass_days(60)
    office.oblige("lena", 10)
    office.sweep()
    assert office.reminders() == []
    assert office.enrolment("lena").starts_on == office.today


@pytest.mark.parametrize("case", ["completed", "ended", "exempt", "left", "free", "retired"])
def test_who_need_not_do_it_is_not_reminded(office: Office, case: str) -> None:
    enrolment_id = office.oblige("lena", 3)
    row = office.enrolment("lena")
    if case == "completed":
        Learner(office.world).complete()
    elif case == "ended":
        office.alter(enrolment_id, ended_at=office.world.clock(), standing=None)
    elif case == "left":
        office.change("lena", is_active=False, left_on=office.today)
    elif case == "free":
        office.alter(enrolment_id, is_required=False, standing=None)
    elif case == "retired":
        office.world.load({})
    else:
        with office.world.session() as session:
            session.add(
                Exemption(
                    id=new_id(office.world.clock()),
                    learner_key=row.learner_key,
                    course_id=row.course_id,
                    reason="lang ziek",
                    granted_at=office.world.clock(),
                )
            )
    office.sweep()
    assert office.reminders() == []


def test_who_is_away_gets_the_latest_moment_after_coming_back(office: Office) -> None:
    office.oblige("lena", 4)
    office.change("lena", away_from=office.today, away_until=office.today + timedelta(days=60))
    office.pass_days(60)
    assert office.reminders() == []
    office.pass_days(4)
    assert office.reminders() == [("lena", "after-21")]


def test_more_time_moves_the_moments(office: Office) -> None:
    enrolment_id = office.oblige("lena", 3)
    office.sweep()
    office.extend(enrolment_id, 20)
    office.pass_days(4)
    assert office.reminders() == [("lena", "before-3")]
    office.pass_days(14)
    assert office.reminders() == [("lena", "before-3"), ("lena", "before-14"), ("lena", "before-3")]


def test_a_policy_that_changes_half_way_does_not_remind_twice(office: Office) -> None:
    office.oblige("lena", 14)
    office.sweep()
    office.policy(Policy(days_before=(15, 13, 3)))
    office.world.clock.advance(hours=1)
    office.sweep()
    assert office.reminders() == [("lena", "before-14")]
    office.pass_days(1)
    assert office.reminders() == [("lena", "before-14"), ("lena", "before-13")]


def test_a_moment_that_was_used_before_does_not_hold_up_the_other_courses(office: Office) -> None:
    office.offer("tweede")
    overdue = office.oblige("lena", -7)
    office.alter(overdue, enrolled_at=office.world.clock() - timedelta(days=60))
    office.sweep()
    office.alter(overdue, late_from=office.today + timedelta(days=7))
    office.oblige("lena", 10, "tweede")
    office.pass_days(7)
    assert office.reminders() == [("lena", "after-7"), ("lena", "before-3")]


def test_nothing_is_sent_while_reminders_are_off(office: Office) -> None:
    office.oblige("lena", 3)
    office.policy(Policy(is_on=False))
    office.pass_days(8)
    assert office.reminders() == []


def test_a_renewal_is_reminded_while_the_earlier_cycle_still_counts(office: Office) -> None:
    enrolment_id = office.oblige("lena", 3)
    office.alter(enrolment_id, cycle=2, standing=None)
    office.sweep()
    assert office.reminders() == [("lena", "before-3")]


def test_what_is_over_for_long_stays_quiet(office: Office) -> None:
    enrolment_id = office.oblige("lena", -400)
    office.alter(
        enrolment_id,
        enrolled_at=office.world.clock() - timedelta(days=500),
        standing=Standing.OVERDUE,
    )
    office.pass_days(7)
    assert office.reminders() == []


def test_a_round_in_small_steps_reaches_everybody_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "ROWS", 3)
    monkeypatch.setattr(sweep, "PARTS", 2)
    office.offer("tweede")
    names = [f"mens{number}" for number in range(9)]
    for number, name in enumerate(names):
        office.hire(name)
        office.oblige(name, 3)
        if number % 2:
            office.oblige(name, 3, "tweede")
        if number % 3 == 0:
            office.change(name, away_from=office.today - CATCH_UP, away_until=office.today)
    office.sweep()
    office.pass_days(1)
    assert sorted({name for name, _ in office.reminders()}) == names
    assert len(office.mails()) == len(names)
    assert len(office.reminders()) == len(names) + 4


def test_a_worker_that_dies_in_a_step_leaves_it_undone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.oblige("lena", 3)
    office.plan()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "Reminder", dies)  # the mail is queued, the row is not there yet
        with pytest.raises(KeyboardInterrupt):
            office.step()
    assert office.mails() == []
    assert not office.step()  # the step is still somebody's
    office.world.clock.now += jobs.LEASE
    while office.step():
        pass
    assert office.reminders() == [("lena", "before-3")]


def dies(*arguments: object, **values: object) -> object:
    raise KeyboardInterrupt


def test_two_rounds_at_once_send_each_mail_once(office: Office) -> None:
    names = [f"mens{number}" for number in range(12)]
    for name in names:
        office.hire(name)
        office.oblige(name, 3)
    at_once([partial(whole_round, office)] * 3)
    assert sorted(name for name, _ in office.reminders()) == sorted(names)
    assert len(office.mails()) == len(names)


def whole_round(office: Office) -> None:
    """Do a round outside the queue, whose lease would keep the others away."""
    step, stage = sweep.sweep_with(office.write), jobs.Stage()
    while not stage.is_finished:
        with office.world.transaction() as library:
            task = jobs.Task(new_id(office.world.clock()), {}, None, stage)
            stage = step(library, task, office.world.clock())


def test_a_name_that_looks_like_a_header_stays_on_its_line(office: Office) -> None:
    office.hire("mens", "Kwaad\r\nBcc: iedereen@x.example\n\nKlik hier <b>nu</b>")
    office.oblige("mens", 3)
    office.sweep()
    (mail,) = office.mails()
    assert "Beste Kwaad Bcc: iedereen@x.example Klik hier <b>nu</b>," in mail.body
    assert "\n" not in mail.subject
