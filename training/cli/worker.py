"""`training worker`: send the mail that waits in the outbox."""

import argparse
import logging
from threading import Event

from training.config import Settings
from training.installation import now, open_installation, read_settings
from training.services.mail import send_next
from training.services.transports import transport_for
from training.store.engine import Database

EVERY_SECONDS = 2.0

log = logging.getLogger(__name__)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("worker", help="send waiting mail, until stopped")
    parser.add_argument("--once", action="store_true", help="send what is due now, then stop")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until Ctrl-C."""
    settings = read_settings()
    postman = Postman(open_installation(settings), settings)
    if arguments.once:
        postman.empty()
        return 0
    try:
        postman.run()
    except KeyboardInterrupt:
        postman.stop()
    return 0


class Postman:
    """Empties the outbox now and then; several may do so at once."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """Prepare the way out that the settings name."""
        self._database = database
        self._sender = settings.mail_from
        self._transport = transport_for(settings.mail)
        self._stopped = Event()

    def run(self) -> None:
        """Empty the outbox every few seconds until told to stop."""
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                self.empty()
            except Exception:  # one bad round must not silence all mail after it
                log.exception("the outbox could not be emptied")

    def empty(self) -> None:
        """Send all that is due."""
        while self._send_next() and not self._stopped.is_set():
            pass

    def stop(self) -> None:
        """Stop after the mail that is being sent."""
        self._stopped.set()

    def _send_next(self) -> bool:
        return send_next(self._database.writing.begin, self._transport, self._sender, at=now())
