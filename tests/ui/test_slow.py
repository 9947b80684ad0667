"""The debug switch that tells what keeps the window waiting."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path

from stpdesk.ui import preferences
from stpdesk.ui.preferences import Layouts, Preferences
from stpdesk.ui.sweeping import Sweeping

LOOP = """
import sys, time
from PySide6.QtCore import QCoreApplication, QTimer
from stpdesk.ui.slow import Slow
app = QCoreApplication([])
told = []
slow = Slow(lambda seconds, where: told.append((seconds, where)))
QTimer.singleShot(50, lambda: time.sleep(0.2))
QTimer.singleShot(600, app.quit)
app.exec()
slow.end()
print(sum(seconds > 0.15 for seconds, _ in told), sum(seconds > 0.3 for seconds, _ in told))
"""


def test_a_handler_that_takes_longer_than_a_frame_is_told_and_waiting_is_not() -> None:
    done = subprocess.run([sys.executable, "-c", LOOP], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"], done.stderr


def test_columns_are_remembered_from_one_start_to_the_next(tmp_path: Path) -> None:
    place, written = tmp_path / "window.json", list[str]()
    mine = Preferences()

    def remember() -> None:
        written.append("once")
        saving = threading.Thread(target=preferences.saver(place, mine))
        saving.start()
        saving.join()

    layouts = Layouts(mine.layouts, remember)
    assert layouts.get("tenants") is None
    layouts["tenants"] = {"widths": {"name": 300}}
    layouts["tenants"] = {"widths": {"name": 300}}
    assert written == ["once"]
    again = Layouts(preferences.load(place).layouts, lambda: None)
    assert again.get("tenants") == {"widths": {"name": 300}}


def test_cycles_are_collected_on_the_windows_thread_alone(qapp: object) -> None:
    ended: list[int] = []

    class Ring:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            ended.append(threading.get_ident())

    sweeping = Sweeping()
    try:
        Ring()
        other = threading.Thread(target=lambda: [(Ring(), [[] for _ in range(3_000)]) for _ in range(20)])
        other.start()
        other.join()
        assert ended == []
        for _ in range(3):
            sweeping.sweep()
        gc.collect()
        assert set(ended) == {threading.get_ident()}
    finally:
        sweeping.end()
    assert gc.isenabled()
