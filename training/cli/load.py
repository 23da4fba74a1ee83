"""`training load DIR`: bring in the files of an author, and tell what became of each."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from training.cli.check import told
from training.cli.sentences import translator
from training.domain.document import Change
from training.installation import now, open_installation, read_settings
from training.library_files import find_root, read_files
from training.library_folder import read_manifest
from training.publishing import receive_media, settle
from training.services.exchange.bringing import COMMAND_LINE, DOES, Brought, Order, Outcome, bring
from training.services.library import Library, Shelf
from training.services.media.arrivals import take_in
from training.store.engine import Database
from training.web.marking import N_
from training.web.media_words import media_sentence

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NEW: N_("nieuw, gepubliceerd"),
    Outcome.CHANGED: N_("veranderd, gepubliceerd"),
    Outcome.RENAMED: N_("andere bestandsnaam, gepubliceerd"),
    Outcome.RETIRED: N_("weggehaald"),
    Outcome.KEPT: N_("niet overgenomen: in de studio staat een nieuwere tekst"),
    Outcome.OFFERED: N_("aangeboden: een trainer veranderde deze tekst ook en kiest nu"),
    Outcome.WAITING: N_(
        "niet overgenomen: er wacht al een andere tekst op de keuze van een trainer"
    ),
    Outcome.REFUSED: N_("geweigerd"),
}
RESHAPED = N_("De opbouw is anders: dit is geen typefout. Gebruik --meaning.")
NOTHING = N_("Er is niets gepubliceerd. Verbeter de fouten, of geef --keep-going.")
SUMMARY = N_("Gepubliceerd: %(published)s. Hetzelfde: %(same)s. Geweigerd: %(refused)s.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked on the command line."""

    root: Path
    change: Change | None
    keeps_going: bool
    language: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An installation, where it is, and what is asked of it."""

    database: Database
    zone: ZoneInfo
    asked: Asked


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("load", help="bring a folder of texts into the library")
    add_arguments(parser)
    parser.add_argument("--keep-going", action="store_true", help="publish what has no errors")
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what `load` and `watch` share."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--meaning", dest="change", action="store_const", const=Change.MEANING,
        help="what changed says something else now",
    )  # fmt: skip
    change.add_argument(
        "--typo", dest="change", action="store_const", const=Change.TYPO,
        help="what changed mends slips only",
    )  # fmt: skip
    parser.add_argument("--language", choices=("nl", "en"), default="nl")


def run(arguments: argparse.Namespace) -> int:
    """Load; 1 when a file was refused, 2 for a folder that is no library."""
    with open_both(arguments, keeps_going=arguments.keep_going) as opened:
        return load_once(opened, at=now()) if opened else 2


@contextmanager
def open_both(arguments: argparse.Namespace, *, keeps_going: bool) -> Iterator[Opened | None]:
    """Open the folder and the installation; says so and gives none where it is no library."""
    root = find_root(arguments.folder)
    if root is None:
        sys.stderr.write(f"{arguments.folder}: no library: there is no content or quizzes in it\n")
        yield None
        return
    settings = read_settings()
    asked = Asked(root, arguments.change, keeps_going, arguments.language)
    with closing(open_installation(settings)) as database:
        yield Opened(database, ZoneInfo(settings.time_zone), asked)


def load_once(opened: Opened, *, at: datetime) -> int:
    """Bring a folder in, and tell."""
    database, asked, today = opened.database, opened.asked, at.astimezone(opened.zone).date()
    files = read_files(asked.root)
    texts = {path: data for path, data in files.items() if path.endswith(".md")}
    order = Order(
        files=texts,
        base=read_manifest(asked.root),
        names=frozenset(files.keys() - texts.keys()),
        change=asked.change,
        keeps_going=asked.keeps_going,
    )
    arrivals = receive_media(database, asked.root)
    with database.writing() as session, session.begin():
        library = Library(session, Shelf())
        refused = take_in(library, arrivals, COMMAND_LINE, at=at)
        order = replace(order, names=order.names - refused.keys())
        brought = bring(library, order, at=at, today=today)
    if brought.is_done and brought.paths(*DOES, Outcome.RETIRED):
        settle(database)
    say = translator(asked.language)
    for path, code in refused.items():
        sys.stdout.write(f"{path}: {media_sentence(code, say)}\n")
    tell(brought, asked.root, say)
    return 1 if refused or brought.paths(Outcome.REFUSED) else 0


def tell(brought: Brought, root: Path, say: Callable[[str], str]) -> None:
    """Tell what became of every file; of those that are the same only how many."""
    for path, outcome in brought.outcomes.items():
        is_told = outcome is Outcome.REFUSED or brought.is_done
        if outcome is not Outcome.SAME and is_told:
            sys.stdout.write(f"{path}: {say(OUTCOMES[outcome])}\n")
        if path in brought.faults:
            sys.stdout.write(told(root / path, brought.faults[path], say))
        elif path in brought.reshaped:
            sys.stdout.write(f"    {say(RESHAPED)}\n")
    if not brought.is_done:
        sys.stderr.write(f"{say(NOTHING)}\n")
    counts = {
        "published": len(brought.paths(*DOES)) if brought.is_done else 0,
        "same": len(brought.paths(Outcome.SAME)),
        "refused": len(brought.paths(Outcome.REFUSED)),
    }
    sys.stdout.write(f"{say(SUMMARY) % counts}\n")
