"""`training people`: make an account, change a role, bring in an HR file."""

import argparse
import getpass
import sys
from zoneinfo import ZoneInfo

from training.cli import people_import
from training.domain.access import Role
from training.installation import now, open_installation, read_settings
from training.services.audit import Actor
from training.services.duties.joining import join
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library, Shelf
from training.services.organisation.roles import change_role, find_account
from training.services.passwords import MAXIMUM, MINIMUM, Passwords
from training.services.people import LANGUAGES, NewPerson


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("people", help="manage accounts")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    new = actions.add_parser("add", help="make an account; the password is asked for")
    new.add_argument("email")
    new.add_argument("name")
    new.add_argument("--role", choices=[role.value for role in Role], default=Role.LEARNER.value)
    new.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    new.set_defaults(run=run_add)
    role = actions.add_parser("role", help="change the role of an account; it is put on the trail")
    role.add_argument("email")
    role.add_argument("role", choices=[role.value for role in Role])
    role.add_argument("--reason", default="command line", help="why, for the trail")
    role.set_defaults(run=run_role)
    people_import.add_parser(actions)


def run_add(arguments: argparse.Namespace) -> int:
    """Ask for a password and make the account."""
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not MINIMUM <= len(password) <= MAXIMUM:
        sys.stderr.write(f"A password has {MINIMUM} to {MAXIMUM} characters; nothing was done.\n")
        return 1
    if "@" not in arguments.email:
        sys.stderr.write(f"{arguments.email} is no e-mail address; nothing was done.\n")
        return 1
    new = NewPerson(arguments.email, arguments.name, Role(arguments.role), arguments.language)
    settings = read_settings()
    database, zone = open_installation(settings), ZoneInfo(settings.time_zone)
    digest = Passwords().digest(password)
    try:
        with database.writing() as session, session.begin():
            join(Library(session, Shelf(), zone), new, password_digest=digest, at=now())
    except Conflict:
        sys.stderr.write(f"{arguments.email} has an account already; nothing was done.\n")
        return 1
    finally:
        database.close()
    return 0


def run_role(arguments: argparse.Namespace) -> int:
    """Change a role."""
    database, at = open_installation(read_settings()), now()
    try:
        with database.writing() as session, session.begin():
            account = find_account(session, arguments.email)
            actor = Actor(None, "command line")
            change_role(session, account.id, arguments.role, arguments.reason, actor, at=at)
    except NotFound:
        sys.stderr.write(f"{arguments.email} has no account; nothing was done.\n")
        return 1
    except Invalid:
        sys.stderr.write("The reason is empty or too long; nothing was done.\n")
        return 1
    finally:
        database.close()
    return 0
