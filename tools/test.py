"""`run.py test`: lint beside pytest, whose own summary tells both and is the last line. Words after it go to pytest."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import lint, system

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    """Run both even if one fails; return 1 if either did."""
    system.ensure("test")
    workers = (os.cpu_count() or 1) + 1  # a fifth of the time is spent waiting for other processes
    quick = ["-q", "-n", str(workers), "--dist", "worksteal"]
    told = dict(os.environ)
    told.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of some hundred processes compiles all it imports
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        told["STPDESK_LINT_SAID"] = str(Path(folder) / "lint.txt")
        failed = beside.submit(_lint, Path(folder) / "lint.txt")
        if not words:
            _read_once(told)
        tests = subprocess.call([sys.executable, "-m", "pytest", *(words or quick)], cwd=ROOT, env=told)
        return tests or (1 if failed.result() else 0)


def _read_once(told: dict[str, str]) -> None:
    """Let one process compile the test modules that no run compiled yet: else each worker compiles all of them."""
    if any((ROOT / "tests").rglob("*-pytest-*.pyc")):
        return
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q"]
    subprocess.call(collect, cwd=ROOT, env=told, stdout=subprocess.DEVNULL)


def _lint(place: Path) -> bool:
    """Write what the linters found where pytest's summary reads it, in one step; whether that is anything."""
    said = "Lint could not be run."
    try:
        said = lint.told(lint.faults())
    finally:
        place.with_suffix(".new").write_text(said, "utf-8")
        place.with_suffix(".new").replace(place)
    return bool(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
