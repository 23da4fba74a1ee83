"""`training people add`: make an account."""

import argparse
import getpass
import sys

from training.domain.access import Role
from training.installation import now, open_installation, read_settings
from training.services.errors import Conflict
from training.services.passwords import MAXIMUM, MINIMUM, Passwords
from training.services.people import LANGUAGES, NewPerson, add


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
    database = open_installation(read_settings())
    digest = Passwords().digest(password)
    try:
        with database.writing() as session, session.begin():
            add(session, new, password_digest=digest, at=now())
    except Conflict:
        sys.stderr.write(f"{arguments.email} has an account already; nothing was done.\n")
        return 1
    finally:
        database.close()
    return 0
