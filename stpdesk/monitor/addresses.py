"""IPv4 addresses as `monitor.toml` writes them: `1.1.1.1`, or `127.0.0.2:5301` with a port. IPv6 is not asked."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.core.watch_values import is_target


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask; a port of None is the usual one of whatever is asked."""

    host: str
    port: int | None = None


def read_address(text: str) -> Address | None:
    """The address in `text`; None for what no setting would have let in."""
    if not is_target(text):
        return None
    host, _, port = text.partition(":")
    return Address(host, int(port) if port else None)


def number(host: str) -> int:
    """The address as one 32-bit number."""
    total = 0
    for part in host.split("."):
        total = total * 256 + int(part)
    return total
