"""What is missing on the computer is installed by root, else told in one line."""

import os
import shutil
import sys

import pytest

from tools import system

HERE = system.Need("t", "here", lambda: True, "package-here")
GONE = system.Need("t", "gone", lambda: False, "package-gone")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The packages asked of apt; none is really installed."""
    asked: list[list[str]] = []
    monkeypatch.setattr(system, "_apt", asked.append)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "NEEDS", (HERE, GONE))
    return asked


def test_nothing_is_installed_where_nothing_is_missing(
    typed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "NEEDS", (HERE,))
    system.ensure("t")
    system.ensure("another task")
    assert typed == []


def test_root_installs_only_what_is_missing(
    typed: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    with pytest.raises(SystemExit) as left:
        system.ensure("t")
    assert left.value.code == 3  # it was still missing afterwards
    assert typed == [["package-gone"]]
    assert "Installing gone" in capsys.readouterr().err


def test_anybody_else_gets_the_line_to_type(
    typed: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit) as left:
        system.ensure("t")
    assert left.value.code == 3
    assert typed == []
    line = capsys.readouterr().err.splitlines()[-1]
    assert line == "sudo apt-get update && sudo apt-get install -y package-gone"


def test_a_python_without_venv_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.missing("set-up") == []
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert [need.package for need in system.missing("set-up")] == ["python3-venv"]
