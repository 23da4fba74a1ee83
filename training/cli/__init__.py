"""The command line: one module per subcommand, each with `add_parser`."""

import argparse
from collections.abc import Sequence

from training.cli import check

COMMANDS = (check,)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and give its exit status."""
    parser = argparse.ArgumentParser(prog="training")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers)
    arguments = parser.parse_args(argv)
    status: int = arguments.run(arguments)
    return status
