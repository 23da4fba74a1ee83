"""Mail: waits in the outbox, is sent once, tried again for a day, and forgets its secret."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from threading import Lock
from time import sleep

import pytest
from sqlalchemy import select

from tests.services.together import at_once
from tests.world import World
from training.services import mail
from training.services.mail import CLAIM, RETRY_AFTER, Letter
from training.store.mail import Mail

SENDER = "Uitnodigend <training@voorbeeld.example>"
LETTER = Letter("lena@voorbeeld.example", "Een nieuw wachtwoord", "https://x.example/geheim\n")


class Postbox:
    """Keeps what is handed over, or refuses it."""

    def __init__(self, error: BaseException | None = None, seconds: float = 0) -> None:
        self.messages: list[EmailMessage] = []
        self.error, self.seconds, self.lock = error, seconds, Lock()

    def __call__(self, message: EmailMessage) -> None:
        sleep(self.seconds)
        if self.error:
            raise self.error
        with self.lock:
            self.messages.append(message)


def put(world: World, letter: Letter = LETTER) -> None:
    with world.session() as session:
        mail.queue(session, letter, at=world.clock())


def send(world: World, transport: Callable[[EmailMessage], None]) -> bool:
    return mail.send_next(world.session, transport, SENDER, at=world.clock())


def rows(world: World) -> list[Mail]:
    with world.session() as session:
        return list(session.scalars(select(Mail)))


def test_a_mail_is_sent_once_and_forgets_its_text(world: World) -> None:
    box = Postbox()
    put(world)
    assert send(world, box)
    assert not send(world, box)
    (message,) = box.messages
    assert (message["To"], message["From"]) == (LETTER.recipient, SENDER)
    assert message["Subject"] == LETTER.subject
    assert message.get_content() == LETTER.body
    (row,) = rows(world)
    assert message["Message-ID"] == f"<{row.id}@voorbeeld.example>"
    assert message["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert (row.body, row.due_at, row.tries) == ("", None, 1)
    assert row.sent_at == world.clock()


def test_a_mail_of_a_transaction_that_failed_was_never_there(world: World) -> None:
    session = world.database.writing()
    mail.queue(session, LETTER, at=world.clock())
    session.flush()
    session.close()
    assert not send(world, Postbox())


def test_the_oldest_mail_goes_first(world: World) -> None:
    for subject in ("een", "twee", "drie"):
        put(world, Letter(LETTER.recipient, subject, "tekst\n"))
        world.clock.advance(seconds=1)
    box = Postbox()
    while send(world, box):
        pass
    assert [message["Subject"] for message in box.messages] == ["een", "twee", "drie"]


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(world: World) -> None:
    put(world)
    broken = Postbox(OSError("no route"))
    for wait in RETRY_AFTER:
        assert send(world, broken)
        assert rows(world)[0].due_at == world.clock() + wait
        assert not send(world, broken)
        world.clock.now += wait
    assert send(world, broken)
    world.clock.now += timedelta(days=30)
    assert not send(world, broken)
    (row,) = rows(world)
    assert (row.tries, row.due_at, row.sent_at) == (len(RETRY_AFTER) + 1, None, None)
    # a reset link that never left is a secret all the same
    assert row.body == ""


def test_a_second_try_that_succeeds_is_the_last(world: World) -> None:
    put(world)
    send(world, Postbox(OSError("no route")))
    world.clock.now += RETRY_AFTER[0]
    box = Postbox()
    assert send(world, box)
    world.clock.now += timedelta(days=1)
    assert not send(world, box)
    assert len(box.messages) == 1


@pytest.mark.parametrize("error", [ValueError("odd address"), UnicodeError("odd letter")])
def test_a_mail_that_no_server_can_take_does_not_hold_up_the_next(
    world: World, error: Exception
) -> None:
    put(world)
    assert send(world, Postbox(error))
    put(world, Letter("otto@voorbeeld.example", "Na de kapotte", "tekst\n"))
    box = Postbox()
    assert send(world, box)
    assert [message["Subject"] for message in box.messages] == ["Na de kapotte"]


def test_a_subject_of_two_lines_cannot_add_a_header(world: World) -> None:
    put(world, Letter(LETTER.recipient, "Hallo\r\nBcc: iedereen@voorbeeld.example", "tekst\n"))
    box = Postbox()
    assert send(world, box)
    (message,) = box.messages
    assert message["Subject"] == "Hallo Bcc: iedereen@voorbeeld.example"
    assert message["Bcc"] is None
    put(world, Letter("twee\r\nregels@voorbeeld.example", "Hallo", "tekst\n"))
    assert send(world, box)
    assert len(box.messages) == 1


def test_a_process_that_dies_while_sending_leaves_the_mail_to_another(world: World) -> None:
    put(world)
    with pytest.raises(KeyboardInterrupt):
        send(world, Postbox(KeyboardInterrupt()))
    assert not send(world, Postbox())
    world.clock.now += CLAIM
    box = Postbox()
    assert send(world, box)
    assert len(box.messages) == 1


def test_several_workers_send_each_mail_once(world: World) -> None:
    for number in range(6):
        put(world, Letter(LETTER.recipient, f"brief {number}", "tekst\n"))
    box = Postbox(seconds=0.05)
    at_once([partial(empty, world, box)] * 4)
    assert sorted(message["Subject"] for message in box.messages) == [
        f"brief {number}" for number in range(6)
    ]


def empty(world: World, box: Postbox) -> None:
    while send(world, box):
        pass


def test_learners_are_not_kept_waiting_by_a_slow_mail_server(world: World) -> None:
    put(world)
    queued: list[bool] = []

    def slow(message: EmailMessage) -> None:
        put(world, Letter("otto@voorbeeld.example", "Ondertussen", "tekst\n"))
        queued.append(True)

    assert send(world, slow)
    assert queued == [True]
