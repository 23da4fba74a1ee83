"""Publishes the library's folders, and tells on the terminal what cannot be published."""

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from training.cli.check import told
from training.cli.library_files import read_files
from training.cli.sentences import SOURCE_LANGUAGE, translator
from training.config import Settings
from training.domain.diagnostics import Severity
from training.installation import now
from training.resources import bundled
from training.services.library import Library, Shelf
from training.services.loading import load
from training.store.engine import Database


def load_library(settings: Settings, database: Database) -> None:
    """Publish what changed; what is broken keeps its last good revision."""
    root = Path(settings.library) if settings.library else bundled("content").parent
    at = now()
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    with database.writing() as session, session.begin():
        report = load(Library(session, Shelf()), read_files(root), at=at, today=today)
    say = translator(SOURCE_LANGUAGE)
    for path, diagnostics in report.refused.items():
        errors = [found for found in diagnostics if found.severity is Severity.ERROR]
        sys.stderr.write(told(root / path, errors, say))
