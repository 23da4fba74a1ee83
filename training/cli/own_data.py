"""`training own-data ADDRESS`: write all that is kept about somebody who cannot log in."""

import argparse
import sys
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import force_locale

from training.app import create_app
from training.installation import now, open_installation, read_settings
from training.services import own_data
from training.services.errors import NotFound
from training.services.library import Library, Shelf
from training.web.own_data_file import file_of


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("own-data", help="write all that is kept about somebody")
    parser.add_argument("email", help="whose, such as of somebody who left")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file that the person would get, and leave a line on the trail."""
    settings = read_settings()
    database, at = open_installation(settings), now()
    app = create_app(settings, database, clock=now)
    try:
        with database.writing() as session, session.begin():
            library = Library(session, Shelf(), ZoneInfo(settings.time_zone))
            language, kept = own_data.collect_for(library, arguments.email, at=at)
    except NotFound:
        sys.stderr.write(f"{arguments.email}: not found. Nothing was done.\n")
        return 1
    finally:
        database.close()
    with app.app_context(), force_locale(language):
        g.language = language
        sys.stdout.write(file_of(kept, organisation=settings.issuer, at=at))
    return 0
