"""Two hundred random parks, and those made by hand, against the rules calculated a second time."""

from __future__ import annotations

import sys

from tests.oracle import compare

SEEDS = "1000-1200"


def main() -> None:
    """Prints a line a park; leaves with status 1 where any figure differs."""
    for words in (["--corners"], ["--seeds", SEEDS]):
        sys.argv = ["compare", *words]
        if compare.main():
            sys.exit(1)
