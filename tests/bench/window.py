"""The window against an empty one of PySide6: first paint, Today on ten years, screens opened, memory, wake-ups, slow handlers.

Every start is a new process, offscreen, floor and measured in turns. A start is timed from the process's beginning
to the end of the first paint: of the start page, and of the door of the last park. Today is the time to that door and that from
Enter to its figures on the screen; typing (2.5 s) and the key's derivation, timed inside the process, are left out.
A screen is open when all it reads is read and painted. Reports is when it can be used, kinds and fields filled; the month's
report, which it then makes to be looked at, has a limit of its own, from there to its first page.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench._lines import ROOT, Lines

TIMES = 15
OPENED = 4
FIRST, AGAIN = 100 / 75, 30 / 75
"""A screen is to open in 100 ms, and again in 30, where an empty window takes 75."""
PAPER, MADE = "the month's report", 150 / 75
"""Made and its first page painted in 150 ms."""
IDLE = 20
"""Seconds the window is left alone."""

EMPTY = """
import time
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["x"])
class Empty(QWidget):
    def paintEvent(self, event):
        print(time.time(), flush=True)
        import os; os._exit(0)
window = Empty(); window.resize(1366, 768); window.show(); app.exec()
"""

SHELL = """
import time, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from stpdesk import app as program
def told():
    print(time.time(), flush=True); os._exit(0)
app = program.application()
made = program.Program(app, Path(sys.argv[1]) / sys.argv[2])
made.window.painted.connect(lambda: QTimer.singleShot(0, told))  # after this paint, children and all
made.start(); app.exec()
"""

TODAY = """
import json, sys, time, os
from pathlib import Path
from PySide6.QtCore import QTimer
from stpdesk import app as program
qt = program.application()
made = program.Program(qt, Path(sys.argv[1]) / "window.json")
sweeping = program.Sweeping()
spent, started, entered, at_the_door = [], time.time(), 0.0, 0.0
def clock():
    from datetime import UTC, datetime
    return datetime.fromtimestamp(1793601720 + int((time.time() - started) * 60), UTC)  # an hour in a minute
def failed(error):
    print(repr(error), file=sys.stderr, flush=True); os._exit(1)
made.desk.crashed.connect(failed); made.desk.refused.connect(failed); sys.excepthook = program.hook(made.desk)
def session():
    from stpdesk.actions.session import Role, Session
    from stpdesk.db import keys
    from stpdesk.db.park import Park
    opened = keys.opened
    def timed(*words, **more):
        at = time.perf_counter()
        try: return opened(*words, **more)
        finally: spent.append(time.perf_counter() - at)
    keys.opened = timed
    park = Park.open(Path(sys.argv[2]), user="manager", password="sample", write=True, clock=clock, beside=True)
    return Session(park, park.actor, clock, Role(park.role))
def door():
    global at_the_door
    at_the_door = time.time()
    QTimer.singleShot(2500, enter)  # the person types the password
def enter():
    global entered
    made.window.facts.stands.connect(stood)
    entered = time.time()
    made.desk.open(made.window, session)
def stood(facts):
    made.window.facts.stands.disconnect(stood)
    QTimer.singleShot(0, painted)
def painted():
    made.window.repaint()
    print(json.dumps([at_the_door, time.time() - entered - spent[0]]), flush=True)
    if len(sys.argv) < 5:
        made.window.leave(); os._exit(0)
    QTimer.singleShot(2000, rested)
def rested():  # nobody is idle while the modules of other screens are being loaded
    if not made.window.workspace._ahead.done: QTimer.singleShot(500, rested)
    else: QTimer.singleShot(1000, lambda: idle(time.thread_time(), switches()))
def switches():
    total = 0
    for task in Path("/proc/self/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt"): total += int(line.split()[1])
    return total
def idle(cpu, count):
    seconds = float(sys.argv[4])
    def over():
        rss = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
        print(json.dumps([(switches() - count) / seconds, rss]), flush=True)
        os._exit(0)
    QTimer.singleShot(int(seconds * 1000), over)
made.window.painted.connect(lambda: QTimer.singleShot(0, door))
made.start(Path(sys.argv[2]))
qt.exec()
"""

_OPEN = TODAY.partition("def door()")[0].replace("window.json", "elsewhere.json")
"""A window that remembers what it showed apart from the one that is measured first."""
SCREENS = (
    _OPEN
    + """
from stpdesk.ui.pages import PAGES
taken, asked = {}, []
window = made.window
made.desk.reading.connect(lambda on: asked.append(True) if on else None)
def busy(): return made.desk.busy or made.desk.waiting
def rest(then, pause=0):
    QTimer.singleShot(pause, lambda: rest(then, pause) if busy() else then())
def opening(left):
    if not left:
        window.go(PAGES[0].name); print(json.dumps(taken), flush=True); window.leave(); os._exit(0)
    begun = time.perf_counter()
    window.go(left[0])
    asked.append(True)
    follow(left, begun, begun)
def usable(left, begun):  # kinds and fields of Reports; what is still made is a paper to look at
    if left[0] == "reports" and window.current.asking.choices is not None and window.current.asking.offer is not None:
        window.repaint()
        return time.perf_counter()
    return 0.0
def follow(left, begun, seen, stood=0.0):
    stood = stood or usable(left, begun)
    if asked and not busy():  # all that was asked for came and was shown; perhaps it asks for more
        asked.clear()
        window.repaint()
        seen = time.perf_counter()
    elif not asked and time.perf_counter() - seen > 0.1:
        taken.setdefault(left[0], []).append((stood or seen) - begun)
        if stood: taken.setdefault(sys.argv[4], []).append(max(0.0, seen - stood))
        QTimer.singleShot(600, lambda: rest(lambda: opening(left[1:]), 50))
        return
    QTimer.singleShot(1, lambda: follow(left, begun, seen, stood))
