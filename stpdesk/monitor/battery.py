"""This PC's own battery as a hint that the mains is lost: a laptop on its charger knows as soon as a UPS does.

Linux is asked through the files under /sys/class/power_supply, which UPower reads too: no bus, no package, and no
wait. Windows is asked through GetSystemPowerStatus, where 255 means unknown (and not “unplugged”).
"""

from __future__ import annotations

from pathlib import Path

from stpdesk.core.watching import Mains
from stpdesk.monitor import windows

NEARLY_EMPTY = 5
"""Percent, where the battery itself does not say that it is critical."""
CHARGED = {"Charging", "Full", "Not charging"}


class Battery:
    """Asks this PC's battery for the watcher; `root` is the folder that holds sys."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._supplies = root / "sys/class/power_supply"

    def mains(self) -> Mains | None:
        """What the battery says of the mains; None where this PC has none. Raises nothing."""
        status = windows.power_status()
        return read_windows(status) if status else self._of_linux()

    def _of_linux(self) -> Mains | None:
        try:
            supplies = [_Supply(path) for path in sorted(self._supplies.iterdir())]
        except OSError:
            return None
        ours = [supply for supply in supplies if supply.says("scope") != "Device"]  # not a mouse's
        batteries = [supply for supply in ours if supply.says("type") == "Battery" and supply.is_there()]
        if not batteries:
            return None
        lines = [supply.says("online") for supply in ours if supply.says("type") == "Mains"]
        states = [battery.says("status") for battery in batteries]
        if "1" in lines or CHARGED.intersection(states):
            return Mains.ON  # a battery that is charged has mains, whichever plug it comes through
        if "Discharging" not in states and "0" not in lines:
            return Mains.UNKNOWN
        return Mains.LOW if all(battery.is_nearly_empty() for battery in batteries) else Mains.LOST


class _Supply:
    """One folder of /sys/class/power_supply."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def says(self, name: str) -> str:
        """One of its files; empty where it has none or will not read it (a battery just taken out)."""
        try:
            return (self._path / name).read_text("ascii", errors="replace").strip()
        except OSError:
            return ""

    def is_there(self) -> bool:
        """Whether the bay holds a battery."""
        return self.says("present") != "0"

    def is_nearly_empty(self) -> bool:
        """Whether it says so, or holds 5 % at most."""
        percent = self.says("capacity")
        return self.says("capacity_level") == "Critical" or (
            percent.isdecimal() and int(percent) <= NEARLY_EMPTY
        )


def read_windows(status: windows.PowerStatus) -> Mains | None:
    """What Windows' power status says of the mains; None where there is no battery."""
    if status.flags != 255 and status.flags & 128:
        return None
    if status.line == 1:
        return Mains.ON
    if status.line != 0:
        return Mains.UNKNOWN
    empty = (status.flags != 255 and status.flags & 4) or status.percent <= NEARLY_EMPTY
    return Mains.LOW if empty else Mains.LOST
