"""What the tasks need from the operating system. Standard library only: run.py asks before anything is installed."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def module(name: str) -> Callable[[], bool]:
    """Return a probe: does this Python have the module?"""
    return lambda: importlib.util.find_spec(name) is not None


def program(name: str) -> Callable[[], bool]:
    """Return a probe: is the program on the path?"""
    return lambda: shutil.which(name) is not None


def files(*paths: str) -> Callable[[], bool]:
    """Return a probe: are these files here? For programs that no path leads to."""
    return lambda: all(Path(path).is_file() for path in paths)


def library(name: str) -> Callable[[], bool]:
    """Return a probe: does the system's loader find this library? Qt itself blames the same one whichever is missing."""

    def here() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return not sys.platform.startswith("linux")
        return True

    return here


@dataclass(frozen=True)
class Need:
    """One thing a task needs, how to see that it is there, and Debian's package of it."""

    task: str
    what: str
    here: Callable[[], bool]
    package: str


LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt needs to be loaded at all, and Debian's package of each."""

WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libcups.so.2": "libcups2",
}
"""What it needs besides for a window on X, and for printing."""

NEEDS = (
    Need("set-up", "Python's venv and pip", module("ensurepip"), "python3-venv"),
    Need("test", "qpdf", program("qpdf"), "qpdf"),
    Need("test", "dbus-daemon", program("dbus-daemon"), "dbus-daemon"),
    Need("bare", "debootstrap", program("debootstrap"), "debootstrap"),
    Need("test", "LibreOffice's Calc", program("soffice"), "libreoffice-calc-nogui"),
    Need("test", "pdffonts and pdftotext", program("pdffonts"), "poppler-utils"),
    Need(
        "test", "NUT's server and its dummy UPS", files("/lib/nut/upsd", "/lib/nut/dummy-ups"), "nut-server"
    ),
    Need("test", "NUT's client", program("upsc"), "nut-client"),
    *(
        Need(task, name, library(name), package)
        for task in ("window", "test")
        for name, package in (LIBRARIES | WINDOW).items()
    ),
    *(
        Need(task, name, library(name), package)
        for task in ("bench", "screens")
        for name, package in LIBRARIES.items()
    ),
    Need("test", "Xvfb", program("Xvfb"), "xvfb"),
    Need("test", "xauth", program("xauth"), "xauth"),
    Need("test", "openbox", program("openbox"), "openbox"),
    Need("test", "xdotool", program("xdotool"), "xdotool"),
    Need("test", "xdpyinfo", program("xdpyinfo"), "x11-utils"),
    Need("test", "ImageMagick's import", program("import"), "imagemagick"),
)


def missing(task: str) -> list[Need]:
    """Return what this computer lacks for the task."""
    return [need for need in NEEDS if need.task == task and not need.here()]


def install_line(needs: list[Need]) -> str:
    """Return the one line that installs them on Debian and Ubuntu."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(need.package for need in needs)}"


def ensure(task: str) -> None:
    """Install through apt what the task lacks, if this is root on Debian; else say what to type and exit 3."""
    lacking = missing(task)
    if not lacking:
        return
    names = ", ".join(need.what for need in lacking)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {names} with apt-get ...", file=sys.stderr, flush=True)
        _apt([need.package for need in lacking])
        lacking = missing(task)
    if not lacking:
        return
    if shutil.which("apt-get"):
        print(f"This computer lacks {names}. Type this line, then the same command again:", file=sys.stderr)
        print(install_line(lacking), file=sys.stderr)
    else:
        print(f"This computer lacks {names}. Install it, then type the same command again.", file=sys.stderr)
    sys.exit(3)


def _apt(packages: list[str]) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", *words], env=quiet, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"apt-get {words[0]} failed. It said:\n{done.stderr.strip()}", file=sys.stderr)
