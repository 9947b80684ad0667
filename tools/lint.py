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


def faults() -> dict[str, str]:
    """Run every linter; what the failing ones say, by their names."""
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
    ours = "\n".join(str(fault) for fault in rules.faults(ROOT))
    found = {"house rules (tools/rules.py)": ours} if ours else {}
    for name, process in running.items():
        said, _ = process.communicate()
        if process.returncode:
            found[name] = said.strip()
    return found


def told(found: dict[str, str]) -> str:
    """Return the faults as they are printed, the names of the linters last; empty if there are none."""
    if not found:
        return ""
    said = "".join(f"--- {name}\n{words}\n\n" for name, words in found.items())
    return f"{said}Lint found faults: {', '.join(found)}."


def main() -> int:
    """Return 1 if any linter found something."""
    said = told(faults())
    print(said or "Lint: style, types, imports and house rules hold.")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
