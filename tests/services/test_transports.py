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

from training.services.transports import transport_for

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
    lines: list[str] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[int]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = Thread(target=self.serve, args=(listener,))
            thread.start()
            yield listener.getsockname()[1]
            thread.join(timeout=10)

    def serve(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        # Some of these tests hang up in the middle, as a client may.
        with suppress(ConnectionError), connection, connection.makefile("rwb") as stream:
            stream.write(b"220 hello\r\n")
            stream.flush()
            is_text = False
            for raw in stream:
                line = raw.decode().rstrip("\r\n")
                self.lines.append(line)
                is_text = line != "." if is_text else False
                if is_text:
                    continue
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
