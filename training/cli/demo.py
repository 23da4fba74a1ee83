"""`training demo`: a made-up municipality, only where `TRAINING_DEMO` allows it."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.cli.publish import complain
from training.config import Settings
from training.demo.fill import Order, fill
from training.demo.findings import work as findings
from training.demo.known import KNOWN
from training.demo.people import HOST
from training.installation import now, open_installation, read_settings
from training.publishing import publish_library
from training.services.library import Library, Shelf
from training.services.passwords import Passwords
from training.services.people import add, is_empty
from training.store.engine import Database
from training.store.library import lock_library
from training.store.people import Person, find_by_email

DEMO_PASSWORD = "uitnodigend"  # noqa: S105 -- printed at every start, for people who try it out
DEMO_PEOPLE = KNOWN
SMALL = 320
"""How many people the first start makes: enough for a tree, few enough to make at once."""
SEED = 2018
MOST = 2_000_000


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("demo", help="fill an installation with people who do not exist")
    parser.add_argument("--people", type=_number, default=SMALL, metavar="N", help="how many")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other people")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make so many people; give 1 when real people could be among them."""
    settings = read_settings()
    if not settings.demo:
        return _refuse("TRAINING_DEMO does not allow people who do not exist here.")
    database = open_installation(settings)
    try:
        with database.reading() as session:
            real = _count_real(session)
        if real:
            return _refuse(f"{real} people here have an address outside {HOST}.")
        complain(publish_library(settings, database))
        added = _fill(database, settings, arguments)
    finally:
        database.close()
    sys.stdout.write(f"People added: {added}.\n")
    return 0


def welcome_demo_people(
    database: Database, passwords: Passwords, settings: Settings, *, at: datetime
) -> bool:
    """Give an empty installation its demo people; tell whether they are here now."""
    with database.writing() as session, session.begin():
        lock_library(session)  # processes that start together must not do this twice
        if not is_empty(session):
            return find_by_email(session, DEMO_PEOPLE[0].email) is not None
        _add_known(session, passwords, at)
        library = Library(session, Shelf(), ZoneInfo(settings.time_zone))

        @contextmanager
        def this_transaction() -> Iterator[Library]:
            yield library

        fill(this_transaction, Order(SMALL, SEED, at))
        findings.ask(session, SEED, at=at)
    return True


def _fill(database: Database, settings: Settings, arguments: argparse.Namespace) -> int:
    at, shelf, zone = now(), Shelf(), ZoneInfo(settings.time_zone)
    done = 0

    @contextmanager
    def transaction() -> Iterator[Library]:
        with database.writing() as session, session.begin():
            yield Library(session, shelf, zone)

    def tell(people: int) -> None:
        nonlocal done
        done += people
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done}")

    with transaction() as library:
        if is_empty(library.session):
            _add_known(library.session, Passwords(), at)
    added = fill(transaction, Order(arguments.people, arguments.seed, at), tell)
    with transaction() as library:
        findings.ask(library.session, arguments.seed, at=at)
    return added


def _add_known(session: Session, passwords: Passwords, at: datetime) -> None:
    digest = passwords.digest(DEMO_PASSWORD)
    for person in DEMO_PEOPLE:
        add(session, person, password_digest=digest, at=at)


def _count_real(session: Session) -> int:
    query = select(func.count()).select_from(Person).where(Person.email.not_like(f"%@{HOST}"))
    return session.scalars(query).one()


def _refuse(reason: str) -> int:
    sys.stderr.write(f"{reason} Nothing was done.\n")
    return 1


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"write a number from 1 to {MOST}")
    return int(text)
