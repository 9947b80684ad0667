"""IPv4 addresses as `monitor.toml` writes them: `1.1.1.1`, or `127.0.0.2:5301` with a port. IPv6 is not asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stpdesk.core.errors import Refused

ADDRESS = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d{1,5}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask; a port of None is the usual one of whatever is asked."""

    host: str
    port: int | None = None


def read_address(text: str, field: str) -> Address:
    """The address in `text`; refuses all that is not four numbers with or without a port."""
    found = ADDRESS.fullmatch(text.strip())
    if found:
        numbers = [int(part) for part in found.groups()[:4]]
        port = int(found[5]) if found[5] else None
        if max(numbers) <= 255 and (port is None or 0 < port <= 65535):
            return Address(".".join(map(str, numbers)), port)
    raise Refused(
        "“{value}” is no address: write four numbers, as in 1.1.1.1 or 1.1.1.1:53.", field=field, value=text
    )


def is_address(text: str) -> bool:
    """Whether the text is an IPv4 address without a port."""
    found = ADDRESS.fullmatch(text)
    return found is not None and found[5] is None and max(int(part) for part in found.groups()[:4]) <= 255


def number(host: str) -> int:
    """The address as one 32-bit number."""
    total = 0
    for part in host.split("."):
        total = total * 256 + int(part)
    return total
