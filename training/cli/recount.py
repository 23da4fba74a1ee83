"""`training recount`: count anew from the facts who stands where, and first answers of before."""

import argparse
import sys
from datetime import tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import select

from training.domain.document import Kind
from training.installation import open_installation, read_settings
from training.services.aligning.earlier import Recounting
from training.services.library import Library, Shelf
from training.services.standing import recount
from training.store.engine import Database
from training.store.library import Document
from training.store.organisation import OrgUnit
from training.store.recount import Difference

SHOWN = 20


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("recount", help="count anew from the facts who stands where")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Recount course by course, each in a transaction; give 1 when a count was wrong."""
    settings = read_settings()
    database = open_installation(settings)
    try:
        wrong = _recount_all(database)
        earlier = _count_earlier(database, ZoneInfo(settings.time_zone))
    finally:
        database.close()
    sys.stdout.write(f"Counts that were wrong, and are right now: {wrong}.\n")
    if earlier:
        sys.stdout.write(f"First answers of before that count now: {earlier}.\n")
    return 1 if wrong else 0


def _count_earlier(database: Database, zone: tzinfo) -> int:
    """Count first answers that no click counted, some hundreds of learners in a transaction."""
    work, shelf, has_more = Recounting(), Shelf(), True
    while has_more:
        with database.writing() as session, session.begin():
            has_more = work.step(Library(session, shelf, zone))
    return work.counted


def _recount_all(database: Database) -> int:
    with database.reading() as session:
        courses = session.execute(
            select(Document.id, Document.slug).where(Document.kind == Kind.COURSE)
        ).all()
        codes = {unit.id: unit.code or unit.name for unit in session.scalars(select(OrgUnit))}
    wrong = 0
    for course_id, slug in sorted(courses, key=lambda row: row.slug):
        with database.writing() as session, session.begin():
            differences = recount(session, course_id)
        for difference in differences[: max(SHOWN - wrong, 0)]:
            sys.stdout.write(_line(difference, slug, codes.get(difference.unit_id) or "-"))
        wrong += len(differences)
    return wrong


def _line(difference: Difference, slug: str, unit: str) -> str:
    change = f"{difference.counted} -> {difference.actual}"
    return f"{unit} {slug} {difference.standing}: {change}\n"
