"""Starts the monitor when its person logs on: a systemd user unit on Linux, a scheduled task on Windows."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from stpdesk.core.errors import Refused

_PATIENCE = 20
"""Seconds for systemctl and schtasks."""
_WANTS = "default.target"


@dataclass(frozen=True, slots=True)
class Start:
    """One park's autostart: what is started, and under which name."""

    folder: Path
    code: str
    program: tuple[str, ...]
    """the interpreter and its words, before those of the command"""

    @property
    def mark(self) -> str:
        """What tells one park folder of this PC from another."""
        return hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:8]

    @property
    def unit(self) -> str:
        """The name of the systemd unit, such as `stpdesk-monitor-GLT-1a2b3c4d.service`."""
        code = re.sub(r"[^A-Za-z0-9-]", "", self.code) or "park"
        return f"stpdesk-monitor-{code}-{self.mark}.service"

    @property
    def task(self) -> str:
        """The name of the scheduled task."""
        return f"stpdesk-monitor-{self.mark}"

    @property
    def words(self) -> tuple[str, ...]:
        """The whole command."""
        return (*self.program, "--park", str(self.folder), "monitor")


def this_program() -> tuple[str, ...]:
    """How this very program is started again; on Windows without a console window."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    interpreter = Path(sys.executable)
    silent = interpreter.with_name("pythonw.exe")
    return (
        str(silent if sys.platform == "win32" and silent.exists() else interpreter),
        "-P",
        "-m",
        "stpdesk",
    )


def start_of(folder: Path, code: str) -> Start:
    """The autostart of a park; refused where the folder's name cannot be written down."""
    place = Path(os.path.abspath(folder))  # noqa: PTH100  # as it was named: a link may move
    if any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in str(place)):
        raise Refused("The folder's name holds control characters; give it another name first.", field="park")
    return Start(place, code, this_program())


def install(start: Start) -> list[str]:
    """Makes the monitor start at logon, now and when it was so already; what was done, in sentences."""
    return _install_task(start) if sys.platform == "win32" else _install_unit(start)


def uninstall(start: Start) -> list[str]:
    """The monitor starts at logon no more, also where it never did; what was done, in sentences."""
    return _uninstall_task(start) if sys.platform == "win32" else _uninstall_unit(start)


# --- Linux


def installed(start: Start) -> bool:
    """Whether the monitor of this park starts at logon."""
    if sys.platform == "win32":
        return _done(task_words("Query", start))
    return any((units() / f"{_WANTS}.wants").glob(f"stpdesk-monitor-*-{start.mark}.service"))


def stop(start: Start) -> bool:
    """Ends the one that was started at logon, which starts again at the next; whether it was reached."""
    if sys.platform == "win32":
        return _done(task_words("End", start))
    return all(_systemctl(["stop", file.name]) for file in _units_of(start))


def units() -> Path:
    """Where a person's own systemd units are."""
    told = os.environ.get("XDG_CONFIG_HOME") or ""
    return (Path(told) if Path(told).is_absolute() else Path.home() / ".config") / "systemd" / "user"


def unit(start: Start) -> str:
    """The text of the systemd unit."""
    command = " ".join(map(quoted, _startable(start.words)))
    return f"""\
[Unit]
Description=STP Desk watches the links and the power of park {specifiers(start.code)}
StartLimitIntervalSec=0

[Service]
ExecStart=:{command}
Restart=on-failure
RestartSec=60
KillSignal=SIGTERM
TimeoutStopSec=20

[Install]
WantedBy={_WANTS}
"""


