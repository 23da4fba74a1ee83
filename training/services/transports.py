"""Ways out for mail: the terminal, a folder, or an SMTP server."""

import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

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
    host = parts.hostname or "localhost"

    def deliver(message: EmailMessage) -> None:
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or SMTPS_PORT, timeout=SMTP_SECONDS
            )
        else:
            server = smtplib.SMTP(host, parts.port or SMTP_PORT, timeout=SMTP_SECONDS)
        with server:
            if parts.scheme == "smtp" and parts.username:
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return deliver
