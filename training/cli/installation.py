"""What every command needs of an installation: its settings, its database, its library."""

import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from training.cli.report import write_problems
from training.config import Settings, SettingsError
from training.resources import bundled
from training.services.library import Library, Shelf
from training.services.loading import load
from training.store import migrate
from training.store.engine import Database, open_database

FOLDERS = ("content", "quizzes")
PRIVATE = 0o077


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; a folder of our own gets a secret key of its own."""
    settings = Settings.from_environ(os.environ if environ is None else environ)  # noqa: TID251 -- an entry point
    os.umask(PRIVATE)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if settings.secret_key:
        return settings
    if settings.public_url:
        raise SettingsError("TRAINING_SECRET_KEY: needed as soon as TRAINING_PUBLIC_URL is set.")
    return replace(settings, secret_key=_own_secret(settings.data_dir / "secret.key"))


def open_installation(settings: Settings) -> Database:
    """Open the database and bring it to the schema of this version."""
    database = open_database(settings.database, pool_size=settings.threads + 2)
    if not migrate.is_current(database.engine):
        migrate.upgrade(database.engine)
    return database


def load_library(settings: Settings, database: Database) -> None:
    """Publish what changed in the folders; tell on the terminal what cannot be published."""
    root = Path(settings.library) if settings.library else None
    folders = {name: root / name if root else bundled(name) for name in FOLDERS}
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    at = now()
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    with database.writing() as session, session.begin():
        report = load(Library(session, Shelf()), files, at=at, today=today)
    write_problems(sys.stderr, report.refused, files)


def now() -> datetime:
    """Read the clock: the one place where commands do."""
    return datetime.now(UTC)  # noqa: TID251 -- an entry point


def _own_secret(file: Path) -> str:
    if not file.exists():
        # Another process may do the same at this moment: whoever links first wins.
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        draft.unlink()
    return file.read_text().strip()
