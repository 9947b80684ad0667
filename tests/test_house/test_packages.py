"""The lock files name every package once, exactly, by hash, for every system, and no host; the wheel is whole."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import run

LOCKED = re.compile(r"^([a-z0-9.-]+)==(\S+)( ; .+?)?( \\)?$", re.MULTILINE)


def project() -> dict[str, Any]:
    """The project's table of pyproject.toml."""
    return dict(tomllib.loads((run.ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def locked(lock: str) -> dict[str, str]:
    """The versions a lock file names."""
    return {found[1]: found[2] for found in LOCKED.finditer((run.ROOT / lock).read_text("ascii"))}


def pins(requirements: list[str]) -> dict[str, str]:
    """Direct dependencies, which must be pinned exactly."""
    return {name.lower(): version for name, version in (wanted.split("==") for wanted in requirements)}


def test_the_lock_holds_what_the_program_needs() -> None:
    wanted = pins(project()["dependencies"])
    assert wanted.items() <= locked(run.LOCK).items()


def test_the_developers_lock_adds_to_the_programs() -> None:
    wanted = pins(project()["optional-dependencies"]["dev"])
    assert wanted.items() <= locked(run.DEV_LOCK).items()
    assert locked(run.LOCK).items() <= locked(run.DEV_LOCK).items()


@pytest.mark.parametrize("lock", [run.LOCK, run.DEV_LOCK])
def test_a_lock_names_hashes_and_no_host(lock: str) -> None:
    text = (run.ROOT / lock).read_text("ascii")
    assert "//" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) == len(locked(lock))
    assert all("--hash=sha256:" in block for block in blocks)


def test_a_wheel_carries_every_resource_and_starts_the_program(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=run.ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        (entry,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "stpdesk = stpdesk.__main__:main" in packed.read(entry).decode()
    resources = (path for path in (run.ROOT / "resources").rglob("*") if path.is_file())
    assert {f"stpdesk/{path.relative_to(run.ROOT).as_posix()}" for path in resources} <= names
    assert not any(name.startswith(("tests/", "tools/")) for name in names)