others = [page.name for page in PAGES[1:]]
made.desk.opened.connect(lambda _: QTimer.singleShot(3000, lambda: rest(lambda: opening(others * 2), 50)))
window.painted.connect(lambda: QTimer.singleShot(2500, lambda: made.desk.open(window, session)))
made.start(Path(sys.argv[2]))
qt.exec()
"""
)

HOUR = (
    _OPEN
    + """
from stpdesk.ui.slow import Slow
from stpdesk.ui.pages import PAGES
from PySide6.QtCore import QTimer
told = []
def busy(): return made.desk.busy or made.desk.waiting
def rest(then):
    QTimer.singleShot(60, lambda: rest(then) if busy() else then())
steps = []
window = made.window
for minute in range(60):
    steps.append(lambda: window.current.refresh())
    if minute % 3 == 0:
        for page in PAGES:
            steps.append(lambda page=page: window.go(page.name))
    if minute % 10 == 5:
        steps.append(window.find_anything)
        for text in ("s", "so", "sof", "soft"):
            steps.append(lambda text=text: window._palette._line.setText(text))
        steps.append(lambda: window._palette.hide())
    if minute % 15 == 7:
        steps.append(lambda: [one for one in window.commands if one.id == "generator"][0].run())
work = iter(steps)
def step():
    one = next(work, None)
    if one is None:
        worst = sorted(told, reverse=True)[:8]
        print(json.dumps([len(steps), len(told), worst]), flush=True); os._exit(0)
    one(); rest(step)
def begin(_):
    rest(lambda: (globals().__setitem__("slow", Slow(lambda s, w: told.append((round(s * 1000), w)))), step()))
made.desk.opened.connect(lambda _: QTimer.singleShot(3000, lambda: begin(_)))  # somebody looks at Today first
made.window.painted.connect(lambda: QTimer.singleShot(2500, lambda: made.desk.open(made.window, session)))
made.start(Path(sys.argv[2]))
qt.exec()
"""
)


def environment(compiled: str) -> dict[str, str]:
    """As after the first start: compiled modules are there, and nothing of this computer's own settings."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled, "STPDESK_HOME": compiled,
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def told(code: str, compiled: str, *words: str) -> tuple[float, list[str]]:
    """When a process was begun, and the lines it printed."""
    import time

    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words], cwd=ROOT, env=environment(compiled), stdout=subprocess.PIPE,
        text=True, check=True, timeout=240,
    )  # fmt: skip
    return begun, done.stdout.splitlines()


def painted(code: str, compiled: str, *words: str) -> float:
    """Seconds from a process's begin to its first paint."""
    begun, lines = told(code, compiled, compiled, *words)
    return float(lines[-1]) - begun


def usable(park: Path, compiled: str) -> float:
    """Seconds to sign-in and from Enter to Today's figures; typing and the key's derivation taken off."""
    begun, lines = told(TODAY, compiled, compiled, str(park), "0")
    door, opening = json.loads(lines[0])
    return float(door) - begun + float(opening)


def main() -> None:
    """Prints the ratios."""
    sys.path.insert(0, str(ROOT))
    lines = Lines()
    with tempfile.TemporaryDirectory() as compiled:
        park = Path(
            shutil.copytree(_park(), Path(compiled) / "park")
        )  # somebody may draw pictures of that one

        def starts() -> tuple[float, float, float, float]:
            return (
                painted(EMPTY, compiled), painted(SHELL, compiled, "none.json"), painted(SHELL, compiled, "window.json"),
                usable(park, compiled),
            )  # fmt: skip

        starts(), starts()
        taken = [starts() for _ in range(TIMES)]
        floor = min(one[0] for one in taken)
        for at, name, limit in (
            (1, "first paint of the start page", 1.5),
            (2, "first paint of the door of a park", 1.5),
            (3, "usable Today on ten years", 2.2),
        ):
            # each with the empty window that was started just before: the middle one of these pairs
            pairs = sorted(((one[at], one[0]) for one in taken), key=lambda pair: pair[0] / pair[1])
            lines.ratio(f"{name}, to an empty window", *pairs[len(pairs) // 2], limit)
        opened = [
            json.loads(told(SCREENS, compiled, compiled, str(park), "0", PAPER)[1][-1]) for _ in range(OPENED)
        ]
        for name in opened[0]:
            for at, when, limit in ((0, "first", MADE if name == PAPER else FIRST), (1, "again", AGAIN)):
                lines.ratio(f"{name} opened {when}", min(one[name][at] for one in opened), floor, limit)
        _, said = told(TODAY, compiled, compiled, str(park), "0", str(IDLE))
        wakes, memory = json.loads(said[1])
        _, heard = told(HOUR, compiled, compiled, str(park), "0")
        acts, slow, worst = json.loads(heard[-1])
        lines.most("idle window with ten years open", memory, 180, "MB")
        lines.most("wake-ups of the idle window", wakes, 2, "a second")
        print(
            f"a scripted hour of {acts} acts: {slow} turns of the event loop over 16 ms; the worst:",
            flush=True,
        )
        for took, where in worst:
            print(f"  {took} ms at {where}", flush=True)
    lines.end()


def _park() -> Path:
    """The ten-year sample, made once."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tools.picture_parks import DECADE, park

    return park(DECADE, ROOT / "build" / "parks")


if __name__ == "__main__":
    main()
