"""What every entry point needs of an installation: its settings, its database, the clock."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from training.config import MINIMUM_SECRET, Settings, SettingsError
from training.store import migrate
from training.store.engine import Database, open_database

PRIVATE = 0o077
OTHERS = 0o007


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; a folder of our own gets a secret key of its own."""
    settings = Settings.from_environ(os.environ if environ is None else environ)  # noqa: TID251 -- an entry point
    os.umask(PRIVATE)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        _refuse_open_files(settings.data_dir)
        if settings.secret_key:
            return settings
        if settings.public_url:
            raise SettingsError("TRAINING_SECRET_KEY: needed as soon as there is a public address.")
        return replace(settings, secret_key=_own_secret(settings.data_dir / "secret.key"))
    except OSError as error:
        raise SettingsError(
            f"TRAINING_DATA_DIR: {settings.data_dir} cannot be used: {error.strerror}. "
            "Give this user the right to write there, or choose another folder."
        ) from error


def open_installation(settings: Settings) -> Database:
    """Open the database and bring it to the schema of this version."""
    try:
        database = open_database(settings.database, pool_size=settings.threads + 2)
        if not migrate.is_current(database.engine):
            migrate.upgrade(database.engine)
    except DatabaseError as error:
        # Only what the driver says: the address may hold a password.
        raise SettingsError(
            f"The database cannot be used, see TRAINING_DATABASE_URL: {error.orig}"
        ) from error
    return database


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)  # noqa: TID251 -- an entry point


def _own_secret(file: Path) -> str:
    if not file.exists():
        # Another process may do the same at this moment: whoever links first wins.
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    secret = file.read_text().strip()
    if len(secret) < MINIMUM_SECRET:
        raise SettingsError(f"{file}: too short to be a secret key. Remove it to get a new one.")
    return secret


def _refuse_open_files(folder: Path) -> None:
    for file in (folder / "secret.key", folder / "training.db"):
        if file.exists() and file.stat().st_mode & OTHERS:
            raise SettingsError(f"{file}: anyone on this machine can read it. Do: chmod o= {file}")
