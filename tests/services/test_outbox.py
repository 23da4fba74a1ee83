"""The outbox in use: what goes first, what waits for office hours, what is refused or dropped."""

from datetime import UTC, datetime, timedelta
from smtplib import (
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.services.reminding.office import Office
from tests.services.test_mail import LETTER, SENDER, Postbox, put, rows, send
from tests.world import World
from training.domain.reminder import Policy
from training.services import mail
from training.services.mail import RETRY_AFTER, Letter
from training.store.mail import Mail

REMINDER = Letter("lena@voorbeeld.example", "Herinnering", "tekst\n", "reminder", is_quiet=True)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def refused(code: int, words: bytes) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({LETTER.recipient: (code, words)})


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (
            refused(550, b"5.1.1 <lena>: unknown\r\nuser\x00\x1b[31m"),
            "550 5.1.1 <lena>: unknown user [31m",
        ),
        (SMTPDataError(554, b"5.7.1 not wanted"), "554 5.7.1 not wanted"),
        (refused(550, b"\xff" * 900), "550 " + "\ufffd" * 296),
    ],
)
def test_what_a_server_refuses_for_good_bounced_at_once(
    world: World, error: Exception, failure: str
) -> None:
    put(world)
    assert send(world, Postbox(error))
    (row,) = rows(world)
    assert (row.outcome, row.due_at, row.body, row.tries) == ("bounced", None, "", 1)
    assert row.failure == failure


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (refused(450, b"4.2.1 mailbox busy"), "450 4.2.1 mailbox busy"),
        (SMTPSenderRefused(550, b"who are you", SENDER), "550 who are you"),
        (SMTPDataError(451, b"later"), "451 later"),
        (SMTPServerDisconnected("geheim"), "SMTPServerDisconnected"),
        (OSError("no route to geheim"), "OSError"),
    ],
)
def test_what_may_go_better_is_tried_again_with_the_reason_kept(
    world: World, error: Exception, failure: str
) -> None:
    put(world)
    send(world, Postbox(error))
    (row,) = rows(world)
    assert (row.outcome, row.failure) == ("waiting", failure)
    for wait in RETRY_AFTER:
        world.clock.now += wait
        send(world, Postbox(error))
    (row,) = rows(world)
    assert (row.outcome, row.failure, row.body) == ("failed", failure, "")


def test_a_password_link_does_not_wait_behind_reminders(world: World) -> None:
    for _ in range(20):
        put(world, REMINDER)
    put(world, Letter("hanne@voorbeeld.example", "Overzicht", "tekst\n", "report"))
    world.clock.advance(minutes=5)
    put(world)
    box = Postbox()
    for _ in range(3):
        assert send(world, box)
    assert [message["Subject"] for message in box.messages] == [
        LETTER.subject,
        "Overzicht",
        REMINDER.subject,
    ]


@pytest.mark.parametrize(
    ("moment", "is_sent"),
    [
        (datetime(2026, 3, 27, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 27, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 6, 0, tzinfo=UTC), True),  # the clock went forward
        (datetime(2026, 3, 28, 10, 0, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 10, 26, 6, 30, tzinfo=UTC), False),  # it went back
    ],
)
def test_a_quiet_mail_is_sent_in_office_hours_only(
    world: World, moment: datetime, is_sent: bool
) -> None:
    world.clock.now = moment - timedelta(hours=1)
    put(world, REMINDER)
    world.clock.now = moment
    assert deliver(world, Postbox()) is is_sent


def deliver(world: World, box: Postbox) -> bool:
    return mail.send_next(world.session, box, SENDER, at=world.clock(), zone=AMSTERDAM)


def test_the_next_try_of_a_quiet_mail_keeps_to_the_hours_too(world: World) -> None:
    world.clock.now = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)  # Friday, almost six
    put(world, REMINDER)
    assert deliver(world, Postbox(OSError()))
    box = Postbox()
    world.clock.advance(hours=2)
    assert not deliver(world, box)
    world.clock.now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert deliver(world, box)


def test_other_mail_goes_at_any_hour(world: World) -> None:
    world.clock.now = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    put(world, REMINDER)
    put(world)
    box = Postbox()
    assert deliver(world, box)
    assert not deliver(world, box)
    assert [message["Subject"] for message in box.messages] == [LETTER.subject]


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def only(office: Office) -> Mail:
    with office.world.session() as session:
        return session.scalars(select(Mail)).one()


@pytest.mark.parametrize("case", ["left", "completed", "ended", "exempt", "extended"])
def test_a_reminder_that_lost_its_point_in_the_queue_is_dropped(office: Office, case: str) -> None:
    enrolment_id = office.oblige("lena", 3)
    office.sweep()
    if case == "left":
        office.change("lena", is_active=False)
    elif case == "completed":
        office.alter(enrolment_id, completion="completed", standing="completed")
    elif case == "ended":
        office.alter(enrolment_id, ended_at=office.world.clock(), standing=None)
    elif case == "exempt":
        office.alter(enrolment_id, standing="exempt")
    else:
        office.extend(enrolment_id, 30)
    box = Postbox()
    assert send(office.world, box)
    assert not send(office.world, box)
    assert box.messages == []
    row = only(office)
    assert (row.outcome, row.sent_at, row.body, row.tries) == ("cancelled", None, "", 0)


def test_a_reminder_of_two_courses_is_sent_while_one_is_open(office: Office) -> None:
    office.offer("tweede")
    enrolment_id = office.oblige("lena", 3)
    office.oblige("lena", 3, "tweede")
    office.sweep()
    office.alter(enrolment_id, completion="completed", standing="completed")
    box = Postbox()
    assert send(office.world, box)
    assert len(box.messages) == 1


def test_choices_of_hr_about_hours_hold_at_once(office: Office) -> None:
    office.oblige("lena", 3)
    office.sweep()
    office.policy(Policy(from_hour=12, until_hour=13))
    assert not send(office.world, Postbox())
    office.world.clock.advance(hours=3)
    assert send(office.world, Postbox())
