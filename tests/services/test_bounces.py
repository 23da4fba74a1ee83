"""Reports that a mail could not be delivered: read as servers write them, whatever they hold."""

from uuid import UUID

import pytest

from tests.services.test_mail import Postbox, put, rows, send
from tests.world import World
from training.services import mail
from training.services.bounces import read_notification

ID = "01913c5e-7a8b-7c3d-8e9f-0a1b2c3d4e5f"
REPORT = """From: MAILER-DAEMON@mx.example
To: training@voorbeeld.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4XYZ

Final-Recipient: rfc822; lena@voorbeeld.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <lena@voorbeeld.example>: User
    unknown

--grens
Content-Type: {kind}

From: Uitnodigend <training@voorbeeld.example>
Message-ID: <{id}@voorbeeld.example>
Subject: Herinnering

{text}
--grens--
"""


def report(action: str = "failed", kind: str = "message/rfc822", id_: str = ID) -> bytes:
    text = REPORT.format(action=action, kind=kind, id=id_, text="tekst")
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_failure_names_the_mail_and_the_reason(kind: str) -> None:
    found = read_notification(report(kind=kind))
    assert found
    assert found.mail_id == UUID(ID)
    assert found.words == "smtp; 550 5.1.1 <lena@voorbeeld.example>: User unknown"


def test_a_server_may_name_the_mail_only_as_what_it_answers_to() -> None:
    bare = report().replace(b"Message-ID:", b"X-Was:")
    assert read_notification(bare) is None
    found = read_notification(f"In-Reply-To: <{ID}@voorbeeld.example>\r\n".encode() + bare)
    assert found
    assert found.mail_id == UUID(ID)


@pytest.mark.parametrize(
    "source",
    [
        report(action="delayed"),
        report(action="delivered"),
        report(id_="other"),
        b"",
        b"\xff\x00\xfe",
        b"Subject: hallo\r\n\r\nIk ben met vakantie.",
        b"Content-Type: multipart/report; boundary=\r\n\r\n--\r\n",
        b"Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n*",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
        ),
    ],
)
def test_what_reports_no_failure_of_ours_is_left_alone(source: bytes) -> None:
    assert read_notification(source) is None


def test_a_mail_that_comes_back_is_marked_and_keeps_when_it_was_sent(world: World) -> None:
    put(world)
    send(world, Postbox())
    (row,) = rows(world)
    found = read_notification(report(id_=str(row.id)))
    assert found
    for _ in range(2):
        with world.session() as session:
            assert mail.note_bounce(session, found)
    (row,) = rows(world)
    assert (row.outcome, row.sent_at) == ("bounced", world.clock())
    assert row.failure.endswith("User unknown")


def test_a_report_about_a_mail_that_we_never_sent_changes_nothing(world: World) -> None:
    put(world)
    found = read_notification(report())
    assert found
    with world.session() as session:
        assert not mail.note_bounce(session, found)
    assert rows(world)[0].outcome == "waiting"
