"""Where the program opens a window, and where it works from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stpdesk import display


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(sys, "platform", "linux")


def test_no_display_means_no_window() -> None:
    assert not display.has_display()


def test_a_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4987")
    assert not display.has_display()


def test_another_computers_display_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "desk:0")
    assert display.has_display()


def test_windows_always_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert display.has_display()


@pytest.mark.parametrize(("name", "shown"), [("offscreen", False), ("minimal", False), ("xcb", True)])
def test_qts_own_platform_counts_first(monkeypatch: pytest.MonkeyPatch, name: str, shown: bool) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", name)
    assert display.has_display() is shown


def test_a_command_loads_no_qt() -> None:
    code = "import sys; sys.argv = ['stpdesk', '--help']\nfrom stpdesk.__main__ import main\ntry: main()\nexcept SystemExit: pass\nprint([m for m in sys.modules if m.startswith('PySide6')])"
    root = Path(__file__).resolve().parents[1]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"
