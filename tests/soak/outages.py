"""Four hundred random logs of outages against the outage rules calculated a second time."""

from __future__ import annotations

import sys

from tests.oracle import compare_outages

SEEDS = "1000-1399"


def main() -> None:
    """Prints a line a log; leaves with status 1 where any figure differs."""
    sys.argv = ["compare_outages", "--seeds", SEEDS]
    if compare_outages.main():
        sys.exit(1)
