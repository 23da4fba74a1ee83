"""Start the command line; in a checkout, its environment first."""

import sys

from training.bootstrap import main


def run() -> int:
    """Do what the installed command does; it imports this module alone.

    A process that reads what others sent begins as the command did, and must not take the whole
    application along (`services/confinement.py`).
    """
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
