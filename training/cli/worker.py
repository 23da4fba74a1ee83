"""`training worker`: send the mail that waits, and do the long work that waits."""

import argparse
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

from training.app import create_app
from training.config import Settings
from training.installation import now, open_installation, read_settings
from training.services import nightly
from training.services.duties import rule_job
from training.services.jobs import NewJob, Step, enqueue, run_next
from training.services.library import Library, Shelf
from training.services.mail import send_next
from training.services.organisation import importing
from training.services.transports import transport_for
from training.store.engine import Database
from training.store.tally import fold
from training.web.mailing import Writer, writer_of

EVERY_SECONDS = 2.0

log = logging.getLogger(__name__)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("worker", help="send waiting mail and do long work, until stopped")
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until Ctrl-C."""
    settings = read_settings()
    database = open_installation(settings)
    write = writer_of(create_app(settings, database, clock=now), settings.base_url)
    worker = Worker(database, settings, write)
    if arguments.once:
        worker.round()
        return 0
    try:
        worker.run()
    except KeyboardInterrupt:
        worker.stop()
    return 0


def steps_of(write: Writer) -> Mapping[str, Step]:
    """List the kinds of long work, each with what does its next step."""
    people = importing.PeopleWork()
    return {
        importing.CHECK: people.check,
        importing.IMPORT: people.bring_in,
        nightly.KIND: nightly.step,
        rule_job.KIND: rule_job.step,
    }


DUE_JOBS: tuple[Callable[[datetime], NewJob | None], ...] = (nightly.due_job,)
"""What the calendar asks for: called each round with the time where the organisation is."""


class Worker:
    """Does what waits now and then; several may do so at once."""

    def __init__(self, database: Database, settings: Settings, write: Writer) -> None:
        """Prepare the way out that the settings name."""
        self._database = database
        self._sender = settings.mail_from
        self._transport = transport_for(settings.mail)
        self._steps = steps_of(write)
        self._shelf = Shelf()
        self._zone = ZoneInfo(settings.time_zone)
        self._stopped = Event()
        self._enqueued: dict[str, str | None] = {}

    def run(self) -> None:
        """Do what waits every few seconds until told to stop."""
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                self.round()
            except Exception:  # one bad round must not silence all after it
                log.exception("the worker could not finish a round")

    def round(self) -> None:
        """Do all that is due."""
        self._enqueue_due(now())
        while self._work() and not self._stopped.is_set():
            pass
        with self._transaction() as library:
            fold(library.session)
        while self._send_next() and not self._stopped.is_set():
            pass

    def stop(self) -> None:
        """Stop after what is being done."""
        self._stopped.set()

    def _enqueue_due(self, at: datetime) -> None:
        """Put in the queue what the calendar asks for; what this worker put there it remembers."""
        found = (due(at.astimezone(self._zone)) for due in DUE_JOBS)
        new = [job for job in found if job and self._enqueued.get(job.kind, "") != job.key]
        if not new:
            return
        with self._transaction() as library:
            for job in new:
                enqueue(library.session, job, at=at)
        self._enqueued |= {job.kind: job.key for job in new}

    def _work(self) -> bool:
        return run_next(self._transaction, self._steps, at=now())

    def _send_next(self) -> bool:
        return send_next(self._database.writing.begin, self._transport, self._sender, at=now())

    @contextmanager
    def _transaction(self) -> Iterator[Library]:
        with self._database.writing() as session, session.begin():
            yield Library(session, self._shelf, self._zone)
