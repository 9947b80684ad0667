"""What this PC knows of its own network: is there one, its gateway, its name servers. IPv4 only.

Linux tells it in files, Windows through functions (`windows.py`); elsewhere nothing is known and `auto` asks nobody.
"""

from __future__ import annotations

import socket
import struct
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from stpdesk.core.watch_values import is_address
from stpdesk.monitor import windows
from stpdesk.monitor.addresses import number

REMEMBERED = 10.0
"""Seconds an answer of the system is used again."""

ROUTE_UP, ROUTE_GATEWAY = 1, 2
STUBS = {"127.0.0.53", "127.0.0.54"}
"""systemd's own name server; who stands behind it is in another file"""
HOUSE = ((number("192.168.0.0"), 16), (number("172.16.0.0"), 12), (number("127.0.0.0"), 8))
"""Networks that are in the house even behind a second router; 10.0.0.0/8 may be the provider's"""


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the routing table; a gateway of None means the network is on the wire itself."""

    interface: str
    network: int
    mask: int
    gateway: str | None
    metric: int = 0

    def holds(self, host: str) -> bool:
        """Whether the address is in the network."""
        return number(host) & self.mask == self.network


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the system says at one moment."""

    network: bool | None
    """any network but the loopback is up and has an address; None = the system does not say"""
    routes: tuple[Route, ...] = ()
    resolvers: tuple[str, ...] = ()

    def gateway(self, source: str = "") -> str | None:
        """The default gateway, of the interface that has the source address if one is given; None = there is none."""
        defaults = [route for route in self.routes if route.gateway and not route.mask]
        if is_address(source):
            wires = {route.interface for route in self._on_the_wire(source)}
            defaults = [route for route in defaults if route.interface in wires] or defaults
        return min(defaults, key=lambda route: route.metric).gateway if defaults else None

    def is_near(self, host: str) -> bool:
        """Whether the address is this PC's, on its own wire, a gateway of its own, or else in the house."""
        ours = any(route.gateway == host for route in self.routes) or bool(self._on_the_wire(host))
        return ours or any(number(host) >> (32 - bits) == house >> (32 - bits) for house, bits in HOUSE)

    def _on_the_wire(self, host: str) -> list[Route]:
        return [route for route in self.routes if route.gateway is None and route.holds(host)]


class System:
    """Reads the surroundings, and remembers them for some seconds; `root` is the folder that holds proc, sys and etc."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._root = root
        self._known: Surroundings | None = None
        self._read_at = 0.0

    def surroundings(self) -> Surroundings:
        """What the system says now or said a moment ago; nothing is raised, what cannot be read is not known."""
        now = time.monotonic()
        if self._known is None or now - self._read_at > REMEMBERED:
            self._known = self._read()
            self._read_at = now
        return self._known

    def _read(self) -> Surroundings:
        return _of_windows() if sys.platform == "win32" else self._of_linux()

    def _of_linux(self) -> Surroundings:
        routes = read_routes(_text(self._root / "proc/net/route"))
        names = {route.interface for route in routes} - {"lo"}
        table = self._root / "proc/net/route"
        network = any(self._is_up(name) for name in names) if table.exists() else None
        return Surroundings(network, routes, self._resolvers())

    def _is_up(self, interface: str) -> bool:
        """Tunnels and modems say “unknown” while they work."""
        return _text(self._root / "sys/class/net" / interface / "operstate").strip() in {"up", "unknown"}

    def _resolvers(self) -> tuple[str, ...]:
        listed = read_resolvers(_text(self._root / "etc/resolv.conf"))
        if STUBS.intersection(listed):
            return read_resolvers(_text(self._root / "run/systemd/resolve/resolv.conf")) or listed
        return listed


def _of_windows() -> Surroundings:
    gateway = windows.default_gateway()
    routes = (Route("", 0, 0, gateway),) if gateway else ()
    return Surroundings(gateway is not None, routes, windows.resolvers())


def read_routes(text: str) -> tuple[Route, ...]:
    """The routes of /proc/net/route that are up: hexadecimal, each number in the byte order of this PC."""
    found = []
    for line in text.splitlines()[1:]:
        fields = line.split()
        try:
            network, gateway, flags, mask = (int(fields[place], 16) for place in (1, 2, 3, 7))
            metric = int(fields[6])
            through = socket.inet_ntoa(struct.pack("=I", gateway)) if flags & ROUTE_GATEWAY else None
            host, masked = (number(socket.inet_ntoa(struct.pack("=I", one))) for one in (network, mask))
        except (IndexError, ValueError, struct.error):
            continue
        if flags & ROUTE_UP:
            found.append(Route(fields[0], host, masked, through, metric))
    return tuple(found)


def read_resolvers(text: str) -> tuple[str, ...]:
    """The first three IPv4 name servers of a resolv.conf: no program asks more."""
    lines = [line.split() for line in text.splitlines()]
    named = [words[1] for words in lines if len(words) > 1 and words[0] == "nameserver"]
    return tuple(name for name in named if is_address(name))[:3]


def _text(path: Path) -> str:
    """A file of the system; nothing where there is none."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
