"""Writes both lock files from pyproject.toml: `python3 -m tools.lock`, with uv on the path. For every system at once."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WITHOUT = ["--no-emit-package", "docopt"]  # only num2words' own command wants it; it has no wheel
COMPILE = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
PLAIN = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]


def main() -> int:
    """Compile what the program needs, then the same with what its developers need."""
    uv = shutil.which("uv")
    if uv is None:
        print("This needs uv once: `pip install uv`, or `pipx install uv`.", file=sys.stderr)
        return 3
    for words in (
        ["-o", "requirements.lock"],
        ["--extra", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock"],
    ):
        subprocess.run([uv, *COMPILE, *PLAIN, *WITHOUT, "pyproject.toml", *words], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
