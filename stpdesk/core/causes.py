"""Why power or internet goes: the list a new park starts with, which its people then make their own."""

from __future__ import annotations

from stpdesk.core.outages import INTERNET, POWER

CAUSES: dict[str, str | None] = {
    "load shedding": POWER,
    "scheduled load shedding": POWER,
    "unscheduled load shedding": POWER,
    "planned shutdown": None,
    "fault": None,
    "trip": POWER,
    "voltage": POWER,
    "voltage low": POWER,
    "voltage high": POWER,
    "phase loss": POWER,
    "internal fault": None,
    "generator failure": POWER,
    "fuel out": POWER,
    "fibre cut": INTERNET,
    "upstream fault": INTERNET,
    "router": INTERNET,
}
"""Each cause and the service it is of; None = of both."""
