"""The window on a real screen, by keyboard alone: what a person sees, and what is on disk when the PC dies."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stpdesk.db import outages, runs
from stpdesk.db.park import Park
from tests.e2e.screen import XScreen, until, x_screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")
SAMPLE = "SCO Gilgit sample.stpdesk"
PASSWORD = "sample"


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def small_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample park of three tenants and four months."""
    from stpdesk.actions.parks import make_demo

    folder = tmp_path_factory.mktemp("sample") / SAMPLE
    make_demo(folder, user="manager", password=PASSWORD, which="gilgit", tenants=3, months=4, progress=None)
    return folder


@pytest.fixture
def screen(tmp_path: Path, small_sample: Path) -> Iterator[XScreen]:
    """A screen, and the sample park where a first start looks for it."""
    (tmp_path / "STP Desk").mkdir()
    shutil.copytree(small_sample, tmp_path / "STP Desk" / SAMPLE)
    with x_screen(tmp_path) as made:
        yield made


def open_ones(folder: Path, kind: str = "power") -> int:
    """Outages, or runs, that are open in the file, read beside whoever writes it."""
    with (
        Park.open(folder, user="manager", password=PASSWORD, write=False, clock=clock) as park,
        park.reading() as db,
    ):
        return len(outages.open_ones(db, kind) if kind == "power" else runs.open_ones(db, kind))


def test_first_start_outage_kill_and_nothing_is_lost(screen: XScreen) -> None:
    park = screen.home / "STP Desk" / SAMPLE
    first = screen.program()
    screen.window("^STP Desk$")
    screen.keys("Return")  # the first start offers the sample park: Enter takes it
    screen.window("SCO Software Technology Park – STP Desk")
    for _ in range(3):  # a key sent before the window has the focus is the X server's to lose
        screen.keys("F9")
        with suppress(TimeoutError):
            until(lambda: open_ones(park) == 1, "the outage on disk", patience=8)
            break
    assert open_ones(park) == 1
    first.kill()  # the PC dies
    first.wait()

    second = screen.program()
    screen.window("^STP Desk$")
    until((screen.home / ".config" / "STP Desk" / "window.json").exists, "preferences")
    screen.type(PASSWORD)
    screen.keys("Return")
    screen.window("SCO Software Technology Park – STP Desk")
    assert open_ones(park) == 1, "still out: it was on disk before the PC died"
    screen.keys("F8")
    until(lambda: open_ones(park, "generator") == 1, "the generator's run on disk")
    screen.keys("F9")
    until(lambda: open_ones(park) == 0, "power is back")
    screen.keys("ctrl+q")
    until(lambda: second.poll() is not None, "the program's end")
    assert second.returncode == 0
    assert len(list((park / "backups").glob("*.stpbackup"))) == 1, "the backup on leaving"
    assert "Traceback" not in screen.said()
    told = json.loads((screen.home / ".config" / "STP Desk" / "window.json").read_text("utf-8"))
    assert told["recent"] == [str(park)]
    assert told["window"], "where the window was"


def test_a_second_start_raises_the_first_window(screen: XScreen) -> None:
    screen.program()
    screen.window("^STP Desk$")
    screen.keys("Return")
    title = "SCO Software Technology Park – STP Desk"
    there = screen.window(title)
    second = screen.program()
    until(lambda: second.poll() is not None, "the second start's end")
    assert second.returncode == 0
    until(lambda: screen.do("getactivewindow") == there, "the first window in front")
    assert [one for one in screen.titles() if "STP Desk" in one] == [title]
