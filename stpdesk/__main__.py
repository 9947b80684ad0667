"""`stpdesk`, or `python -m stpdesk`: a command, or the program."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs what the command line asks for and leaves with its exit status."""
    from stpdesk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
