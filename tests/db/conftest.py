"""Parks on disk for the tests of the park file: cheap keys, a clock that is set by hand."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stpdesk.db import engine, keys
from stpdesk.db.ids import uuid7
from stpdesk.db.park import Park

CHEAP = keys.Kdf(memory_kib=8, passes=1, lanes=1)
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Clock:
    """Says the time it was set to."""

    moment: datetime = datetime(2026, 10, 5, 9, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class Made:
    """A park that was made and closed, and what opens it."""

    folder: Path
    recovery: str
    clock: Clock
    password: str = "gilgit"

    def open(self, *, write: bool = True) -> Park:
        return Park.open(self.folder, user="manager", password=self.password, write=write, clock=self.clock)

    def key(self) -> bytes:
        return keys.unlock(keys.load(self.folder / "park.keys"), self.password, "manager")

    def with_another_tool(self, *statements: str) -> None:
        """What someone with the key and a database program can do: no functions, no recursive triggers."""
        conn = engine.connect(self.folder / "park.db", self.key())
        for setting in ("PRAGMA recursive_triggers = OFF", "PRAGMA foreign_keys = OFF"):
            conn.execute(setting)
        conn.execute("BEGIN")
        for statement in statements:
            conn.execute(statement)
        conn.execute("COMMIT")
        conn.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One park made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("model") / "gilgit.stpdesk"
    park, recovery = Park.create(
        folder, user="manager", password="gilgit", code="GLT", name="Gilgit STP", clock=Clock(), kdf=CHEAP
    )
    park.close()
    return Made(folder, recovery, Clock())


@pytest.fixture
def made(tmp_path: Path, clock: Clock, model: Made) -> Made:
    folder = tmp_path / "gilgit.stpdesk"
    shutil.copytree(model.folder, folder)
    return Made(folder, model.recovery, clock)


@pytest.fixture
def park(made: Made) -> Iterator[Park]:
    with made.open() as opened:
        yield opened


@pytest.fixture
def add_unit() -> Callable[..., str]:
    """Adds one unit in a unit of work of its own; its key."""

    def add(park: Park, code: str, sqft: int = 4500000) -> str:
        key = uuid7()
        with park.writing() as db:
            db.table("units").insert(
                {"id": key, "code": code, "folded": code.casefold(), "sqft_e4": sqft, "lettable": 1}
            )
        return key

    return add


@pytest.fixture
def program() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Runs Python text as another process, killed at the end of the test."""
    started: list[subprocess.Popen[str]] = []

    def start(text: str, *arguments: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", text, *map(str, arguments)]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Makes a folder unwritable, for root too, until the end of the test; skips where that cannot be had."""
    undo: list[Callable[[], object]] = []

    def mounted(folder: Path) -> None:
        subprocess.run(["mount", "--bind", folder, folder], check=True, capture_output=True)
        undo.append(lambda: subprocess.run(["umount", "-l", folder], check=True))
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True, capture_output=True)

    def protected(folder: Path) -> None:
        for path in [*folder.rglob("*"), folder]:
            mode = path.stat().st_mode
            undo.append(lambda path=path, mode=mode: path.chmod(mode))  # type: ignore[misc]
            path.chmod(mode & ~0o222)

    def make(folder: Path) -> None:
        if os.geteuid():
            protected(folder)
            return
        try:
            mounted(folder)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("root, and not allowed to mount")

    yield make
    for step in reversed(undo):
        step()
