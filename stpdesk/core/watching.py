"""What the monitor watches and how: the content of `monitor.toml`, what a probe sees, and what that means (rules O8, O9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

FOREIGN = ("1.1.1.1", "8.8.8.8", "9.9.9.9")
"""Resolvers abroad that answer anybody; each is asked by address."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds between looks, and how long one waits."""

    interval: float = 30
    """between probes of a link that is well"""
    suspicion: float = 5
    """between probes once one failed, until the verdict is clear"""
    jitter: float = 2
    """a probe comes up to this much later, so that parks do not ask in step"""
    timeout: float = 3
    power: float = 5
    battery: float = 2
    """between polls of the UPS while it is on battery"""
    heartbeat: float = 15


@dataclass(frozen=True, slots=True)
class Judging:
    """When samples become an outage, and when a link that answers is called degraded (rule O9)."""

    failures: int = 3
    passes: int = 2
    loss_pct: float = 3
    slower: float = 3
    """times the usual round trip"""
    flap_edges: int = 4
    flap_minutes: float = 30
    remind_minutes: float = 60
    keep_days: int = 90
    """of single samples; the roll-ups by day stay for ever"""


@dataclass(frozen=True, slots=True)
class LinkWatch:
    """One link and its ladder of targets; an empty target is not asked, `auto` is found from the system's routes.

    Addresses may carry a port (`127.0.0.2:5301`); a DNS target's usual port is 53.
    """

    code: str | None
    """None = the one unnamed link of a park that entered none"""
    source: str = ""
    """own address to send from, where a park has several links"""
    gateway: str = "auto"
    resolver: str = "auto"
    """the provider's name server, or another host of the provider that answers DNS"""
    domestic: str = "www.gov.pk"
    """a name at home, asked of the resolver"""
    foreign: tuple[str, ...] = FOREIGN
    question: str = "example.com"
    """the name asked of the foreign targets"""
    portal: str = "http://connectivitycheck.gstatic.com/generate_204"
    """answers 204 and nothing else, unless a portal stands between; asked over TCP"""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class UpsWatch:
    """A UPS behind a NUT server: its name, host and port; no name = none is watched."""

    name: str = ""
    host: str = "127.0.0.1"
    port: int = 3493


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """All of `monitor.toml`."""

    park: str = ""
    links: tuple[LinkWatch, ...] = (LinkWatch(None),)
    ups: UpsWatch = field(default_factory=UpsWatch)
    battery: bool = True
    """whether this PC's own battery is a hint of mains lost"""
    notify: bool = True
    times: Times = field(default_factory=Times)
    judging: Judging = field(default_factory=Judging)


class Verdict(Enum):
    """What a link's ladder says; the value is stored with each sample."""

    UP = 0
    DEGRADED = 1
    """it answers, but loses more than it may or takes far longer than usual: up, and told"""
    DNS = 2
    """addresses answer, names do not: down for everybody who types a name"""
    PORTAL = 3
    """a login or payment page stands between"""
    UPSTREAM = 4
    """the provider answers, nothing abroad does"""
    ISP = 5
    """the gateway answers, nothing behind it does"""
    ROUTER = 6
    """the gateway does not answer"""
    OWN_PC = 7
    """this PC has no network: nothing can be said of the link"""
    UNKNOWN = 8
    """not looked: asleep, clock wrong, just started"""
    SILENT = 9
    """nothing outside answers and the gateway was not asked: the fault is the router's or the provider's"""


class Look(Enum):
    """A sample as detection reads it (rule O9)."""

    UP = "U"
    DOWN = "D"
    UNKNOWN = "?"


LOOK_OF = {
    Verdict.UP: Look.UP,
    Verdict.DEGRADED: Look.UP,
    Verdict.DNS: Look.DOWN,
    Verdict.PORTAL: Look.DOWN,
    Verdict.UPSTREAM: Look.DOWN,
    Verdict.ISP: Look.DOWN,
    Verdict.ROUTER: Look.DOWN,
    Verdict.OWN_PC: Look.UNKNOWN,
    Verdict.UNKNOWN: Look.UNKNOWN,
    Verdict.SILENT: Look.DOWN,
}


@dataclass(frozen=True, slots=True)
class Rungs:
    """One climb of a link's ladder. Each rung: True = a validated reply, False = none, None = could not be asked."""

    nic: bool | None = None
    """this PC has a network and may send from the source address"""
    gateway: bool | None = None
    resolver: bool | None = None
    """the provider's name server replied at all (a refusal is a reply), and lies behind the gateway"""
    name: bool | None = None
    """the domestic name was resolved"""
    foreign: tuple[bool, ...] = ()
    portal: bool | None = None
    """True: the page is as it must be; False: something else answered in its place; None: not asked or no answer"""
    round_trip: float | None = None
    """milliseconds, the quickest foreign reply"""


class Mains(Enum):
    """What a UPS or a battery says of the mains; the value is stored with each sample."""

    ON = 0
    LOST = 1
    """on battery, and not for a calibration"""
    LOW = 2
    """on battery and nearly empty, or told to shut down: save now"""
    UNKNOWN = 8
    """no answer, a stale answer, or one that says neither"""
