"""`training migrate` brings the database up to date; `training migration` drafts a next step."""

import argparse

from training.installation import open_installation, read_settings
from training.store import migrate


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register both commands."""
    upgrade = commands.add_parser("migrate", help="bring the database to this version")
    upgrade.set_defaults(run=run)
    draft = commands.add_parser("migration", help="draft a migration from the mapped classes")
    draft.add_argument("message", help="what changes, in a few words")
    draft.set_defaults(run=run_draft)


def run(arguments: argparse.Namespace) -> int:
    """Migrate."""
    open_installation(read_settings()).close()
    return 0


def run_draft(arguments: argparse.Namespace) -> int:
    """Draft a migration; what the tool writes is a start, not a result."""
    database = open_installation(read_settings())
    migrate.make_revision(database.engine, arguments.message)
    database.close()
    return 0
