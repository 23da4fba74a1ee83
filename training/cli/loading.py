"""Publishes the library's folders, and tells on the terminal what cannot be published."""

import sys
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from training.cli.report import write_problems
from training.config import Settings
from training.installation import now
from training.resources import bundled
from training.services.library import Library, Shelf
from training.services.loading import load
from training.store.engine import Database

FOLDERS: tuple[Literal["content", "quizzes"], ...] = ("content", "quizzes")


def load_library(settings: Settings, database: Database) -> None:
    """Publish what changed; what is broken keeps its last good revision."""
    files = _read(settings)
    at = now()
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    with database.writing() as session, session.begin():
        report = load(Library(session, Shelf()), files, at=at, today=today)
    write_problems(sys.stderr, report.refused, files)


def _read(settings: Settings) -> dict[str, bytes]:
    root = Path(settings.library) if settings.library else None
    folders = {name: root / name if root else bundled(name) for name in FOLDERS}
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
