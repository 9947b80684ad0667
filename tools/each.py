"""Runs the scripts of one folder under tests/, each in a fresh process, so that none warms another's memory."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_each(folder: str, names: list[str]) -> int:
    """Call `main()` of every module of tests/<folder>, or of the named ones; return 1 if any failed."""
    modules = [
        path.stem for path in sorted((ROOT / "tests" / folder).glob("*.py")) if not path.stem.startswith("_")
    ]
    unknown = set(names) - set(modules)
    if unknown:
        print(
            f"tests/{folder} has no {', '.join(sorted(unknown))}; it has {', '.join(modules)}.",
            file=sys.stderr,
        )
        return 2
    told = dict(os.environ)
    told.pop("PYTHONDONTWRITEBYTECODE", None)  # on no park's PC does a start compile what it imports
    failed = []
    for name in names or modules:
        print(f"--- {name}", flush=True)
        if subprocess.call(
            [sys.executable, "-c", f"from tests.{folder}.{name} import main; main()"], cwd=ROOT, env=told
        ):
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else f"{len(names or modules)} done.")
    return 1 if failed else 0
