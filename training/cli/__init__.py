"""The command line: one module per command."""

import argparse
import sys
from collections.abc import Sequence

from training import __version__
from training.cli import (
    bank,
    check,
    demo,
    enrol,
    export,
    load,
    mail,
    migration,
    own_data,
    people,
    publish,
    recount,
    serve,
    verify,
    watch,
    worker,
)
from training.config import SettingsError

COMMANDS = (
    serve,
    check,
    publish,
    export,
    load,
    watch,
    bank,
    people,
    enrol,
    demo,
    mail,
    recount,
    own_data,
    worker,
    verify,
    migration,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status; without a command the application is served."""
    parser = argparse.ArgumentParser(prog="training", description="Run and look after Uitnodigend.")
    parser.add_argument("--version", action="version", version=f"training {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    parser.set_defaults(run=serve.run)
    arguments = parser.parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Gestopt. / Stopped.\n")
        return 130
