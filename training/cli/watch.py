"""`training watch DIR`: load a folder each time that a file in it is saved, until Ctrl-C."""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from watchfiles import Change as Saved
from watchfiles import watch

from training.cli.load import Opened, add_arguments, load_once, open_both
from training.cli.sentences import translator
from training.installation import now
from training.library_files import FOLDERS
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
    with open_both(arguments, keeps_going=True) as opened:
        if opened is None:
            return 2
        # The root itself: a folder that is made or replaced later is seen as well.
        root = opened.asked.root
        rounds = watch(root, debounce=WAIT_MILLISECONDS, watch_filter=is_text, raise_interrupt=True)
        follow(opened, rounds)
    return 0


def is_text(_change: Saved, path: str) -> bool:
    """Tell whether a saved file can be part of a library; editors leave others beside it."""
    place = Path(path)
    is_hidden = place.name.startswith((".", "~", "#"))
    return not is_hidden and place.suffix == ".md" and any(f in place.parts for f in FOLDERS)


def follow(opened: Opened, rounds: Rounds) -> None:
    """Load once, and again at every round of saves."""
    say = translator(opened.asked.language)
    sys.stdout.write(f"{say(WATCHING) % {'folder': opened.asked.root}}\n")
    _load(opened, now())
    for _ in rounds:
        _load(opened, now())


def _load(opened: Opened, at: datetime) -> None:
    sys.stdout.write(f"\n{at.astimezone(opened.zone):%H:%M:%S}\n")
    load_once(opened, at=at)
    sys.stdout.flush()
