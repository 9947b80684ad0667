"""`run.py doctor`: what this computer has, one line each, and what to do about what it lacks. Changes nothing."""

import json
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import run
from tools import system

OLDEST_SQLITE = (3, 51, 3)  # older ones can lose a committed transaction (WAL reset, two connections)
ROOM = 1 << 30
ENGINE = """
import json, sqlcipher3
db = sqlcipher3.connect(":memory:")
print(json.dumps([sqlcipher3.sqlite_version, db.execute("PRAGMA cipher_version").fetchone()[0]]))
"""


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, what was found, and what to do (empty if it is well)."""

    what: str
    found: str
    do: str = ""
    needed: bool = True  # False: only developers' tasks need it


def findings() -> Iterator[Finding]:
    """Look at everything, cheapest first."""
    yield Finding("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    ready = run.key(run.LOCK) in run.made_from()
    made = "made from the lock" if ready else "missing, half made or older than the lock"
    yield Finding("Set-up (.venv)", made, "" if ready else "type: python3 run.py")
    yield Finding("Lock", run.key(run.LOCK)[:16])
    if ready:
        yield engine()
    fonts = [*(run.ROOT / "resources" / "fonts").glob("*.ttf")]
    yield Finding(
        "Fonts",
        f"{len(fonts)} files",
        "" if fonts else "get resources/fonts again: git checkout -- resources",
    )
    free = shutil.disk_usage(run.ROOT).free
    yield Finding(
        "Disk", f"{free / ROOM:.1f} GiB free", "" if free > ROOM else "free some space: 1 GiB is little"
    )
    told: set[str] = set()
    for need in system.NEEDS:
        if need.package in told or need.task not in {"set-up", "window", *run.TASKS}:
            continue
        told.add(need.package)
        here = need.here() or (need.task == "set-up" and ready)
        what = {"set-up": need.what, "window": f"{need.what} (for the window)"}
        yield Finding(
            what.get(need.task, f"{need.what} (for run.py {need.task})"),
            "here" if here else "missing",
            "" if here else system.install_line([need]),
            needed=need.task == "set-up",
        )


def engine() -> Finding:
    """Ask the venv's own SQLite and SQLCipher for their versions."""
    asked = subprocess.run([str(run.PYTHON), "-P", "-c", ENGINE], capture_output=True, text=True, check=False)
    if asked.returncode:
        return Finding(
            "SQLite", f"does not load: {run.last_word(asked)}", f"delete {run.VENV}, then: python3 run.py"
        )
    sqlite, cipher = json.loads(asked.stdout)
    good = tuple(int(part) for part in sqlite.split(".")) >= OLDEST_SQLITE
    return Finding(
        "SQLite", f"{sqlite}, SQLCipher {cipher}", "" if good else "needs 3.51.3: delete .venv, run again"
    )


def main() -> int:
    """Print the findings; return 1 if the program cannot run well."""
    ill = False
    for finding in findings():
        ill = ill or bool(finding.do and finding.needed)
        print(
            f"{'ok' if not finding.do else '!!' if finding.needed else '--'}  {finding.what}: {finding.found}"
        )
        if finding.do:
            print(f"      {finding.do}")
    return 1 if ill else 0
