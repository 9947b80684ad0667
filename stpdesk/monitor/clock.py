"""This PC's clocks: the wall's, one that never jumps, one that counts sleep too, and which boot this is."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

from stpdesk.core.heartbeat import BOOTED

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_STAT = Path("/proc/stat")


class SystemClock:
    """The clocks of Linux and Windows; elsewhere sleep and boots are told by less."""

    def wall(self) -> float:
        """Seconds since 1970 UTC, as the PC's clock says."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds of a clock that never jumps and stops in sleep."""
        seconds = time.monotonic()
        if sys.platform == "win32":
            import ctypes

            count = ctypes.c_ulonglong()  # Python's own clock counts sleep on Windows
            if ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(count)):
                seconds = count.value / 10_000_000
        return seconds

    def awake(self) -> float | None:
        """Seconds of a clock that never jumps and counts sleep too: since this PC was started."""
        seconds: float | None = None
        if sys.platform == "win32":
            import ctypes

            ticks = ctypes.windll.kernel32.GetTickCount64
            ticks.restype = ctypes.c_ulonglong
            seconds = ticks() / 1000
        elif sys.platform == "linux":
            seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
        return seconds

    def boot_id(self) -> str:
        """The same as long as this PC has not been started anew.

        Linux names its boots. Windows does not: there it is the count of boots in the registry, which does not
        depend on a clock; failing that a boot is known by its instant, which may be out by some seconds.
        """
        with suppress(OSError):
            return _BOOT_ID.read_text("ascii").strip()
        boots, booted = _boots(), self.booted()
        if boots is not None:
            return f"boot {boots}"
        return "unknown" if booted is None else f"{BOOTED}{int(booted)}"

    def booted(self) -> float | None:
        """When this PC was started, by the clock as it is now; None where nobody knows."""
        with suppress(OSError, ValueError, StopIteration):
            lines = _STAT.read_text("ascii").splitlines()
            return float(next(line for line in lines if line.startswith("btime ")).split()[1])
        awake = self.awake()
        return None if awake is None else self.wall() - awake

    def wait(self, seconds: float) -> None:
        """Lets that much time pass."""
        time.sleep(seconds)


def _boots() -> int | None:
    """How often Windows was started; None elsewhere, and where the registry does not say."""
    count: int | None = None
    if sys.platform == "win32":
        import winreg

        place = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            count = int(winreg.QueryValueEx(key, "BootId")[0])
    return count
