"""`training enrol COURSE`: enrol the people named, or everyone, in a course."""

import argparse
import sys
from collections import Counter
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.document import Kind
from training.installation import now, open_installation, read_settings
from training.services.enrolment import duty_by, enrol
from training.services.errors import NotFound
from training.services.library import Library, Shelf
from training.store.enrolment import find_enrolment
from training.store.library import find_document
from training.store.people import find_learner_key, list_learner_keys


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("enrol", help="enrol people in a course")
    parser.add_argument("course", help="the id of the course")
    parser.add_argument("email", nargs="*", help="whom")
    parser.add_argument("--everyone", action="store_true", help="all people with an account")
    parser.add_argument("--due", type=_day, metavar="DAY", help="a day such as 2027-01-31")
    parser.add_argument("--starts", type=_day, metavar="DAY", help="a day such as 2027-01-01")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Enrol all of them or, when something is wrong, nobody."""
    if bool(arguments.email) == arguments.everyone:
        return _refuse("Name addresses, or ask for --everyone.")
    if arguments.starts and arguments.due and arguments.due < arguments.starts:
        return _refuse("The course would be due before it starts.")
    database, at = open_installation(read_settings()), now()
    try:
        with database.writing() as session, session.begin():
            keys = _keys(session, arguments.email)
            library = Library(session, Shelf())
            outcomes = Counter(_enrol(library, key, arguments, at) for key in keys)
    except NotFound as refusal:
        return _refuse(f"{refusal.values.get('email', arguments.course)}: not found.")
    finally:
        database.close()
    sys.stdout.write(
        f"Enrolled: {outcomes['new']}. Enrolled already, and given this duty or its sooner date: "
        f"{outcomes['changed']}. Enrolled already, and left as they were: {outcomes['same']}.\n"
    )
    return 0


def _enrol(library: Library, learner_key: UUID, arguments: argparse.Namespace, at: datetime) -> str:
    """Enrol one learner; tell whether that was new, changed a duty, or left everything the same."""
    duty = duty_by(arguments.due, arguments.starts)
    before = _duty(library, learner_key, arguments.course)
    enrolment = enrol(
        library, learner_key=learner_key, course_slug=arguments.course, at=at, duty=duty
    )
    if enrolment.enrolled_at == at:
        return "new"
    return "same" if _duty(library, learner_key, arguments.course) == before else "changed"


def _duty(library: Library, learner_key: UUID, course: str) -> tuple[object, ...]:
    document = find_document(library.session, Kind.COURSE, course)
    row = find_enrolment(library.session, learner_key, document.id) if document else None
    return (row.is_required, row.due_on, row.starts_on, row.ended_at) if row else ()


def _refuse(reason: str) -> int:
    sys.stderr.write(f"{reason} Nothing was done.\n")
    return 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write a day as 2027-01-31") from error


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
