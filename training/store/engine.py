"""Opens SQLite or PostgreSQL so that what was acknowledged is on disk."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

BUSY_SECONDS = 10
CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Database:
    """Two ways to open a session, for writing and for reading; `engine` is that of the writers."""

    engine: Engine
    writing: sessionmaker[Session]
    reading: sessionmaker[Session]
    anchor: Connection | None = None

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Give the engine of the writers and, where they have their own, that of the readers."""
        return (self.engine, self.anchor.engine) if self.anchor else (self.engine,)

    def close(self) -> None:
        """Give all connections back."""
        if self.anchor:
            self.anchor.close()
        for engine in self.engines:
            engine.dispose()


def open_database(url: str, *, pool_size: int = 10) -> Database:
    """Open a database by its SQLAlchemy URL; nothing is created or migrated."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url, pool_size)
    engine = create_engine(
        url,
        pool_size=pool_size,
        pool_pre_ping=True,
        # Behind PgBouncer a prepared statement may belong to another server connection.
        # A host that does not answer must not hold a thread for minutes.
        connect_args={"prepare_threshold": None, "connect_timeout": CONNECT_SECONDS},
        hide_parameters=True,  # a fault in the log must not hold what people wrote
    )
    sessions = sessionmaker(engine, expire_on_commit=False)
    return Database(engine, sessions, sessions)


def _open_sqlite(url: str, pool_size: int) -> Database:
    # A writer takes its lock at once: a read that later wants to write would fail, not wait.
    writers = _sqlite_engine(url, pool_size, begin="BEGIN IMMEDIATE")
    readers = _sqlite_engine(url, pool_size, begin="BEGIN")
    # With WAL the last connection to close removes the -wal and -shm files, and on a full disk
    # the next reader cannot make them again. One connection that stays open keeps reads alive.
    anchor = readers.connect()
    anchor.execute(text("SELECT count(*) FROM sqlite_master"))
    anchor.rollback()
    return Database(
        writers,
        sessionmaker(writers, expire_on_commit=False),
        sessionmaker(readers, expire_on_commit=False),
        anchor,
    )


def _sqlite_engine(url: str, pool_size: int, *, begin: str) -> Engine:
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    engine = create_engine(
        url, pool_size=pool_size, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", begin_transaction)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:  # Any: pool internals
    # The driver must not open transactions by itself: the engine does, in the right mode.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
