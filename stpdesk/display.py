"""Whether a window can be shown here, asked before Qt is loaded: Qt ends the whole program where it cannot."""

from __future__ import annotations

import os
import re
import socket
import sys
from contextlib import closing
from pathlib import Path

HIDDEN = frozenset({"minimal", "offscreen"})
"""Platforms of Qt that show nothing."""
_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108  # where every X server listens


def has_display() -> bool:
    """Whether somebody would see a window: always on Windows and macOS, elsewhere where a display server answers."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if asked:
        return asked not in HIDDEN
    if sys.platform in {"win32", "darwin"} or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Whether an X server is there: one of this computer is knocked at, another's name is believed."""
    local = _LOCAL.fullmatch(display)
    if local is None:
        return bool(display)
    place = f"{_SOCKETS}/X{local[1]}"
    for address in (place, f"\0{place}"):
        with closing(socket.socket(socket.AF_UNIX)) as knock:
            knock.settimeout(2)
            try:
                knock.connect(address)
            except OSError:
                continue
            return True
    return False
