"""The log of reminders, the warning when they stop, the preview, and the choices of HR."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.services.reminding.office import Office
from tests.services.test_mail import Postbox, send
from tests.services.test_outbox import refused
from training.domain.reminder import Policy
from training.services.audit import Actor
from training.services.errors import Invalid, NotFound
from training.services.jobs import NewJob, enqueue
from training.services.reminding import log, policy, preview
from training.services.reminding.log import Health, LogFilter, LogPage
from training.store.audit import AuditEvent
from training.store.job import Job

EVERYTHING = LogFilter()


def read(office: Office, wanted: LogFilter = EVERYTHING, after: str = "") -> LogPage:
    with office.world.transaction() as library:
        return log.read(library, wanted, language="nl", after=after, at=office.world.clock())


def health(office: Office) -> Health:
    return read(office).health


def test_a_reminder_is_found_with_who_when_which_and_what_became_of_it(office: Office) -> None:
    office.oblige("lena", 3)
    office.sweep()
    office.world.clock.advance(minutes=1)
    send(office.world, Postbox())
    (line,) = read(office).lines
    assert (line.recipient, line.person, line.email) == (
        "Lena de Wit",
        "Lena de Wit",
        "lena@voorbeeld.example",
    )
    assert (line.course, line.kind, line.days, line.outcome) == ("Proefcursus", "before", 3, "sent")
    assert line.sent_at == office.world.clock()


def test_what_did_not_arrive_comes_first_with_the_words_of_the_server(office: Office) -> None:
    office.oblige("lena", 3)
    office.sweep()
    send(office.world, Postbox(refused(550, b"no such user")))
    for number in range(3):
        office.hire(f"mens{number}")
        office.oblige(f"mens{number}", 15)
    office.pass_days(1)
    page = read(office)
    assert page.trouble == 1
    assert [(line.recipient, line.failure) for line in page.problems] == [
        ("Lena de Wit", "550 no such user")
    ]
    assert len(page.lines) == 4
    found = read(office, LogFilter("problem"))
    assert [line.outcome for line in found.lines] == ["bounced"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (LogFilter(person="de wit"), ["Lena de Wit"]),
        (LogFilter(person="OTTO@voorbeeld.example "), ["Otto Vos"]),
        (LogFilter(person="%"), []),
        (LogFilter("waiting"), ["Otto Vos", "Lena de Wit"]),
        (LogFilter("sent"), []),
        (LogFilter(since=date(2026, 11, 24)), ["Otto Vos"]),
        (LogFilter(until=date(2026, 11, 23)), ["Lena de Wit"]),
        (LogFilter(since=date(2026, 11, 24), until=date(2026, 11, 23)), []),
    ],
)
def test_the_log_can_be_narrowed(office: Office, wanted: LogFilter, names: list[str]) -> None:
    office.oblige("lena", 3)
    office.oblige("otto", 4)
    office.sweep()
    office.pass_days(1)
    assert [line.recipient for line in read(office, wanted).lines] == names


def test_every_line_is_on_one_page_and_only_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "PAGE", 2)
    for number in range(7):
        office.hire(f"mens{number}")
        office.oblige(f"mens{number}", 3)
    office.sweep()
    seen, after = [], ""
    for _ in range(4):
        page = read(office, after=after)
        seen += [line.recipient for line in page.lines]
        after = page.following
    assert after == ""
    assert sorted(seen) == [f"Mens{number}" for number in range(7)]


@pytest.mark.parametrize("place", ["x", "2026-11-23_x", "2026-11-23T00:00:00_" + "0" * 32])
def test_a_place_that_is_none_is_refused(office: Office, place: str) -> None:
    with pytest.raises(Invalid):
        read(office, after=place)


def test_a_round_that_does_not_come_is_noticed(office: Office) -> None:
    office.world.clock.now = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert not health(office).is_missed
    office.world.clock.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert health(office).is_missed
    office.sweep()
    assert not health(office).is_missed
    assert health(office).last_round == office.world.clock()
    office.world.clock.now = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)  # Saturday
    assert not health(office).is_missed
    office.policy(Policy(is_on=False))
    office.world.clock.now = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    assert (health(office).is_missed, health(office).is_on) == (False, False)


def test_a_worker_that_began_after_hours_has_missed_nothing(office: Office) -> None:
    office.world.clock.now = datetime(2026, 11, 23, 18, 20, tzinfo=UTC)
    with office.world.transaction() as library:
        enqueue(library.session, NewJob("night"), at=office.world.clock())
    assert not health(office).is_missed
    office.world.clock.now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert health(office).is_missed


def test_a_round_that_failed_or_hangs_is_noticed(office: Office) -> None:
    office.plan()
    assert (health(office).is_running, health(office).is_missed) == (True, False)
    office.world.clock.advance(hours=1)
    assert health(office).is_missed
    with office.world.session() as session:
        session.execute(update(Job).values(state="failed"))
    assert health(office).has_failed


def test_an_outbox_that_stands_still_is_noticed_but_not_for_quiet_hours(office: Office) -> None:
    office.oblige("lena", 3)
    office.sweep()
    assert health(office).waiting == 0
    office.world.clock.advance(hours=1)
    assert (health(office).waiting, health(office).waiting_since) == (
        1,
        datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    )
    office.world.clock.now = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    assert health(office).waiting == 0
    office.world.clock.now = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert health(office).waiting == 0
    office.world.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert health(office).waiting == 1


def test_the_preview_is_what_the_next_round_then_does(office: Office) -> None:
    office.offer("tweede")
    office.oblige("lena", 3)
    office.oblige("lena", 14, "tweede")
    office.oblige("otto", 14)
    with office.world.transaction() as library:
        found = preview.preview(library, language="nl", at=office.world.clock())
        sample = preview.sample(
            library,
            office.write,
            person_id=found.people[0].id,
            language="nl",
            at=office.world.clock(),
        )
    assert found.day == office.today
    assert {(m.kind, m.days): m.count for m in found.moments if m.count} == {
        ("before", 14): 2,
        ("before", 3): 1,
    }
    assert found.mails == 2
    assert office.mails() == []
    office.sweep()
    mails = {mail.recipient: mail for mail in office.mails()}
    assert len(mails) == 2
    assert (sample.subject, sample.body) == (
        mails[sample.email].subject,
        mails[sample.email].body,
    )
    with office.world.transaction() as library:
        later = preview.preview(library, language="nl", at=office.world.clock())
        assert (later.day, later.mails) == (office.today + timedelta(days=1), 0)
        with pytest.raises(NotFound):
            preview.sample(
                library,
                office.write,
                person_id=found.people[0].id,
                language="nl",
                at=office.world.clock(),
            )


def test_other_choices_are_kept_and_leave_a_line_with_from_and_to(office: Office) -> None:
    actor = Actor(office.person("hanne"), "127.0.0.1")
    chosen = Policy(days_before=(21, 3), until_hour=17)
    for is_changed in (True, False):
        with office.world.session() as session:
            assert policy.change(session, chosen, actor, at=office.world.clock()) is is_changed
    with office.world.session() as session:
        assert policy.read(session) == chosen
        (event,) = session.scalars(
            select(AuditEvent).where(AuditEvent.action == "reminder-policy")
        ).all()
    assert event.details == {
        "from": "days_before=14,3; until_hour=18",
        "to": "days_before=21,3; until_hour=17",
    }


@pytest.mark.parametrize(
    "chosen",
    [
        Policy(days_before=(0,)),
        Policy(days_after=(3, 3)),
        Policy(days_before=(1, 2, 3, 4, 5, 6, 7)),
        Policy(escalate_after=-1),
        Policy(from_hour=18, until_hour=18),
        Policy(until_hour=25),
        Policy(weekdays=()),
        Policy(weekdays=(7,)),
    ],
)
def test_choices_that_cannot_be_are_refused(office: Office, chosen: Policy) -> None:
    with office.world.session() as session, pytest.raises(Invalid):
        policy.change(session, chosen, Actor(), at=office.world.clock())
