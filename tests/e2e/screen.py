"""A real X server with a window manager, and hands on its keyboard."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def until(there: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Waits for what another process does."""
    end = time.monotonic() + patience
    while not there():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


@dataclass
class XScreen:
    """One display; every process on it is ended by its own number."""

    display: str
    home: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        """What a person's session has set: a home of its own, so that nothing of this computer is read or written."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("QT_", "XDG_", "STPDESK_"))
        }
        return kept | {
            "DISPLAY": self.display, "HOME": str(self.home), "STPDESK_HOME": str(self.home / "STP Desk"),
            "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8", "TMPDIR": str(self.home),
        }  # fmt: skip

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts something on it; what it says goes to a file."""
        with (self.home / "said.txt").open("ab") as said:
            made = subprocess.Popen(words, env=self.env, cwd=ROOT, stdout=said, stderr=said)
        self.processes.append(made)
        return made

    def program(self) -> subprocess.Popen[bytes]:
        """`stpdesk`, without a command."""
        return self.run(sys.executable, "-P", "-m", "stpdesk")

    def do(self, *words: str) -> str:
        """xdotool; what it prints."""
        done = subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True, timeout=PATIENCE, check=False)  # fmt: skip
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """The window whose title matches, in front and with the keyboard."""
        found: list[str] = []

        def there() -> bool:
            found[:] = self.do("search", "--onlyvisible", "--name", title).split()
            return bool(found)

        until(there, f"a window called {title}: {self.said()}")
        self.do("windowactivate", "--sync", found[-1])
        return found[-1]

    def keys(self, *names: str) -> None:
        """Presses keys one after the other."""
        for name in names:
            self.do("key", "--clearmodifiers", name)

    def leaves(self, title: str) -> None:
        """Esc ends the dialog in front; what is pressed next is the window's called so."""
        self.keys("Escape")
        until(lambda: title in self.do("getactivewindow", "getwindowname"), f"the keyboard back in {title}")

    def window_by_key(self, key: str, title: str, *before: str) -> None:
        """Presses a key again until the dialog it opens (called so at first) is in front: before its screen has read, it means nothing.

        `before`: keys that lead to its screen, and mean nothing where a park is just being opened.
        """

        def there() -> bool:
            self.keys(*before, key)
            with contextlib.suppress(TimeoutError):
                until(lambda: any(one.startswith(title) for one in self.titles()), title, patience=2)
                return True
            return False

        until(there, f"{key} opens {title}")
        until(
            lambda: self.do("getactivewindow", "getwindowname").startswith(title), f"the keyboard in {title}"
        )

    def type(self, text: str) -> None:
        """Types a text."""
        self.do("type", "--delay", "5", text)

    def titles(self) -> list[str]:
        """Titles of all windows that are shown."""
        return [
            self.do("getwindowname", one) for one in self.do("search", "--onlyvisible", "--name", ".").split()
        ]

    def picture(self, path: Path) -> None:
        """What is on the screen."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True, timeout=PATIENCE)

    def said(self) -> str:
        """What the programs said on stderr."""
        place = self.home / "said.txt"
        return place.read_text("utf-8", errors="replace") if place.exists() else ""


@contextlib.contextmanager
def x_screen(home: Path) -> Iterator[XScreen]:
    """Xvfb on a display it finds itself, with openbox."""
    read, write = os.pipe()
    server = subprocess.Popen(
        # -noreset: else it begins anew when its last client leaves, and whoever connects at that moment is turned away
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    screen = XScreen(f":{number}", home, [server])
    try:
        until(lambda: subprocess.run(["xdpyinfo"], env=screen.env, capture_output=True, check=False).returncode == 0, "the X server")  # fmt: skip
        screen.run("openbox")
        until(lambda: int(screen.do("get_num_desktops") or 0) > 0, "the window manager")
        yield screen
    finally:
        for one in reversed(screen.processes):
            with contextlib.suppress(ProcessLookupError):
                one.send_signal(signal.SIGKILL)
            one.wait(PATIENCE)
