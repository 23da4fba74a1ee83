"""Ways out for mail: the terminal, a folder, and a real SMTP conversation on this machine."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest

from training.services.transports import batch, transport_for

TEXT = "Beste Lena,\n\nKies een wachtwoord: https://x.example/é\n"


@pytest.fixture
def message() -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Uitnodigend <training@voorbeeld.example>"
    letter["To"] = "lena@voorbeeld.example"
    letter["Subject"] = "Een nieuw wachtwoord: één"
    letter["Message-ID"] = "<0192-abc@voorbeeld.example>"
    letter.set_content(TEXT)
    return letter


@dataclass
class SmtpServer:
    """Speaks just enough SMTP to take a mail, on a port of its own."""

    refuses: bool = False
    visits: int = 1
    mails_a_visit: int | None = None
    falls_silent: bool = False
    lines: list[str] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[int]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = Thread(target=self.serve, args=(listener,))
            thread.start()
            yield listener.getsockname()[1]
            thread.join(timeout=10)

    def serve(self, listener: socket.socket) -> None:
        for _ in range(self.visits):
            self.serve_one(listener)

    def serve_one(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        # Some of these tests hang up in the middle, as a client may.
        with suppress(ConnectionError), connection, connection.makefile("rwb") as stream:
            stream.write(b"220 hello\r\n")
            stream.flush()
            is_text, taken = False, 0
            for raw in stream:
                line = raw.decode().rstrip("\r\n")
                self.lines.append(line)
                is_text = line != "." if is_text else False
                if is_text:
                    continue
                taken += line == "."
                is_full = self.mails_a_visit == taken
                if is_full and self.falls_silent:
                    return
                if is_full and line.upper().startswith("MAIL"):
                    stream.write(b"421 enough for now\r\n")
                    return
                stream.write(self.reply(line).encode() + b"\r\n")
                stream.flush()
                is_text = line.upper() == "DATA"
                if line.upper() == "QUIT":
                    return

    def reply(self, line: str) -> str:
        verb = line.upper().split(" ")[0].split(":")[0]
        if self.refuses and verb == "RCPT":
            return "550 no such person"
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 fine")


def test_the_console_shows_a_readable_mail(
    message: EmailMessage, capsys: pytest.CaptureFixture[str]
) -> None:
    transport_for("console")(message)
    shown = capsys.readouterr().out
    assert "Subject: Een nieuw wachtwoord: één" in shown
    assert TEXT in shown


def test_a_folder_gets_one_file_per_mail(message: EmailMessage, tmp_path: Path) -> None:
    folder = tmp_path / "post" / "uit"
    deliver = transport_for(f"file:{folder}")
    deliver(message)
    deliver(message)
    (file,) = folder.iterdir()
    assert file.name == "0192-abc.txt"
    assert TEXT in file.read_text(encoding="utf-8")


def test_a_server_gets_the_mail_as_it_was_written(message: EmailMessage) -> None:
    server = SmtpServer()
    with server.running() as port:
        transport_for(f"smtp://127.0.0.1:{port}")(message)
    assert "mail FROM:<training@voorbeeld.example>" in " ".join(server.lines)
    assert "rcpt TO:<lena@voorbeeld.example>" in " ".join(server.lines)
    assert any(line.startswith("Message-ID: <0192-abc@") for line in server.lines)


def test_a_refusal_of_the_server_is_an_error_that_is_tried_again(message: EmailMessage) -> None:
    server = SmtpServer(refuses=True)
    with server.running() as port, pytest.raises(OSError, match="no such person"):
        transport_for(f"smtp://127.0.0.1:{port}")(message)


def test_a_server_that_is_not_there_is_an_error_that_is_tried_again(
    message: EmailMessage,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for scheme in ("smtp", "smtps"):
        with pytest.raises(OSError, match="refused"):
            transport_for(f"{scheme}://127.0.0.1:{port}")(message)


def test_a_password_is_never_sent_in_the_clear(message: EmailMessage) -> None:
    server = SmtpServer()
    with server.running() as port, pytest.raises(smtplib.SMTPNotSupportedError):
        transport_for(f"smtp://lena:geheim%40@127.0.0.1:{port}")(message)
    assert not any("AUTH" in line.upper() for line in server.lines)


def written(number: int) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "training@voorbeeld.example"
    letter["To"] = "lena@voorbeeld.example"
    letter["Message-ID"] = f"<{number}@voorbeeld.example>"
    letter.set_content(TEXT)
    return letter


def taken_by(server: SmtpServer) -> list[str]:
    return [line.split("<")[1].split("@")[0] for line in server.lines if "Message-ID" in line]


def test_the_mails_of_a_batch_share_one_connection() -> None:
    server = SmtpServer()
    with server.running() as port, batch(transport_for(f"smtp://127.0.0.1:{port}")) as deliver:
        for number in range(5):
            deliver(written(number))
    assert taken_by(server) == ["0", "1", "2", "3", "4"]
    assert server.lines[-1].upper() == "QUIT"


def test_outside_a_batch_no_connection_stays_open(message: EmailMessage) -> None:
    server = SmtpServer(visits=2)
    with server.running() as port:
        deliver = transport_for(f"smtp://127.0.0.1:{port}")
        deliver(message)
        deliver(message)
    assert [line.upper() for line in server.lines].count("QUIT") == 2


def test_a_server_that_takes_so_many_mails_a_connection_gets_the_rest_on_another() -> None:
    server = SmtpServer(visits=3, mails_a_visit=2)
    with server.running() as port, batch(transport_for(f"smtp://127.0.0.1:{port}")) as deliver:
        for number in range(5):
            deliver(written(number))
    assert taken_by(server) == ["0", "1", "2", "3", "4"]


def test_a_mail_of_which_nobody_knows_whether_it_was_taken_is_not_sent_again_at_once() -> None:
    server = SmtpServer(visits=2, mails_a_visit=1, falls_silent=True)
    with server.running() as port, batch(transport_for(f"smtp://127.0.0.1:{port}")) as deliver:
        with pytest.raises(smtplib.SMTPServerDisconnected):
            deliver(written(0))
        server.falls_silent = False
        deliver(written(1))
    assert taken_by(server) == ["0", "1"]


def test_who_is_refused_does_not_keep_the_next_one_from_the_mail() -> None:
    server = SmtpServer(visits=2, refuses=True)
    with server.running() as port, batch(transport_for(f"smtp://127.0.0.1:{port}")) as deliver:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            deliver(written(0))
        server.refuses = False
        deliver(written(1))
    assert taken_by(server) == ["1"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_must_have_a_certificate_that_is_trusted(
    message: EmailMessage, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    contexts: list[ssl.SSLContext] = []

    def stop(*_: object, context: ssl.SSLContext, **__: object) -> None:
        contexts.append(context)
        raise OSError("seen enough")

    monkeypatch.setattr(smtplib, "SMTP_SSL", stop)
    monkeypatch.setattr(smtplib.SMTP, "starttls", stop)
    server = SmtpServer()
    with server.running() as port:
        with pytest.raises(OSError, match="seen enough"):
            transport_for(f"{scheme}://lena:geheim@127.0.0.1:{port}")(message)
        if scheme == "smtps":  # nobody came: let the server go
            socket.create_connection(("127.0.0.1", port)).close()
    (context,) = contexts
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
