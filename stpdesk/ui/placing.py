"""The size and place of the window: as last time, else as much as it needs and the screen has."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from stpdesk.ui.theme import px

USUAL = (1366, 768)
"""The first size, where the screen has room for it."""
LEAST = (960, 600)
"""Smaller it does not get; at 100 %, and on a small screen less."""


def put(window: QMainWindow, kept: str) -> None:
    """Puts a window where it was kept, if that can be read."""
    room, frame = window.screen().availableGeometry(), px(40)  # a title bar, not known yet
    window.setMinimumSize(min(px(LEAST[0]), room.width()), min(px(LEAST[1]), room.height() - frame))
    if not kept or not window.restoreGeometry(QByteArray.fromHex(kept.encode())):
        window.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height() - frame))


def kept(window: QMainWindow) -> str:
    """Where a window is, as `put` reads it: what Qt packs, in hexadecimal."""
    return bytes(window.saveGeometry().toHex().data()).decode()
