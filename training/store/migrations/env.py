"""Runs migrations on the connection that it is handed; there is no ini file."""

from typing import Any, Literal

from alembic import context

from training.store.base import Moment
from training.store.schema import metadata


def render_item(kind: str, item: Any, autogenerate_context: Any) -> str | Literal[False]:
    """Write our own column type as what it is in the database: a migration must not import us."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
