"""Puts many rows in a table the fastest way that an engine has; values are text as both read it."""

from collections.abc import Iterable, Sequence

from psycopg import Connection, sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from training.store.base import Base

Value = str | int | None
Row = Sequence[Value]

CACHE_KIB = 1_000_000
"""What SQLite may keep of its indexes in memory while it fills them; a small one never needs it."""


def prepare(session: Session) -> None:
    """Make a connection ready: moments without zone are UTC, and indexes fit in memory."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    else:
        session.execute(text(f"PRAGMA cache_size=-{CACHE_KIB}"))


def insert(
    session: Session, model: type[Base], columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Insert rows in this transaction: COPY on PostgreSQL, one prepared statement on SQLite."""
    raw = session.connection().connection.driver_connection
    table = model.__tablename__
    if isinstance(raw, Connection):
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with raw.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)
    elif raw:
        marks = ", ".join("?" * len(columns))
        names_here = ", ".join(f'"{name}"' for name in columns)
        statement = f"INSERT INTO {table} ({names_here}) VALUES ({marks})"  # noqa: S608 -- our own names
        raw.executemany(statement, rows)
