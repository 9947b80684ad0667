"""Starting at logon: the systemd unit, checked by systemd itself where it is installed, and the task of Windows as XML.

That Windows takes the task can only be tried on Windows; here it is checked that it is well-formed and says what it must.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from defusedxml import ElementTree

from stpdesk.core.errors import Refused
from stpdesk.monitor import autostart
from stpdesk.monitor.autostart import Start, install, quoted, start_of, task, task_words, uninstall, unit

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="systemd is Linux's")
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
ODD = 'My 100% "best" $HOME %h \\ park; گلگت پارک.stpdesk'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's configuration folder, and a systemctl that reaches no systemd."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    _systemctl(tmp_path, monkeypatch, 1)
    return tmp_path / "config" / "systemd" / "user"


def _systemctl(place: Path, monkeypatch: pytest.MonkeyPatch, status: int) -> Path:
    """Puts a systemctl on the path that writes down what it is asked and leaves with a status."""
    asked = place / "asked"
    program = place / "bin" / "systemctl"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\nexit {status}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return asked


def test_the_name_is_of_the_park_and_its_folder(tmp_path: Path) -> None:
    here, there = start_of(tmp_path / "a", "GLT"), start_of(tmp_path / "b", "GLT")
    assert here.unit.startswith("stpdesk-monitor-GLT-")
    assert here.unit != there.unit
    assert here.task != there.task
    assert here == start_of(tmp_path / "b" / ".." / "a", "GLT")
    assert start_of(tmp_path, "").unit.startswith("stpdesk-monitor-park-")


def test_the_command_is_this_program_with_the_park_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = start_of(Path("park"), "GLT").words
    assert words == (sys.executable, "-P", "-m", "stpdesk", "--park", str(tmp_path / "park"), "monitor")
    said = subprocess.run([*words[:4], "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("STP Desk ")


def test_a_folder_that_cannot_be_written_down_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="control characters"):
        start_of(tmp_path / "a\nExecStartPost=evil", "GLT")


def test_words_are_quoted_as_systemd_reads_them() -> None:
    assert quoted('a "b" \\ 50% $HOME گلگت') == '"a \\"b\\" \\\\ 50%% $HOME گلگت"'


@linux
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("name", [ODD, ODD.replace('"', "").replace("\\", "")])
def test_systemd_accepts_the_unit_of_any_folder(tmp_path: Path, name: str) -> None:
    """The interpreter lies in the odd folder too: systemd finds it only where the quoting is right."""
    interpreter = tmp_path / name / "python"
    interpreter.parent.mkdir()
    interpreter.symlink_to(sys.executable)
    start = Start(tmp_path / name, "GLT", (str(interpreter), "-m", "stpdesk"))
    file = tmp_path / start.unit
    file.write_text(unit(start), encoding="utf-8")
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path), "SYSTEMD_LOG_LEVEL": "warning"}

    def verify() -> str:
        words = ["systemd-analyze", "--user", "verify", "--man=no", str(file)]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        return "\n".join(line for line in done.stderr.splitlines() if start.unit in line)

    assert verify() == ""
    interpreter.unlink()
    assert (
        str(interpreter) in verify() or name == ODD
    )  # systemd takes no quotes in a program's name: a shell starts it


@linux
def test_without_a_reachable_systemd_the_two_commands_are_told(config: Path, tmp_path: Path) -> None:
    start = start_of(tmp_path / ODD, "GLT")
    told = install(start)
    file = config / start.unit
    assert told[0] == f"Written: {file}"
    assert told[2:] == [
        "  systemctl --user daemon-reload",
        f"  systemctl --user enable --now {file.name}",
    ]
    text = file.read_text("utf-8")
    assert "Restart=on-failure" in text
    assert "WantedBy=default.target" in text
    assert text == unit(start)


@linux
def test_installing_twice_and_uninstalling_twice_is_harmless(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _systemctl(tmp_path, monkeypatch, 0)
    start = start_of(tmp_path / "park", "GLT")
    file = config / start.unit
    assert install(start)[-1] == "The monitor runs, and starts whenever you log on."
    assert install(start)[0] == f"{file} is there already."
    assert list(config.iterdir()) == [file]
    assert uninstall(start) == [
        f"Removed: {file}. The monitor was stopped and no longer starts when you log on."
    ]
    assert uninstall(start) == ["No autostart of this park was there."]
    assert list(config.iterdir()) == []
    reload, enable = "--user daemon-reload", f"--user enable --now {file.name}"
    disable = f"--user disable --now {file.name}"
    assert asked.read_text().splitlines() == [reload, enable, reload, enable, disable, reload]


@linux
def test_uninstalling_removes_what_somebody_enabled_by_hand(config: Path, tmp_path: Path) -> None:
    start = start_of(tmp_path / "park", "GLT")
    install(start)
    wants = config / "default.target.wants"
    wants.mkdir()
    (wants / start.unit).symlink_to(config / start.unit)
    assert "goes on until it is stopped" in uninstall(start)[0]
    assert list(wants.iterdir()) == []


@linux
def test_a_park_that_got_another_code_has_one_unit_and_is_removed_without_it(
    config: Path, tmp_path: Path
) -> None:
    install(start_of(tmp_path / "park", "GLT"))
    named = start_of(tmp_path / "park", "SKD")
    told = install(named)
    assert told[0].startswith("Removed: ")
    assert list(config.iterdir()) == [config / named.unit]
    assert uninstall(start_of(tmp_path / "park", ""))[0].startswith(f"Removed: {config / named.unit}")
    assert list(config.iterdir()) == []


@linux
def test_a_relative_configuration_folder_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert autostart.units() == tmp_path / ".config" / "systemd" / "user"


@linux
def test_a_configuration_folder_that_cannot_be_written_is_a_sentence(config: Path, tmp_path: Path) -> None:
    config.parent.parent.mkdir(parents=True)
    config.parent.write_text("a file")
    with pytest.raises(Refused, match="cannot be written"):
        install(start_of(tmp_path / "park", "GLT"))


def test_the_task_of_windows_is_well_formed_and_says_what_it_must() -> None:
    program = ("C:\\STP Desk & Co\\<x>\\pythonw.exe", "-P", "-m", "stpdesk")
    start = Start(Path('C:/Parks/100% "گلگت" & more'), "GLT", program)
    made = task(start, "PARK-PC\\علی & Sons")
    tree = ElementTree.fromstring(made.encode("utf-16"))
    told = {found.tag.removeprefix(SPACE): found.text for found in tree.iter()}
    assert told["Command"] == program[0]
    assert told["Arguments"] == subprocess.list2cmdline(start.words[1:])
    assert told["Arguments"].startswith('-P -m stpdesk --park "')
    assert told["Arguments"].endswith(" monitor")
    assert told["UserId"] == "PARK-PC\\علی & Sons"
    assert (told["StopIfGoingOnBatteries"], told["DisallowStartIfOnBatteries"]) == ("false", "false")
    assert (told["Hidden"], told["ExecutionTimeLimit"], told["LogonType"]) == (
        "true",
        "PT0S",
        "InteractiveToken",
    )
    assert tree.find(f"{SPACE}Triggers/{SPACE}LogonTrigger") is not None


def test_the_task_is_made_in_place_of_an_older_one_and_deleted_by_name() -> None:
    start = Start(Path("C:/park"), "GLT", ("pythonw.exe",))
    assert task_words("Create", start, "/XML", "f.xml", "/F")[1:4] == ["/Create", "/TN", start.task]
    assert task_words("Delete", start, "/F") == ["schtasks", "/Delete", "/TN", start.task, "/F"]
