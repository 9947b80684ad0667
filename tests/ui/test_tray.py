"""One window a park, and the icon beside the clock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.app import Program
from stpdesk.ui.alone import Alone
from stpdesk.ui.tray import Tray
from stpdesk.ui.watching import monitor_words
from tests.ui.shell import Shell

Make = Callable[[], Program]

ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from stpdesk.ui.alone import Alone
app = QCoreApplication(sys.argv)
print(Alone().claim(Path(sys.argv[1])))
"""


def another_start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", ASK, str(folder)], stdout=subprocess.PIPE, text=True)


def test_a_second_start_of_one_park_calls_the_first_and_of_another_does_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    here, calls = Alone(), list[int]()
    here.called.connect(lambda: calls.append(1))
    assert here.claim(tmp_path / "a")
    assert here.claim(tmp_path / "a"), "twice is once"
    for name, alone in (("a", "False"), ("b", "True")):
        other = another_start(tmp_path / name)
        qtbot.waitUntil(lambda other=other: other.poll() is not None, timeout=20_000)  # type: ignore[misc]
        assert other.stdout is not None
        assert other.stdout.read().strip() == alone
        other.stdout.close()
    qtbot.waitUntil(lambda: bool(calls), timeout=5_000)
    assert calls == [1]
    here.release()


def test_one_that_was_killed_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    held = ASK + "sys.stdout.flush(); import os; os._exit(0)"
    subprocess.run([sys.executable, "-c", held, str(tmp_path)], check=True, capture_output=True)
    here = Alone()
    assert here.claim(tmp_path)
    here.release()


@pytest.fixture
def icon(make_program: Make, park_folder: Path, qapp: QApplication) -> tuple[Tray, Shell]:
    """The tray icon of a program over a park (the offscreen platform shows none, but makes it)."""
    program = make_program()
    shell = Shell(program.desk, program.window)
    shell.open(park_folder)
    made = Tray(program)
    made.follow()
    return made, shell


def test_it_says_how_power_and_links_stand(icon: tuple[Tray, Shell]) -> None:
    made, shell = icon
    shell.rest()
    shell.wait(lambda: "Power not watched" in made._icon.toolTip())
    from stpdesk.ui.today import acts

    shell.desk.act(shell.window, acts.power)
    shell.wait(lambda: "Power out since" in made._icon.toolTip())
    assert made._start.isEnabled()
    assert not made._stop.isEnabled()


def test_the_monitor_is_started_for_this_park_and_stopped(
    icon: tuple[Tray, Shell], park_folder: Path
) -> None:
    made, shell = icon
    assert monitor_words(park_folder)[-4:] == ["--park", str(park_folder), "monitor", "--held"]
    made.watching._words = lambda _: [sys.executable, "-c", "import sys; sys.stdin.read()"]
    made.watching.start()
    shell.wait(lambda: made.watching.runs)
    shell.wait(lambda: made._stop.isEnabled() and not made._start.isEnabled())
    made.watching.start()
    made.watching.stop()
    shell.wait(lambda: not made.watching.runs)
    assert made._start.isEnabled()
    made.hide()
