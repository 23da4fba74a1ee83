"""`training enrol COURSE`: enrol everyone, or the people named, in a course."""

import argparse
import sys
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from training.installation import now, open_installation, read_settings
from training.services.enrolment import enrol
from training.services.errors import NotFound
from training.services.library import Library, Shelf
from training.store.people import find_learner_key, list_learner_keys


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("enrol", help="enrol people in a course")
    parser.add_argument("course", help="the id of the course")
    parser.add_argument("email", nargs="*", help="whom; without addresses everyone")
    parser.add_argument("--due", type=date.fromisoformat, help="a day such as 2027-01-31")
    parser.add_argument("--starts", type=date.fromisoformat, help="a day such as 2027-01-01")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Enrol all of them or, when something is wrong, nobody."""
    database = open_installation(read_settings())
    try:
        with database.writing() as session, session.begin():
            keys = _keys(session, arguments.email)
            for key in keys:
                enrol(
                    Library(session, Shelf()),
                    learner_key=key,
                    course_slug=arguments.course,
                    at=now(),
                    starts_on=arguments.starts,
                    due_on=arguments.due,
                )
    except NotFound as refusal:
        what = refusal.values.get("email", arguments.course)
        sys.stderr.write(f"{what}: not found; nothing was done.\n")
        return 1
    finally:
        database.close()
    return 0


def _keys(session: Session, emails: list[str]) -> list[UUID]:
    if not emails:
        return list_learner_keys(session)
    keys = []
    for email in emails:
        key = find_learner_key(session, email)
        if key is None:
            raise NotFound("person", {"email": email})
        keys.append(key)
    return keys
