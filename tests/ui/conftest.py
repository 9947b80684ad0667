"""The window under test: offscreen, in the program's own looks, on a real park whose file no window thread touches."""

from __future__ import annotations

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from filelock import FileLock
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions.session import Role, Session
from stpdesk.app import hand_over_clipboard
from stpdesk.db import engine
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park
from stpdesk.ui import theme
from stpdesk.ui.desk import Desk
from tests.played import played

USER, PASSWORD = "manager", "secret"
PATIENCE = 60
"""Seconds that any wait may take on a busy computer: what comes ends it, so only a test that fails takes them."""
CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)
_UI = f"{os.sep}stpdesk{os.sep}ui{os.sep}"
_seen: list[str] = []
_watching = threading.Event()


def clock() -> datetime:
    """The day every test of the window happens on: just after the sample park's last month."""
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


def from_the_window() -> bool:
    """Whether this runs on the window's thread in code of the window."""
    if not _watching.is_set() or threading.current_thread() is not threading.main_thread():
        return False
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if _UI in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _heard(event: str, words: tuple[Any, ...]) -> None:
    """What Python says of files: none of a park's is opened by the window's thread, and none is written."""
    if event == "open" and _watching.is_set() and isinstance(words[0], str | bytes | os.PathLike):
        path, mode = Path(os.fsdecode(words[0])), str(words[1] or "r")
        park = any((folder / "park.keys").exists() for folder in path.parents) or set(mode) & set("wax+")
        if park and from_the_window():
            _seen.append(f"the window's thread opened {path}")


sys.addaudithook(_heard)


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fails a test in which the window's thread ran SQL, opened a file of a park or wrote any."""
    opened = engine._opened

    def traced(*words: Any) -> Any:
        conn = opened(*words)
        conn.set_trace_callback(
            lambda sql: _seen.append(f"the window's thread ran {sql[:80]}") if from_the_window() else None
        )
        return conn

    monkeypatch.setattr(engine, "_opened", traced)
    _seen.clear()
    _watching.set()
    yield _seen
    _watching.clear()
    if _seen:
        pytest.fail("; ".join(dict.fromkeys(_seen)))


@pytest.fixture(scope="session", autouse=True)
def collected_here() -> Iterator[None]:
    """As in the program, cyclic garbage is collected on the window's thread only."""
    gc.disable()
    gc.collect()
    gc.freeze()  # what the imports left is not gone through again at every collection
    yield
    gc.unfreeze()
    gc.enable()
    if QApplication.instance() is not None:
        hand_over_clipboard()


@pytest.fixture(autouse=True)
def tidy(collected_here: None) -> Iterator[None]:
    """What a test leaves behind is gone before it weighs on the next."""
    yield
    if gc.get_count()[0] > 20_000:
        gc.collect()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The program's name."""
    return ["stpdesk"]


@pytest.fixture(autouse=True)
def looks(qapp: Any) -> None:
    """The bundled fonts and the light theme at 100 %, whatever a test before left."""
    if not QFontDatabase.hasFamily("Noto Naskh Arabic"):
        theme.load_fonts()
    theme.apply(qapp, theme.LIGHT, 100)


class PatientBot(QtBot):
    """Waits as long as a busy computer may need, whatever shorter time a test names."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:  # noqa: N802  # pytest-qt names it
        super().waitUntil(callback, timeout=max(timeout, PATIENCE * 1000))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **more: Any) -> Any:  # noqa: N802  # pytest-qt names it
        return super().waitSignal(signal, timeout=max(timeout, PATIENCE * 1000), **more)

    def waitExposed(self, widget: QWidget, *, timeout: int = 0) -> Any:  # noqa: N802  # pytest-qt names it
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE * 1000))


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """A hand on the widgets of a test."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def demo_park(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A worker's sample park of 12 tenants and 6 months, made by the first: copy it (`park_folder`) to write in it."""
    base = tmp_path_factory.getbasetemp()
    place = base if worker_id == "master" else base.parent
    with FileLock(place / "demo-park.lock"):
        if not (place / "demo-park").exists():
            _make_demo_park(place / "demo-park.part")
            (place / "demo-park.part").rename(place / "demo-park")
    own = tmp_path_factory.mktemp("demo") / "park"  # opening leaves files beside a park, which come and go
    return Path(shutil.copytree(place / "demo-park", own))


def _make_demo_park(folder: Path) -> None:
    played(folder, "gilgit", 12, 6, user=USER, password=PASSWORD, clock=clock, name="Gilgit STP")


@pytest.fixture
def park_folder(demo_park: Path, tmp_path: Path) -> Path:
    """A copy of the sample park that a test may change."""
    return Path(shutil.copytree(demo_park, tmp_path / "park"))


@pytest.fixture
def desk_on(qtbot: QtBot) -> Iterator[Callable[[Path], Desk]]:
    """Opens a park on a desk, which is closed when the test ends; an error of the program fails the test."""
    desks: list[Desk] = []
    errors: list[BaseException] = []

    def make(folder: Path) -> Desk:
        desk = Desk()
        desks.append(desk)
        desk.crashed.connect(errors.append)

        def session() -> Session:
            park = Park.open(folder, user=USER, password=PASSWORD, write=True, clock=clock)
            return Session(park, park.actor, clock, Role(park.role))

        with qtbot.waitSignal(desk.opened):
            desk.open(desk, session)
        return desk

    yield make
    for desk in desks:
        desk.close()
    if errors:
        raise errors[0]


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Any]:
    """One window over a desk; a fault of the program that the test does not look at fails it."""
    from tests.ui.shell import shells

    making = shells()
    made = next(making)()
    yield made
    faults = list(made.faults)
    next(making, None)
    if faults:
        raise faults[0]


@pytest.fixture
def make_program(qapp: Any, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """The whole program over preferences of its own; its looks are taken back."""
    from stpdesk.app import Program

    made: list[Program] = []

    def make() -> Program:
        made.append(Program(qapp, tmp_path / "window.json"))
        made[-1].window.show()
        return made[-1]

    yield make
    for program in made:
        program.window.leave()
        program.desk.close()
        program.window.deleteLater()
