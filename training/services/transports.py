"""Ways out for mail: the terminal, a folder, or an SMTP server."""

import smtplib
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from training.services.mail import Transport

SMTP_SECONDS = 20
SMTP_PORT = 587
SMTPS_PORT = 465
FINE, CLOSING = 250, 421


def transport_for(setting: str) -> Transport:
    """Choose by the setting: `console`, `file:FOLDER`, `smtp://…` or `smtps://…`."""
    if setting == "console":
        return to_console
    if setting.startswith("file:"):
        return _to_folder(Path(setting.removeprefix("file:")))
    return _ToServer(setting)


@contextmanager
def batch(transport: Transport) -> Iterator[Transport]:
    """Keep one connection to a server for the mails of a batch, and close it afterwards."""
    if not isinstance(transport, _ToServer):
        yield transport
        return
    transport.is_batch = True
    try:
        yield transport
    finally:
        transport.is_batch = False
        transport.close()


def to_console(message: EmailMessage) -> None:
    """Show a mail on the terminal."""
    sys.stdout.write(f"\n--- mail\n{_readable(message)}--- end of mail\n")
    sys.stdout.flush()


def _readable(message: EmailMessage) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in message.items())
    return f"{head}\n{message.get_content()}"


def _to_folder(folder: Path) -> Transport:
    def deliver(message: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (folder / f"{name}.txt").write_text(_readable(message), encoding="utf-8")

    return deliver


class _ToServer:
    """Speaks with a server: a connection a mail, or one for all mails of a batch."""

    def __init__(self, address: str) -> None:
        """Remember where the server is; nothing is opened yet."""
        self._parts = urlsplit(address)
        self._trust = ssl.create_default_context()  # smtplib by itself believes any certificate
        self._open: smtplib.SMTP | None = None
        self.is_batch = False

    def __call__(self, message: EmailMessage) -> None:
        """Hand a mail over, on the open connection if the server still listens there."""
        was_open = self._is_open()
        try:
            self._send(message)
        except smtplib.SMTPSenderRefused as refusal:
            # Some servers take so many mails a connection. Of this one they took nothing yet.
            if not was_open or refusal.smtp_code != CLOSING:
                raise
            self._send(message)
        finally:
            if not self.is_batch:
                self.close()

    def close(self) -> None:
        """Say goodbye; what was handed over stays so, however the server takes that."""
        server, self._open = self._open, None
        if server:
            with suppress(OSError):
                server.quit()
            server.close()

    def _is_open(self) -> bool:
        if self._open is None:
            return False
        with suppress(OSError):
            if self._open.noop()[0] == FINE:
                return True
        self.close()
        return False

    def _send(self, message: EmailMessage) -> None:
        try:
            if self._open is None:
                self._open = _connect(self._parts, self._trust)
                self._log_in(self._open)
            self._open.send_message(message)
        except BaseException:  # what the connection is waiting for is not known any more
            self.close()
            raise

    def _log_in(self, server: smtplib.SMTP) -> None:
        parts = self._parts
        if parts.scheme == "smtp" and parts.username:
            server.starttls(context=self._trust)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))


def _connect(parts: SplitResult, trust: ssl.SSLContext) -> smtplib.SMTP:
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        port = parts.port or SMTPS_PORT
        return smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=trust)
    return smtplib.SMTP(host, parts.port or SMTP_PORT, timeout=SMTP_SECONDS)
