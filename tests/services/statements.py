"""Listens to the statements that reach a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.world import World


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Collect every statement but those that begin and end transactions."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # Any: the arguments of an event, which SQLAlchemy does not type
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)


@contextmanager
def asked(world: World) -> Iterator[list[str]]:
    """Collect what readers and writers ask of a database."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)  # Any: as above

    for engine in world.database.engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        for engine in world.database.engines:
            event.remove(engine, "before_cursor_execute", note)
