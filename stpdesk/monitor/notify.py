"""Messages on the screen of this PC; where none can be shown they are in the log, and nothing else happens."""

from __future__ import annotations

import base64
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

LONGEST = 1.0
"""Seconds the monitor waits for a message to be shown."""
_ANSWER = 0.6
"""Seconds of it a notification service has to answer."""
_MOST_LETTERS = 1000
_PLACE, _OBJECT = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"

TOAST = """\
$ErrorActionPreference = 'Stop'
[Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime] > $null
$page = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(\
[Windows.UI.Notifications.ToastTemplateType]::ToastText02)
$lines = $page.GetElementsByTagName('text')
$lines.Item(0).AppendChild($page.CreateTextNode($env:STPDESK_TOLD_TITLE)) > $null
$lines.Item(1).AppendChild($page.CreateTextNode($env:STPDESK_TOLD_TEXT)) > $null
$from = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
$toast = [Windows.UI.Notifications.ToastNotification]::new($page)
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($from).Show($toast)
"""
"""Shows a toast in the name of PowerShell, which every Windows knows; the words come as environment, never as script."""

Way = Callable[[str, str], bool]
"""Shows a title and a text; False where it could not."""


class Desktop:
    """Tells the person at this PC. Never raises, never takes longer than a second."""

    def __init__(self, log: Callable[[str], None], ways: Sequence[Way] | None = None) -> None:
        self._log = log
        self._ways = usual_ways() if ways is None else tuple(ways)
        self._busy: threading.Thread | None = None

    def tell(self, title: str, text: str) -> None:
        """Shows it in the first way that works; what could not be shown in a second, or at all, is logged."""
        title, text = plain(title), plain(text)
        shown: list[bool] = []
        if self._busy is None or not self._busy.is_alive():  # a service that hangs gets no second message
            work = lambda: shown.append(any(_tried(way, title, text) for way in self._ways))  # noqa: E731
            self._busy = threading.Thread(target=work, name="notification", daemon=True)
            with suppress(RuntimeError):  # no thread to be had
                self._busy.start()
                self._busy.join(LONGEST)
        if not any(shown):
            self._log(f"Could not be shown on the screen: {title}: {text}")


class Quiet:
    """Tells nobody: whoever holds this monitor does."""

    def tell(self, title: str, text: str) -> None:
        """Nothing; the line is in the log already."""


def usual_ways() -> tuple[Way, ...]:
    """How this system shows messages."""
    return (by_powershell,) if sys.platform == "win32" else (by_bus, by_program)


def plain(text: str) -> str:
    """One message without control characters (line ends stay), and not too long for a screen."""
    kept = "".join(letter if letter.isprintable() or letter in "\n\u200c\u200d" else " " for letter in text)
    return kept if len(kept) <= _MOST_LETTERS else kept[: _MOST_LETTERS - 1] + "…"


def _tried(way: Way, title: str, text: str) -> bool:
    """Whether it was shown; any failure is a no, because a message is never worth a stopped monitor."""
    try:
        return way(title, text)
    except Exception:  # noqa: BLE001  # foreign programs and buses fail in ways of their own
        return False


def bus_address() -> str | None:
    """Where the session's D-Bus is; a service started at logon may have to look at its usual place."""
    told = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if told:
        return told
    usual = os.path.join(os.environ.get("XDG_RUNTIME_DIR") or "", "bus")  # noqa: PTH118  # an address, not a path
    return f"unix:path={usual}" if os.path.isabs(usual) and os.path.exists(usual) else None  # noqa: PTH110, PTH117


def by_bus(title: str, text: str) -> bool:
    """Through the notification service of a Linux desktop."""
    address = bus_address()
    if sys.platform == "win32" or address is None:
        return False
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    service = DBusAddress(_OBJECT, bus_name=_PLACE, interface=_PLACE)
    with open_dbus_connection(bus=address, auth_timeout=_ANSWER) as bus:
        able = bus.send_and_get_reply(new_method_call(service, "GetCapabilities"), timeout=_ANSWER)
        if able.header.message_type is not MessageType.method_return:
            return False
        if "body-markup" in able.body[0]:
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", "stpdesk")}
        words: tuple[object, ...] = ("STP Desk", 0, "", title, text, [], hints, -1)
        told = bus.send_and_get_reply(
            new_method_call(service, "Notify", "susssasa{sv}i", words), timeout=_ANSWER
        )
        return told.header.message_type is MessageType.method_return


def by_program(title: str, text: str) -> bool:
    """Through `notify-send`, where it is installed."""
    import shutil
    import subprocess

    program = shutil.which("notify-send")
    if program is None:
        return False
    words = [program, "--app-name=STP Desk", "--", title, text]
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_ANSWER, check=False
    )  # fmt: skip
    return done.returncode == 0


def powershell(title: str, text: str) -> tuple[list[str], dict[str, str]]:
    """The command that shows a toast on Windows, and the environment that carries its words."""
    script = base64.b64encode(TOAST.encode("utf-16-le")).decode("ascii")
    words = [
        "powershell.exe",
        "-NoProfile",
        "-NonInteractive",
        "-WindowStyle",
        "Hidden",
        "-EncodedCommand",
        script,
    ]
    return words, {"STPDESK_TOLD_TITLE": title, "STPDESK_TOLD_TEXT": text}


def by_powershell(title: str, text: str) -> bool:
    """A toast on Windows, through PowerShell without a window; it is not waited for, so that it shows is not known."""
    import subprocess

    words, told = powershell(title, text)
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    subprocess.Popen(
        words, env=os.environ | told, creationflags=hidden,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return True
