"""The debug switch that tells what keeps the window waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from stpdesk.ui import preferences
from stpdesk.ui.preferences import Layouts, Preferences

LOOP = """
import sys, time
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
told = []
slow = Slow(lambda seconds, where: told.append(seconds))
QTimer.singleShot(50, lambda: time.sleep(0.2))
QTimer.singleShot(600, app.quit)
app.exec()
slow.end()
print(sum(seconds >= 0.2 for seconds in told))
"""


def test_a_handler_that_takes_longer_than_a_frame_is_told_and_waiting_is_not() -> None:
    env = os.environ | {"QT_NO_GLIB": "1"}
    done = subprocess.run([sys.executable, "-c", LOOP], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1", done.stderr


def test_columns_are_remembered_from_one_start_to_the_next(tmp_path: Path) -> None:
    place, written = tmp_path / "window.json", list[str]()
    mine = Preferences()

    def remember() -> None:
        written.append("once")
        preferences.saver(place, mine)()

    layouts = Layouts(mine.layouts, remember)
    assert layouts.get("tenants") is None
    layouts["tenants"] = {"widths": {"name": 300}}
    layouts["tenants"] = {"widths": {"name": 300}}
    assert written == ["once"]
    again = Layouts(preferences.load(place).layouts, lambda: None)
    assert again.get("tenants") == {"widths": {"name": 300}}
