"""`training worker`: send the mail that waits, and do the long work that waits."""

import argparse
import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

from training.app import create_app
from training.config import Settings
from training.demo.findings import work as findings
from training.installation import now, open_installation, read_settings
from training.services import nightly, own_data, settling
from training.services.aligning import asking, making
from training.services.drifting import work as drifting
from training.services.duties import rule_job
from training.services.improving import counting
from training.services.jobs import Apart, NewJob, Step, enqueue, run_next
from training.services.library import Library, Shelf
from training.services.mail import send_next
from training.services.measuring import inviting, planning, reporting, telling
from training.services.organisation import importing
from training.services.publishing import upkeep
from training.services.refreshing import work as refreshing
from training.services.reminding import sweep
from training.services.reporting import large, schedules
from training.services.reporting.seal import key_from
from training.services.signals import daily
from training.services.signals.office import Office
from training.services.stocktake import inviting as stocktake_inviting
from training.services.stocktake import scoring, waves
from training.services.stocktake.results import lowest_sub_points
from training.services.talking import work as talking
from training.services.transports import batch, transport_for
from training.store.engine import Database
from training.store.tally import fold
from training.web.mailing import Writer, writer_of

EVERY_SECONDS = 2.0
STEPS_A_ROUND = 10
MAILS_A_ROUND = 100
CODE_BITS = 80
"""Chance in the code of a stocktake."""

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
        while worker.round():
            pass
        return 1 if worker.has_failed else 0
    try:
        worker.run()
    except KeyboardInterrupt:
        worker.stop()
    return 0


def steps_of(write: Writer, settings: Settings) -> Mapping[str, Step | Apart]:
    """List the kinds of long work, each with what does its next step."""
    people = importing.PeopleWork(write)
    office = Office(settings.secret_key, settings.country, settings.promises)
    return {
        importing.CHECK: people.check,
        importing.IMPORT: people.bring_in,
        rule_job.KIND: rule_job.step,
        nightly.KIND: nightly.step,
        counting.KIND: counting.EvidenceWork().step,
        sweep.KIND: sweep.sweep_with(write),
        schedules.KIND: schedules.step_with(write),
        large.KIND: large.step_with(key_from(settings.secret_key)),
        settling.KIND: settling.step,
        upkeep.KIND: upkeep.step_with(write),
        own_data.KIND: own_data.step_for(settings.keep_answers),
        planning.INVITE: inviting.step,
        planning.REPORT: reporting.step,
        telling.KIND: telling.step_with(write),
        refreshing.KIND: Apart(refreshing.RefreshWork(write, _lowest).think),
        drifting.KIND: drifting.step_with(write),
        waves.SCORE: Apart(scoring.ScoreWork().think),
        stocktake_inviting.KIND: stocktake_inviting.step_with(write, _draw),
        findings.KIND: findings.step_for(office),
        asking.KIND: Apart(making.AlignmentWork().think),
        talking.KIND: Apart(talking.think),
        daily.KIND: daily.step_with(write, office),
    }


def _draw() -> int:
    return secrets.randbits(CODE_BITS)


def _lowest(library: Library) -> tuple[str, ...]:
    """Give the sub-points that come back more often: the lowest two of the stocktaking."""
    return lowest_sub_points(library.session)


def jobs_due(library: Library, at: datetime, spacing: str) -> Iterator[NewJob]:
    """Give what the calendar asks for at this moment where the organisation is."""
    local_now = library.local(at)
    for job in (
        nightly.due_job(local_now),
        sweep.due_today(library, at),
        schedules.due_job(local_now),
        upkeep.due_job(local_now),
        counting.due_job(local_now),
        own_data.due_job(local_now),
        telling.due_job(local_now),
        refreshing.due_job(local_now, spacing),
        drifting.due_job(local_now, spacing),
        asking.due_job(library, at),
        talking.due_job(library),
        daily.due_job(local_now),
    ):
        if job:
            yield job


class Worker:
    """Does what waits now and then; several may do so at once."""

    def __init__(self, database: Database, settings: Settings, write: Writer) -> None:
        """Prepare the way out that the settings name."""
        self._database = database
        self._sender = settings.mail_from
        self._transport = transport_for(settings.mail)
        self._steps = steps_of(write, settings)
        self._shelf = Shelf()
        self._zone = ZoneInfo(settings.time_zone)
        self._spacing = settings.spacing
        self._stopped = Event()
        self._planned: set[str | None] = set()
        self.has_failed = False

    def run(self) -> None:
        """Do what waits every few seconds until told to stop."""
        has_more = False
        while not self._stopped.wait(0 if has_more else EVERY_SECONDS):
            has_more = self.round()

    def round(self) -> bool:
        """Do all that is due; tells whether there is more to do at once.

        What goes wrong in one part does not keep the others from theirs.
        """
        has_more = False
        for part in (self._plan, self._work_on, self._count, self._send):
            try:
                has_more = part() or has_more
            except Exception:
                self.has_failed = True
                log.exception("the worker could not finish a part of a round: %s", part.__name__)
        return has_more and not self._stopped.is_set()

    def stop(self) -> None:
        """Stop after what is being done."""
        self._stopped.set()

    def _plan(self) -> bool:
        """Put in the queue what the day asks for; what this worker put there it remembers."""
        at = now()
        with self._database.reading() as session:
            library = Library(session, self._shelf, self._zone)
            due = list(jobs_due(library, at, self._spacing))
        new = [job for job in due if job.key not in self._planned]
        if new:
            with self._transaction() as library:
                for job in new:
                    enqueue(library.session, job, at=at)
        self._planned = {job.key for job in due}
        return False

    def _work_on(self) -> bool:
        """Work for a while: a password that somebody waits for does not wait for an import."""
        return all(not self._stopped.is_set() and self._work() for _ in range(STEPS_A_ROUND))

    def _count(self) -> bool:
        with self._transaction() as library:
            fold(library.session)
        return False

    def _send(self) -> bool:
        """Send for a while: between two portions of a full outbox other work gets its turn."""
        with batch(self._transport):
            return all(
                not self._stopped.is_set() and self._send_next() for _ in range(MAILS_A_ROUND)
            )

    def _work(self) -> bool:
        return run_next(self._transaction, self._steps, at=now(), reading=self._reading)

    def _send_next(self) -> bool:
        return send_next(
            self._database.writing.begin,
            self._transport,
            self._sender,
            at=now(),
            zone=self._zone,
        )

    @contextmanager
    def _transaction(self) -> Iterator[Library]:
        with self._database.writing() as session, session.begin():
            yield Library(session, self._shelf, self._zone)

    @contextmanager
    def _reading(self) -> Iterator[Library]:
        with self._database.reading() as session:
            yield Library(session, self._shelf, self._zone)
