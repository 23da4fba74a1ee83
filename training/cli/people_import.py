"""`training people import`: check an HR file and bring it in, with its errors told by line."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from training.cli.sentences import translator
from training.config import Settings
from training.installation import now, open_installation, read_settings
from training.services import jobs
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid
from training.services.jobs import Transactions
from training.services.library import Library, Shelf
from training.services.organisation import files, importing
from training.services.organisation.checking import Check
from training.services.organisation.files import FileView
from training.services.organisation.importing import DONE, PeopleWork
from training.services.organisation.report import Report
from training.store.engine import Database
from training.web.marking import N_
from training.web.people_faults import told

ACTOR = Actor(None, "command line")
SHOW_EVERY = 0.5
COUNTS = {
    "joined": N_("nieuw"),
    "left": N_("uit dienst"),
    "returned": N_("terug"),
    "moved": N_("andere eenheid"),
    "changed": N_("andere gegevens"),
    "unchanged": N_("blijft gelijk"),
}
NOTHING = N_("Er is niets ingelezen.")
LEAVERS = N_(
    "%(leavers)s van de %(imported)s mensen zouden uit dienst gaan: meer dan 10 procent. "
    "Klopt dat, geef dan --leavers %(leavers)s."
)
BUSY = N_("Er wordt al een bestand ingelezen. Wacht tot dat klaar is.")

Say = Callable[[str], str]


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser("import", help="bring in an HR file (CSV); see docs/hr-file.md")
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="check, and change nothing")
    parser.add_argument(
        "--leavers", default="", metavar="N", help="confirm that so many people are deactivated"
    )
    parser.add_argument("--language", choices=("nl", "en"), default="nl")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check, tell, and bring in; 1 when nothing was brought in, 2 for a file that is not there."""
    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{arguments.file}: {error.strerror}\n")
        return 2
    say, settings = translator(arguments.language), read_settings()
    database = open_installation(settings)
    try:
        report = _check(database, settings, content)
        _tell(arguments.file, report, say)
        if report.faults_total:
            return 1
        if arguments.dry_run:
            sys.stdout.write(say(NOTHING) + "\n")
            return 0
        if report.needs_confirmation and arguments.leavers != str(report.leavers):
            numbers = {"leavers": report.leavers, "imported": report.imported}
            sys.stderr.write(f"{say(LEAVERS) % numbers} {say(NOTHING)}\n")
            return 1
        return _bring_in(database, settings, arguments, content, say)
    finally:
        database.close()


def _check(database: Database, settings: Settings, content: bytes) -> Report:
    """Check without writing anything, so that nobody waits for it."""
    check, today = Check(content), now().astimezone(ZoneInfo(settings.time_zone)).date()
    with database.reading() as session:
        while not check.advance(session, today=today, at=now()):
            _show(check.done, check.total)
    _show_end()
    return check.report or Report()


def _bring_in(
    database: Database, settings: Settings, arguments: argparse.Namespace, content: bytes, say: Say
) -> int:
    transactions = _transactions(database, settings)
    with transactions() as library:
        file_id = files.upload(library.session, arguments.file.name, content, ACTOR, at=now())
    _work(transactions, file_id)
    try:
        with transactions() as library:
            files.begin_import(library.session, file_id, arguments.leavers, ACTOR, at=now())
    except (Conflict, Invalid):
        with transactions() as library:
            files.drop(library.session, file_id, ACTOR, at=now())
        sys.stderr.write(f"{say(BUSY)} {say(NOTHING)}\n")
        return 1
    return 0 if _work(transactions, file_id).state == DONE else 1


def _work(transactions: Transactions, file_id: UUID) -> FileView:
    """Do the steps here; a worker of a server that runs may do some of them."""
    people = PeopleWork()
    steps = {importing.CHECK: people.check, importing.IMPORT: people.bring_in}
    while True:
        with transactions() as library:
            view = files.find(library.session, file_id)
        if view.job is None or view.job.is_ended:
            _show_end()
            return view
        if not jobs.run_next(transactions, steps, at=now(), only=view.job.id):
            time.sleep(SHOW_EVERY)
        _show(view.job.done, view.job.total)


def _transactions(database: Database, settings: Settings) -> Transactions:
    shelf, zone = Shelf(), ZoneInfo(settings.time_zone)

    @contextmanager
    def transaction() -> Iterator[Library]:
        with database.writing() as session, session.begin():
            yield Library(session, shelf, zone)

    return transaction


def _tell(path: Path, report: Report, say: Say) -> None:
    for fault in report.faults:
        line = told(fault, say)
        place = " ".join(filter(None, (line.column, line.value and f"“{line.value}”")))
        parts = (f"{path}:{line.line}:", place and f"{place}:", line.what, line.remedy)
        sys.stdout.write(_printable(" ".join(filter(None, parts))) + "\n")
    for fault in report.warnings:
        line = told(fault, say)
        sys.stdout.write(_printable(f"{path}:{line.line}: {line.column}: {line.what}") + "\n")
    if not report.faults_total:
        counts = (f"{say(text)} {report.counts.get(name, 0)}" for name, text in COUNTS.items())
        sys.stdout.write(", ".join(counts) + ".\n")
        return
    more = report.faults_total - len(report.faults)
    sys.stdout.write((f"+{more}\n" if more else "") + say(NOTHING) + "\n")


def _printable(text: str) -> str:
    """Let no control character of a file reach the terminal."""
    return "".join(mark if mark.isprintable() else "�" for mark in text)


def _show(done: int, total: int) -> None:
    if sys.stderr.isatty() and total:
        sys.stderr.write(f"\r{done * 100 // total:3d} %")
        sys.stderr.flush()


def _show_end() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r     \r")
