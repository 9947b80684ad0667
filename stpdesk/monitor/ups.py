"""Asks a UPS through its NUT server: one socket a poll, one line out, one line back, all under one deadline.

A library would bring a lasting connection, which a driver that hangs or a server that restarts leaves half dead; here
whatever goes wrong ends with this poll, and the next one begins anew.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from stpdesk.core.watch_values import is_address
from stpdesk.core.watching import Mains, UpsWatch

NAME = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
LONGEST = 512
"""bytes of a reply's line; a status is far shorter"""
SHORTEST_WAIT = 0.05


@dataclass(frozen=True, slots=True)
class UpsReading:
    """What one poll found."""

    mains: Mains
    flags: frozenset[str] = frozenset()
    """of `ups.status`: OL, OB, LB, FSD, CAL …"""
    reason: str = ""
    """why nothing is known, in the server's words or the system's; empty where something is"""


def read_flags(flags: frozenset[str]) -> Mains:
    """What the flags of `ups.status` say of the mains.

    Told to shut down (FSD), or on battery and low (OB LB): save now. On battery for a calibration: the mains is there.
    A weak battery on the mains (OL LB) is a matter for another day. Neither OL nor OB: unknown.
    """
    if "FSD" in flags:
        return Mains.LOW
    if "OB" in flags and "CAL" not in flags:
        return Mains.LOW if "LB" in flags else Mains.LOST
    return Mains.ON if flags & {"OL", "OB"} else Mains.UNKNOWN


def read_line(name: str, line: bytes) -> UpsReading:
    """What the server's line says: `VAR name ups.status "OB LB"`, or `ERR` and its reason."""
    text = line.decode("ascii", "replace").strip()
    if text.startswith("ERR "):
        return UpsReading(Mains.UNKNOWN, reason=text[4:])
    found = re.fullmatch(rf'VAR {re.escape(name)} ups\.status "([^"]*)"', text)
    if found is None:
        return UpsReading(Mains.UNKNOWN, reason=f"a line that was not understood: {text[:60]!r}")
    flags = frozenset(found[1].split())
    mains = read_flags(flags)
    reason = f"a status that says neither: {found[1]!r}" if mains is Mains.UNKNOWN else ""
    return UpsReading(mains, flags, reason)


def ask(ups: UpsWatch, timeout: float = 3) -> UpsReading:
    """Ask once, in `timeout` seconds at most; whatever goes wrong is UNKNOWN with its reason."""
    deadline = time.monotonic() + timeout
    if not NAME.fullmatch(ups.name):  # a name with a space or a line's end would be a command of its own
        return UpsReading(Mains.UNKNOWN, reason=f"{ups.name!r} is no name of a UPS")
    try:
        address = _addresses.of(ups.host, timeout)
        if address is None:
            return UpsReading(Mains.UNKNOWN, reason=f"the host {ups.host} was not found")
        with socket.create_connection((address, ups.port), _left(deadline)) as server:
            server.settimeout(_left(deadline))
            server.sendall(f"GET VAR {ups.name} ups.status\n".encode("ascii"))
            line = _line(server, deadline)
    except TimeoutError:
        return UpsReading(Mains.UNKNOWN, reason="no reply in time")
    except (OSError, OverflowError) as error:  # OverflowError: no such port
        return UpsReading(Mains.UNKNOWN, reason=getattr(error, "strerror", None) or str(error))
    if line is None:
        return UpsReading(Mains.UNKNOWN, reason="the connection ended before a whole line")
    return read_line(ups.name, line)


def _line(server: socket.socket, deadline: float) -> bytes | None:
    """One line without its end; None where the server hangs up before, or goes on and on. Raises TimeoutError."""
    got = b""
    while b"\n" not in got and len(got) < LONGEST:
        if time.monotonic() >= deadline:
            raise TimeoutError
        server.settimeout(_left(deadline))
        part = server.recv(LONGEST)
        if not part:
            return None
        got += part
    line, end, _ = got.partition(b"\n")
    return line if end else None


def _left(deadline: float) -> float:
    return max(SHORTEST_WAIT, deadline - time.monotonic())


class _Addresses:
    """Addresses of hosts by name. The system may take half a minute to look one up, so it does so on the side."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._looking: threading.Thread | None = None

    def of(self, host: str, timeout: float) -> str | None:
        """The host's address: looked up now, or the one it had; None where neither is there in time."""
        if is_address(host):
            return host
        if host == "localhost":
            return "127.0.0.1"
        if self._looking is None or not self._looking.is_alive():
            self._looking = threading.Thread(target=self._look_up, args=(host,), daemon=True)
            self._looking.start()
        if host not in self._known:
            self._looking.join(timeout / 2)
        return self._known.get(host)

    def _look_up(self, host: str) -> None:
        try:
            found = socket.getaddrinfo(host, None, socket.AF_INET, socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        self._known[host] = str(found[0][4][0])


_addresses = _Addresses()


class NutProbe:
    """Polls a UPS for the watcher, and notes when it begins or ceases to answer."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self.last = UpsReading(Mains.UNKNOWN)

    def poll(self, ups: UpsWatch, timeout: float) -> Mains:
        """What the UPS says of the mains; UNKNOWN where it cannot be asked, `last.reason` says why."""
        found = ask(ups, timeout)
        if found.reason != self.last.reason:
            self._note(f"UPS {ups.name}: {found.reason or 'answers'}")
        self.last = found
        return found.mains
