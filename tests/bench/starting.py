"""`stpdesk --help` against Python importing its own sqlite3: both start cold, in turns, the best of many."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from tests.bench._lines import ROOT, Lines, seconds

TIMES = 150
WARM = 5


def start(words: Sequence[str]) -> float:
    """Seconds from start to end of one process."""

    def run() -> None:
        subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    return seconds(run)


def main() -> None:
    """Prints the ratio."""
    ours, floor = ("-P", "-m", "stpdesk", "--help"), ("-P", "-c", "import sqlite3")
    for words in (ours, floor) * WARM:
        start(words)
    pairs = [(start(ours), start(floor)) for _ in range(TIMES)]
    lines = Lines()
    lines.ratio("stpdesk --help", min(one for one, _ in pairs), min(one for _, one in pairs), 2)
    lines.end()
