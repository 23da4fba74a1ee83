"""Ways out for mail: the terminal, a folder, or an SMTP server."""

import smtplib
import ssl
import sys
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from training.services.mail import Transport

SMTP_SECONDS = 20
SMTP_PORT = 587
SMTPS_PORT = 465


def transport_for(setting: str) -> Transport:
    """Choose by the setting: `console`, `file:FOLDER`, `smtp://…` or `smtps://…`."""
    if setting == "console":
        return to_console
    if setting.startswith("file:"):
        return _to_folder(Path(setting.removeprefix("file:")))
    return _to_server(setting)


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


def _to_server(address: str) -> Transport:
    parts = urlsplit(address)
    trust = ssl.create_default_context()  # smtplib by itself believes any certificate

    def deliver(message: EmailMessage) -> None:
        with _connect(parts, trust) as server:
            if parts.scheme == "smtp" and parts.username:
                server.starttls(context=trust)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return deliver


def _connect(parts: SplitResult, trust: ssl.SSLContext) -> smtplib.SMTP:
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        port = parts.port or SMTPS_PORT
        return smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=trust)
    return smtplib.SMTP(host, parts.port or SMTP_PORT, timeout=SMTP_SECONDS)
