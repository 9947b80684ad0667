"""A real D-Bus session of its own, and a small real notification service on it."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"


@contextlib.contextmanager
def session_bus(place: Path) -> Iterator[str]:
    """The address of a bus that lives as long as the block."""
    daemon = subprocess.Popen(
        [
            "dbus-daemon",
            "--session",
            "--nofork",
            "--nopidfile",
            "--print-address",
            f"--address=unix:path={place}/bus",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.communicate()


class Service:
    """Takes notifications and keeps them; `able` is what it says it can do, `mute` answers nothing."""

    def __init__(
        self, address: str, able: tuple[str, ...] = ("body", "body-markup"), *, mute: bool = False
    ) -> None:
        self.shown: list[tuple[Any, ...]] = []
        self._able = able
        self._mute = mute
        self._end = threading.Event()
        self._bus: DBusConnection = open_dbus_connection(bus=address)
        self._bus.send_and_get_reply(message_bus.RequestName(NAME), timeout=60)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        self._bus.close()

    def _serve(self) -> None:
        while not self._end.is_set():
            with contextlib.suppress(TimeoutError, ConnectionError):
                message = self._bus.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call and not self._mute:
                    self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        asked = message.header.fields[HeaderFields.member]
        if asked == "GetCapabilities":
            return new_method_return(message, "as", (list(self._able),))
        if asked == "Notify":
            self.shown.append(message.body)
            return new_method_return(message, "u", (len(self.shown),))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
