"""The guard of these tests itself: it sees what it is there to see, and nothing else."""

from __future__ import annotations

import types
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from stpdesk.ui import desk as desk_module
from stpdesk.ui.desk import Desk


def in_the_window(work: Callable[[], object]) -> None:
    """Runs something as if the window's own code did."""
    code = compile("work()", desk_module.__file__, "exec")
    types.FunctionType(code, {"work": work})()


def test_reading_on_the_readers_thread_is_nobodys_fault(
    demo_park: Path, desk_on: Callable[[Path], Desk], qtbot: QtBot
) -> None:
    desk = desk_on(demo_park)
    found: list[int] = []
    desk.read(desk, lambda db: db.execute("SELECT count(*) FROM tenants").fetchone()[0], found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0] >= 12


def test_sql_and_files_on_the_windows_thread_are_seen(
    demo_park: Path, desk_on: Callable[[Path], Desk], tmp_path: Path, guarded: list[str]
) -> None:
    desk = desk_on(demo_park)
    assert desk._session is not None
    with desk._session.park.reading() as db:
        in_the_window(lambda: db.execute("SELECT 1").fetchone())
    in_the_window((demo_park / "park.keys").read_bytes)
    in_the_window(lambda: (tmp_path / "new").write_text("x"))
    assert any("SELECT 1" in told for told in guarded)
    assert any("park.keys" in told for told in guarded)
    assert any(told.endswith("new") for told in guarded)
    guarded.clear()
