"""`stpdesk --help` against Python importing its own sqlite3: new processes in turns, the best of many.

Both find their compiled modules, as on any computer from the second start on; some developers' shells forbid writing them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from tests.bench._lines import ROOT, Lines, seconds

TIMES = 150
WARM = 5


def start(words: Sequence[str], compiled: str) -> float:
    """Seconds from start to end of one process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled

    def run() -> None:
        command = [sys.executable, *words]
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)

    return seconds(run)


def main() -> None:
    """Prints the ratio."""
    ours, floor = ("-P", "-m", "stpdesk", "--help"), ("-P", "-c", "import sqlite3")
    with tempfile.TemporaryDirectory() as compiled:
        for words in (ours, floor) * WARM:
            start(words, compiled)
        pairs = [(start(ours, compiled), start(floor, compiled)) for _ in range(TIMES)]
    lines = Lines()
    lines.ratio("stpdesk --help", min(one for one, _ in pairs), min(one for _, one in pairs), 2)
    lines.end()
