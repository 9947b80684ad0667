"""Batches of papers in a process of their own: the command line's bytes, and no trace of what was stopped, killed or refused."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from stpdesk.apart.papers import Paper, issued, write_many
from stpdesk.cli import opening, run
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import INVOICES, SET
from stpdesk.ui.apart import Order, apart_of
from stpdesk.ui.desk import Desk
from stpdesk.ui.progress import Task
from tests.ui.conftest import PASSWORD, USER, clock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are halted by signals")
WAIT = 120_000
SEPTEMBER = Month(2026, 9)
DeskOn = Callable[[Path], Desk]


def begun(order: Order, qtbot: QtBot) -> int:
    """The number of its process."""
    qtbot.waitUntil(lambda: order.number > 0, timeout=WAIT)
    return order.number


def halted_in_the_middle(order: Order, place: Path, qtbot: QtBot) -> int:
    """The number of its process, which stands still after its first file of many."""
    number = begun(order, qtbot)
    process = order.process
    assert process is not None
    over = QProcess.ProcessState.NotRunning
    qtbot.waitUntil(lambda: any(place.glob(".stpdesk-*/*")) or process.state() is over, timeout=WAIT)
    os.kill(number, signal.SIGSTOP)
    assert any(place.glob(".stpdesk-*/*"))
    return number


def gone(number: int) -> bool:
    """Whether a process has ended and was taken leave of."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


def whole_set(desk: Desk, place: Path, heard: list[object], task: Task | None = None) -> Order:
    """A month's set under way."""
    work = partial(write_many, which=SET, asked=Asked(month=SEPTEMBER), place=place)
    return apart_of(desk).make(desk, work, heard.append, task=task, refused=heard.append, place=place)


def test_its_bytes_are_the_command_lines_and_its_key_is_on_no_list(
    qtbot: QtBot, desk_on: DeskOn, park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STPDESK_PASSWORD", PASSWORD)
    monkeypatch.setattr(opening, "system_clock", clock)
    target = park_folder.parent / "invoices.pdf"
    words = ["--park", str(park_folder), "--user", USER, "report", "invoices", str(SEPTEMBER)]
    assert run([*words, "--format", "pdf", "--out", str(target)]) == 0
    monkeypatch.delenv("STPDESK_PASSWORD")

    heard: list[Paper] = []
    steps: list[tuple[int, int]] = []
    desk = desk_on(park_folder)
    task = Task(desk)
    task.told.connect(lambda done, total: steps.append((done, total)))
    order = apart_of(desk).make(desk, partial(issued, month=SEPTEMBER), heard.append, task=task)
    number = begun(order, qtbot)
    process = order.process
    assert process is not None
    qtbot.waitUntil(lambda: process.state() is QProcess.ProcessState.Running, timeout=WAIT)
    assert process.arguments() == ["-P", "-m", "stpdesk", "--apart"]
    assert PASSWORD.encode() not in Path(f"/proc/{number}/environ").read_bytes()
    qtbot.waitUntil(lambda: steps != [], timeout=WAIT)
    assert gone(number) or os.getpriority(os.PRIO_PROCESS, number) > os.getpriority(os.PRIO_PROCESS, 0)
    qtbot.waitUntil(lambda: heard != [], timeout=WAIT)
    assert heard[0].pdf == target.read_bytes()
    assert steps == sorted(steps) and steps[-1][0] < steps[-1][1]
    qtbot.waitUntil(lambda: gone(number), timeout=WAIT)


def test_what_is_stopped_or_killed_leaves_nothing_and_the_next_goes_on(
    qtbot: QtBot, desk_on: DeskOn, park_folder: Path, tmp_path: Path
) -> None:
    heard: list[object] = []
    place, desk = tmp_path / "stick", desk_on(park_folder)
    place.mkdir()
    task = Task(desk)
    stopped, killed = whole_set(desk, place, heard, task), whole_set(desk, place, heard)
    number = halted_in_the_middle(stopped, place, qtbot)
    assert killed.number == 0  # one after the other
    task.stop()
    os.kill(number, signal.SIGCONT)
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=WAIT)
    assert str(heard[0]) == "Stopped. Nothing of it was kept."

    second = halted_in_the_middle(killed, place, qtbot)
    (place / "GLT invoices 2026-09").write_text("in the way")
    work = partial(write_many, which=INVOICES, asked=Asked(month=SEPTEMBER), place=place)
    apart_of(desk).make(desk, work, heard.append, refused=heard.append)
    os.kill(second, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=WAIT)
    assert str(heard[1]).startswith("The process that makes the papers was ended. Nothing of it was kept")
    assert [one.name for one in place.iterdir()] == ["GLT invoices 2026-09"]

    assert gone(number) and gone(second)

    # a refusal comes back as it was made there, with its values
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=WAIT)
    refused = heard[2]
    assert isinstance(refused, Refused)
    assert str(refused).endswith("GLT invoices 2026-09 is a file; give the name of a folder.")
    assert (refused.field, refused.values["folder"]) == ("out", place / "GLT invoices 2026-09")


def test_an_error_of_the_program_is_told_and_closing_the_park_ends_what_is_under_way(
    qtbot: QtBot, desk_on: DeskOn, park_folder: Path, tmp_path: Path
) -> None:
    heard: list[object] = []
    place, desk = tmp_path / "stick", desk_on(park_folder)
    place.mkdir()
    desk.crashed.disconnect()
    with qtbot.waitSignal(desk.crashed, timeout=WAIT) as crashed:
        apart_of(desk).make(desk, complex, heard.append)  # type: ignore[arg-type]  # a number is no work
    assert "TypeError" in str(crashed.args[0])

    order = whole_set(desk, place, heard)
    number = halted_in_the_middle(order, place, qtbot)
    os.kill(number, signal.SIGCONT)
    with qtbot.waitSignal(desk.closed, timeout=WAIT):
        desk.leave()
    assert (gone(number), heard, list(place.iterdir())) == (True, [], [])
