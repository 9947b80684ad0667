"""`run.py lint`: style, types, import rules and our own rules, side by side; each says clearly what it found."""

import os
import subprocess
import sys
from pathlib import Path

from tools import rules

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
LINTERS = {
    "style (ruff check)": ["-m", "ruff", "check", "--quiet", "--output-format", "concise"],
    "layout (ruff format)": ["-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise"],
    "types (mypy --strict)": ["-m", "mypy", "--no-error-summary"],
    "import rules (lint-imports)": ["-c", IMPORTS, "--no-logo"],
}


def failures() -> list[str]:
    """Run every linter, print what the failing ones say, return their names."""
    quiet = os.environ | {"NO_COLOR": "1"}
    running = {
        name: subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=quiet,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for name, words in LINTERS.items()
    }
    failed = []
    ours = [str(fault) for fault in rules.faults(ROOT)]
    if ours:
        failed.append("house rules")
        _show("house rules (tools/rules.py)", "\n".join(ours))
    for name, process in running.items():
        said, _ = process.communicate()
        if process.returncode:
            failed.append(name)
            _show(name, said.strip())
    return failed


def _show(name: str, said: str) -> None:
    print(f"--- {name}\n{said}\n", flush=True)


def main() -> int:
    """Return 1 if any linter found something."""
    failed = failures()
    print(
        f"Lint found faults: {', '.join(failed)}."
        if failed
        else "Lint: style, types, imports and house rules hold."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
