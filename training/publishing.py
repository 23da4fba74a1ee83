"""Brings the library of an installation in step with its folder."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from training.config import Settings
from training.installation import now
from training.library_files import read_files
from training.resources import bundled
from training.services.library import Library, Shelf
from training.services.loading import LoadReport, load
from training.store.engine import Database


@dataclass(frozen=True, slots=True)
class Published:
    """What was published from which folder."""

    root: Path
    report: LoadReport


def publish_library(settings: Settings, database: Database) -> Published:
    """Publish what changed; what is broken keeps its last good revision."""
    root = Path(settings.library) if settings.library else bundled("content").parent
    at = now()
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    with database.writing() as session, session.begin():
        report = load(Library(session, Shelf()), read_files(root), at=at, today=today)
    return Published(root, report)
