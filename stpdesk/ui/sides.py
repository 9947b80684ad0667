"""Where lines begin and end: by the window's direction, not by that of the text, so that names in two scripts stand on one edge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


def mirrored() -> bool:
    """Whether the window runs from right to left."""
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def leading(height: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter) -> Qt.AlignmentFlag:
    """The side lines begin at."""
    side = Qt.AlignmentFlag.AlignRight if mirrored() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | height


def trailing(height: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter) -> Qt.AlignmentFlag:
    """The side lines end at."""
    side = Qt.AlignmentFlag.AlignLeft if mirrored() else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute | height


def onward(name: str) -> str:
    """An arrow's icon: “left” goes back, “right” goes on, the other way round in a mirrored window."""
    return {"left": "right", "right": "left"}.get(name, name) if mirrored() else name
