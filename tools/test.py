"""`run.py test`: lint, then pytest, whose own summary is the last line. Words after it go to pytest."""

import os
import subprocess
import sys
from pathlib import Path

from tools import lint, system

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    """Run both even if the first fails; return 1 if either did."""
    system.ensure("test")
    failed = lint.failures()
    workers = (os.cpu_count() or 1) + 1  # a fifth of the time is spent waiting for other processes
    quick = ["-q", "-n", str(workers), "--dist", "worksteal"]
    told = os.environ | {"STPDESK_LINT_FAILED": ", ".join(failed)}
    tests = subprocess.call([sys.executable, "-m", "pytest", *(words or quick)], cwd=ROOT, env=told)
    return tests or (1 if failed else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
