"""Brings the library of an installation in step with its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from training.config import Settings
from training.installation import now
from training.library_files import media_of, read_files
from training.resources import bundled
from training.services.audit import Actor
from training.services.library import Library, Shelf
from training.services.loading import LoadReport, load
from training.services.media.arrivals import Arrival, read_known, receive, take_in
from training.services.progress import settle_begun
from training.store.engine import Database

BATCH = 100


@dataclass(frozen=True, slots=True)
class Published:
    """What was published from which folder; `media` says why an image or sound was refused."""

    root: Path
    report: LoadReport
    media: Mapping[str, str] = field(default_factory=dict)


def publish_library(settings: Settings, database: Database) -> Published:
    """Publish what changed; what is broken keeps its last good revision."""
    root = Path(settings.library) if settings.library else bundled("content").parent
    at = now()
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    arrivals = receive_media(database, root)
    with database.writing() as session, session.begin():
        library = Library(session, Shelf())
        refused = take_in(library, arrivals, Actor(), at=at)
        files = {path: data for path, data in read_files(root).items() if path not in refused}
        report = load(library, files, at=at, today=today)
    if report.published or report.retired:
        settle(database)
    return Published(root, report, refused)


def receive_media(database: Database, root: Path) -> list[Arrival]:
    """Make the new images and sound of a folder anew, while nobody waits for the database."""
    with database.reading() as session:
        known = read_known(Library(session, Shelf()))
    return receive(known, media_of(root).items())


def settle(database: Database) -> None:
    """Bring the progress of who is busy in step with what was published."""
    shelf, last = Shelf(), None
    while True:
        with database.writing() as session, session.begin():
            last = settle_begun(Library(session, shelf), last, limit=BATCH, at=now())
        if last is None:
            return
