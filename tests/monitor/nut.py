"""A real NUT server over a UPS that is a file: its driver and its server are started, stopped and killed by tests."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from stpdesk.core.watching import Mains, UpsWatch
from stpdesk.monitor import ups
from stpdesk.monitor.ups import UpsReading

PROGRAMS = Path("/lib/nut")
PATIENT = 60.0
"""seconds in which NUT has to come to what is awaited; it usually takes one"""
STALE_AFTER = 2
"""seconds after which the server no longer believes a driver that says nothing"""


def free_port(host: str) -> int:
    with socket.create_server((host, 0)) as trial:
        return int(trial.getsockname()[1])


class Nut:
    """A UPS called park on a free port. Its folder is short: the driver's socket has a path of 108 bytes at most."""

    def __init__(self) -> None:
        self.host = (
            f"127.1.{secrets.randbelow(256)}.{secrets.randbelow(254) + 1}"  # where nobody else listens
        )
        self.port = free_port(self.host)
        self.watch = UpsWatch("park", self.host, self.port)
        self._second = 1_000_000_000
        self._folder = Path(tempfile.mkdtemp(prefix="nut"))
        (self._folder / "s").mkdir(mode=0o700)
        self._environment = os.environ | {
            "NUT_CONFPATH": str(self._folder),
            "NUT_STATEPATH": str(self._folder / "s"),
            "NUT_ALTPIDPATH": str(self._folder / "s"),
        }
        self._write(
            "ups.conf",
            f"maxretry=1\n[park]\ndriver=dummy-ups\nmode=dummy-once\nport={self._folder}/park.dev\npollinterval=1\n",
        )
        self._write("upsd.conf", f"LISTEN {self.host} {self.port}\nMAXAGE {STALE_AFTER}\n")
        self._write("upsd.users", "[boss]\npassword = secret\nupsmon primary\n")
        self.says("OL")
        self.start_driver()
        self.start_server()

    def _write(self, name: str, text: str) -> Path:
        """Writes a whole file at once, so that NUT never reads half of it."""
        path = self._folder / f"{name}.new"
        path.write_text(text)
        path.chmod(0o600)
        return path.replace(self._folder / name)

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        """As the one who runs the tests: root's own would change to a user who may not enter the folder."""
        log = (self._folder / f"{program}.log").open("ab")
        line = [str(PROGRAMS / program), *words, "-F", "-u", getpass.getuser()]
        with log:
            return subprocess.Popen(line, env=self._environment, stdout=log, stderr=log)

    def says(self, status: str) -> None:
        """The UPS's own word from now on. The driver reads it again where the file's second has changed."""
        path = self._write("park.dev", f"ups.status: {status}\n")
        self._second += 1
        os.utime(path, (self._second, self._second))

    def mend(self) -> None:
        """Starts what is dead, wakes what hangs; the UPS says OL."""
        self.wake_driver()
        self.says("OL")
        if self.driver.poll() is not None:
            self.start_driver()
        if self.server.poll() is not None:
            self.start_server()
        self.comes_to_say(Mains.ON)

    def ask(self) -> UpsReading:
        return ups.ask(self.watch)

    def comes_to(self, awaited: Callable[[UpsReading], bool]) -> list[UpsReading]:
        """Asks until a reading is the awaited one; every reading on the way, repeated ones once."""
        seen: list[UpsReading] = []
        deadline = time.monotonic() + PATIENT
        while time.monotonic() < deadline:
            found = self.ask()
            if not seen or seen[-1] != found:
                seen.append(found)
            if awaited(found):
                return seen
            time.sleep(0.05)
        raise AssertionError(f"only {seen}")

    def comes_to_say(self, mains: Mains) -> list[UpsReading]:
        return self.comes_to(lambda found: found.mains is mains)

    def shut_down(self) -> list[str]:
        """What upsmon says when the battery is empty; the server's replies."""
        lines = ("USERNAME boss", "PASSWORD secret", "LOGIN park", "PRIMARY park", "FSD park")
        with (
            socket.create_connection((self.host, self.port), PATIENT) as server,
            server.makefile("rw") as both,
        ):
            replies = []
            for line in lines:
                both.write(f"{line}\n")
                both.flush()
                replies.append(both.readline().strip())
        return replies

    def hang_driver(self) -> None:
        self.driver.send_signal(signal.SIGSTOP)

    def wake_driver(self) -> None:
        self.driver.send_signal(signal.SIGCONT)

    def kill_driver(self) -> None:
        """As a crash does, but for the socket's file, which the next driver would take away itself."""
        end(self.driver)
        (self._folder / "s/dummy-ups-park").unlink(missing_ok=True)

    def start_driver(self) -> None:
        """Returns once it listens: a server that finds nobody tries again only after some seconds."""
        self.driver = self._start("dummy-ups", "-a", "park")
        listening = self._folder / "s/dummy-ups-park"
        deadline = time.monotonic() + PATIENT
        while not listening.exists() and time.monotonic() < deadline:
            time.sleep(0.02)

    def kill_server(self) -> None:
        end(self.server)

    def start_server(self) -> None:
        self.server = self._start("upsd")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self.server, self.driver):
            end(process)
        shutil.rmtree(self._folder)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends one process, stopped or not."""
    process.kill()
    process.wait()
