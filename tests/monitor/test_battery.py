"""This PC's own battery as a hint: from the files Linux keeps of it, and from Windows' power status."""

from __future__ import annotations

from pathlib import Path

import pytest

from stpdesk.core.watching import Mains
from stpdesk.monitor.battery import Battery, read_windows
from stpdesk.monitor.windows import PowerStatus, power_status


def supply(root: Path, name: str, **texts: str) -> None:
    folder = root / "sys/class/power_supply" / name
    folder.mkdir(parents=True)
    for file, text in texts.items():
        (folder / file).write_text(f"{text}\n")


def laptop(root: Path, online: str | None, status: str, **more: str) -> Mains | None:
    if online is not None:
        supply(root, "AC", type="Mains", online=online)
    supply(root, "BAT0", type="Battery", present="1", status=status, **more)
    return Battery(root).mains()


@pytest.mark.parametrize(
    ("online", "status", "more", "mains"),
    [
        ("1", "Charging", {}, Mains.ON),
        ("1", "Discharging", {}, Mains.ON),  # the charger is too weak, or the battery is being measured
        ("0", "Charging", {}, Mains.ON),  # through another plug
        (None, "Full", {}, Mains.ON),
        (None, "Not charging", {}, Mains.ON),
        ("0", "Discharging", {"capacity": "80"}, Mains.LOST),
        ("0", "Unknown", {}, Mains.LOST),
        (None, "Discharging", {}, Mains.LOST),
        ("0", "Discharging", {"capacity": "5"}, Mains.LOW),
        ("0", "Discharging", {"capacity": "80", "capacity_level": "Critical"}, Mains.LOW),
        ("0", "Discharging", {"capacity": "much"}, Mains.LOST),
        (None, "Unknown", {}, Mains.UNKNOWN),
        (None, "", {}, Mains.UNKNOWN),
    ],
)
def test_a_laptops_battery_hints_at_the_mains(
    tmp_path: Path, online: str | None, status: str, more: dict[str, str], mains: Mains
) -> None:
    assert laptop(tmp_path, online, status, **more) is mains


def test_a_second_battery_that_is_not_empty_keeps_the_pc_going(tmp_path: Path) -> None:
    supply(tmp_path, "BAT1", type="Battery", present="1", status="Unknown", capacity="90")
    assert laptop(tmp_path, "0", "Discharging", capacity="2") is Mains.LOST


def test_no_battery_says_nothing(tmp_path: Path) -> None:
    assert Battery(tmp_path).mains() is None
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging")  # a mouse
    supply(tmp_path, "BAT0", type="Battery", present="0", status="Unknown")  # an empty bay
    assert Battery(tmp_path).mains() is None


def test_files_that_cannot_be_read_are_no_error(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery")
    (tmp_path / "sys/class/power_supply/BAT0/status").mkdir()
    (tmp_path / "sys/class/power_supply/BAT0/capacity").write_bytes(b"\xff\xfe")
    assert Battery(tmp_path).mains() is Mains.UNKNOWN


def test_this_pc_can_be_asked() -> None:
    assert Battery().mains() in {None, *Mains}


@pytest.mark.parametrize(
    ("line", "flags", "percent", "mains"),
    [
        (1, 9, 90, Mains.ON),
        (1, 255, 255, Mains.ON),
        (0, 1, 90, Mains.LOST),
        (0, 255, 255, Mains.LOST),
        (0, 4, 4, Mains.LOW),
        (0, 2, 5, Mains.LOW),
        (255, 255, 255, Mains.UNKNOWN),  # 255 is unknown, and not “unplugged”
        (255, 1, 90, Mains.UNKNOWN),
        (1, 128, 255, None),
        (0, 128, 255, None),
    ],
)
def test_windows_says_255_for_unknown(line: int, flags: int, percent: int, mains: Mains | None) -> None:
    assert read_windows(PowerStatus(line, flags, percent, 0)) is mains


def test_elsewhere_there_is_no_windows_to_ask() -> None:
    assert power_status() is None or isinstance(power_status(), PowerStatus)
