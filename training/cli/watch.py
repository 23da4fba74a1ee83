"""`training watch DIR`: load a folder each time that a file in it is saved, until Ctrl-C."""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from watchfiles import Change as Saved
from watchfiles import watch

from training.cli.load import Asked, add_arguments, load_once
from training.cli.sentences import translator
from training.config import Settings
from training.installation import now, open_installation, read_settings
from training.library_files import FOLDERS, find_root
from training.store.engine import Database
from training.web.marking import N_

WAIT_MILLISECONDS = 300
"""Editors save in several steps: what comes within this time is one change."""
WATCHING = N_("Kijkt naar %(folder)s. Ctrl-C stopt.")

Rounds = Iterable[set[tuple[Saved, str]]]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("watch", help="load a folder of texts at every save")
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Watch; 2 for a folder that is no library."""
    root = find_root(arguments.folder)
    if root is None:
        sys.stderr.write(f"{arguments.folder}: no library: there is no content or quizzes in it\n")
        return 2
    settings = read_settings()
    database = open_installation(settings)
    asked = Asked(root, arguments.change, True, arguments.language)
    # The root itself: a folder that is made or replaced later is seen as well.
    rounds = watch(root, debounce=WAIT_MILLISECONDS, watch_filter=is_text, raise_interrupt=True)
    try:
        follow(database, settings, asked, rounds)
    finally:
        database.close()
    return 0


def is_text(_change: Saved, path: str) -> bool:
    """Tell whether a saved file can be part of a library; editors leave others beside it."""
    place = Path(path)
    is_hidden = place.name.startswith((".", "~", "#"))
    return not is_hidden and place.suffix == ".md" and any(f in place.parts for f in FOLDERS)


def follow(database: Database, settings: Settings, asked: Asked, rounds: Rounds) -> None:
    """Load once, and again at every round of saves."""
    say = translator(asked.language)
    sys.stdout.write(f"{say(WATCHING) % {'folder': asked.root}}\n")
    _load(database, settings, asked, now())
    for _ in rounds:
        _load(database, settings, asked, now())


def _load(database: Database, settings: Settings, asked: Asked, at: datetime) -> None:
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    sys.stdout.write(f"\n{at.astimezone(ZoneInfo(settings.time_zone)):%H:%M:%S}\n")
    load_once(database, asked, at=at, today=today)
    sys.stdout.flush()
