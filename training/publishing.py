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
from training.services.progress import settle_begun
from training.store.engine import Database

BATCH = 100


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
    if report.published or report.retired:
        settle(database)
    return Published(root, report)


def settle(database: Database) -> None:
    """Bring the progress of who is busy in step with what was published."""
    shelf, last = Shelf(), None
    while True:
        with database.writing() as session, session.begin():
            last = settle_begun(Library(session, shelf), last, limit=BATCH, at=now())
        if last is None:
            return
