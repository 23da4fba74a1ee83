"""Start the command line; in a checkout, its environment first."""

import sys

from training.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
