"""What the watcher is put together from: a clock, probes, and somebody to tell; each is given in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from stpdesk.core.watching import LinkWatch, Mains, Rungs, UpsWatch, WatchPlan

NewPlan = Callable[[], WatchPlan | None]
"""Gives the plan anew where `monitor.toml` has changed since it was asked last, else None; may refuse."""


class Clock(Protocol):
    """What time it is, in the several ways this PC can say so; all in seconds."""

    def wall(self) -> float:
        """Seconds since 1970 UTC, as the PC's clock says."""
        ...

    def monotonic(self) -> float:
        """A clock that never jumps; it stops in sleep where the system has such a one."""
        ...

    def awake(self) -> float | None:
        """A clock that never jumps and counts sleep too; None where there is none."""
        ...

    def boot_id(self) -> str:
        """The same as long as this PC has not been started anew."""
        ...

    def booted(self) -> float | None:
        """When this PC was started, by the clock as it is now; None where nobody knows."""
        ...

    def wait(self, seconds: float) -> None:
        """Lets that much time pass."""
        ...


class LinkProbe(Protocol):
    """Looks at a link."""

    def climb(self, link: LinkWatch, timeout: float) -> Rungs:
        """One climb of the link's ladder, each question with that timeout; what fails is a rung, not an error."""
        ...


class UpsProbe(Protocol):
    """Asks a UPS."""

    def poll(self, ups: UpsWatch, timeout: float) -> Mains:
        """What it says of the mains; UNKNOWN where it cannot be asked."""
        ...


class BatteryProbe(Protocol):
    """Asks this PC's own battery."""

    def mains(self) -> Mains | None:
        """What it says of the mains; None where this PC has no battery."""
        ...


class Notifier(Protocol):
    """Tells the person at this PC."""

    def tell(self, title: str, text: str) -> None:
        """Shows it, at once and without waiting; where nothing can be shown nothing happens."""
        ...
