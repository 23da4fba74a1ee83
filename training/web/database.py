"""The only place that commits: one transaction around one use case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo

from flask import current_app
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from training.services.errors import Conflict, Invalid, Unavailable
from training.services.library import Library, Shelf

EXTENSION = "uitnodigend.database"


@dataclass(frozen=True, slots=True)
class Sessions:
    """How to open a session, and what all transactions of this process share."""

    writing: Callable[[], Session]
    reading: Callable[[], Session]
    shelf: Shelf
    zone: tzinfo


@contextmanager
def transaction() -> Iterator[Library]:
    """Run a use case that may write: commit at the end, roll back on any exception.

    What the unique constraints refuse is a race that somebody else won: `Conflict`. What cannot
    be stored, such as a NUL in PostgreSQL: `Invalid`. A database
    that cannot be reached, is locked or has no room left: `Unavailable`.
    """
    sessions = _sessions()
    with _translated(), sessions.writing() as session, session.begin():
        yield Library(session, sessions.shelf, sessions.zone)


@contextmanager
def reading() -> Iterator[Library]:
    """Run a use case that only reads."""
    sessions = _sessions()
    with _translated(), sessions.reading() as session:
        yield Library(session, sessions.shelf, sessions.zone)


def _sessions() -> Sessions:
    sessions = current_app.extensions[EXTENSION]
    if not isinstance(sessions, Sessions):
        raise TypeError(sessions)
    return sessions


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Conflict("race") from error
    except DataError as error:
        raise Invalid("unstorable") from error
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        cause = getattr(error, "orig", None) or error
        current_app.logger.error("database unavailable: %s", type(cause).__name__)
        raise Unavailable("database") from error