def _startable(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they are, or by way of a shell where systemd refuses the program's own name."""
    if any(letter in words[0] for letter in "\"'\\"):
        return ("/bin/sh", "-c", 'exec "$0" "$@"', *words)
    return words


def specifiers(text: str) -> str:
    """Text in which systemd replaces nothing."""
    return text.replace("%", "%%")


def quoted(word: str) -> str:
    """One word of ExecStart; the colon before the command has turned `$` into a plain letter."""
    return '"' + specifiers(word.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def _install_unit(start: Start) -> list[str]:
    """Writes the unit and has systemd take it; one of this folder under another code of the park goes."""
    file = units() / start.unit
    text = unit(start).encode()
    told = [line for old in _units_of(start) if old != file for line in _remove(old)]
    with suppress(OSError):
        if file.read_bytes() == text:
            return [*told, f"{file} is there already.", *_enable(start)]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    except OSError:
        raise Refused("{file} cannot be written.", file=file) from None
    return [*told, f"Written: {file}", *_enable(start)]


def _enable(start: Start) -> list[str]:
    """Starts it now and at every logon, or says what to type."""
    commands = (["daemon-reload"], ["enable", "--now", start.unit])
    if all(_systemctl(words) for words in commands):
        return ["The monitor runs, and starts whenever you log on."]
    typed = [f"  systemctl --user {' '.join(words)}" for words in commands]
    return [
        "systemd could not be reached from here. Type these two commands in a session of your own:",
        *typed,
    ]


def _uninstall_unit(start: Start) -> list[str]:
    """Stops it and takes its unit away, whatever the park's code was."""
    told = [line for file in _units_of(start) for line in _remove(file)]
    return told or ["No autostart of this park was there."]


def _units_of(start: Start) -> list[Path]:
    """The units of this park folder, also those that are only enabled."""
    pattern = f"stpdesk-monitor-*-{start.mark}.service"
    names = {found.name for place in (units(), units() / f"{_WANTS}.wants") for found in place.glob(pattern)}
    return [units() / name for name in sorted(names)]


def _remove(file: Path) -> list[str]:
    """Stops one unit and deletes it."""
    stopped = _systemctl(["disable", "--now", file.name])
    try:
        (units() / f"{_WANTS}.wants" / file.name).unlink(missing_ok=True)
        file.unlink(missing_ok=True)
    except OSError:
        raise Refused("{file} cannot be deleted.", file=file) from None
    if stopped:
        _systemctl(["daemon-reload"])
        return [f"Removed: {file}. The monitor was stopped and no longer starts when you log on."]
    return [
        f"Removed: {file}. The monitor no longer starts when you log on; one that runs now goes on until it is stopped."
    ]


def _systemctl(words: Sequence[str]) -> bool:
    """Whether the person's own systemd did it."""
    program = shutil.which("systemctl")
    return program is not None and _done([program, "--user", *words])


# --- Windows


def task(start: Start, person: str) -> str:
    """The scheduled task as XML: at this person's logon, without a window, also on battery, and again if it fails."""
    command, *words = start.words
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{escape(f"STP Desk watches the links and the power of park {start.code}.")}</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger><Enabled>true</Enabled><UserId>{escape(person)}</UserId></LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{escape(person)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(command)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(words))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def task_words(act: str, start: Start, *more: str) -> list[str]:
    """A command of schtasks on this park's task."""
    return ["schtasks", f"/{act}", "/TN", start.task, *more]


def _install_task(start: Start) -> list[str]:
    """Registers the task, in place of one that is there, and starts it."""
    person = "\\".join(filter(None, (os.environ.get("USERDOMAIN"), os.environ.get("USERNAME"))))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "task.xml"
        file.write_text(task(start, person), encoding="utf-16")
        if not _done(task_words("Create", start, "/XML", str(file), "/F")):
            raise Refused("Windows did not accept the scheduled task {name}.", name=start.task)
    if not _done(task_words("Run", start)):
        return [f"Registered: scheduled task {start.task}. The monitor starts whenever you log on."]
    return [f"Registered: scheduled task {start.task}. The monitor runs, and starts whenever you log on."]


def _uninstall_task(start: Start) -> list[str]:
    """Ends it and takes the task away."""
    if not _done(task_words("Query", start)):
        return ["No autostart of this park was there."]
    _done(task_words("End", start))
    if not _done(task_words("Delete", start, "/F")):
        raise Refused("Windows did not delete the scheduled task {name}.", name=start.task)
    return [
        f"Removed: scheduled task {start.task}. The monitor was stopped and no longer starts when you log on."
    ]


def _done(words: Sequence[str]) -> bool:
    """Whether a program of the system did what it was asked, in time."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            creationflags=hidden,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
