"""What the first page needs of Qt's namespace, as numbers: its hundred enumerations take Python longer to load than the page.

A test holds the numbers against the names; whatever comes after the first paint says `Qt.….…`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

PLAIN_TEXT = 0
"""Qt.TextFormat.PlainText"""
NO_FOCUS = 0
"""Qt.FocusPolicy.NoFocus"""

LEFT, RIGHT, ABSOLUTE, MIDDLE = 0x1, 0x2, 0x10, 0x80
"""Of Qt.AlignmentFlag: AlignLeft, AlignRight, AlignAbsolute, AlignVCenter"""


def plain_text(label: QLabel) -> None:
    """Shows what a label says as it is, never as markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def lead(label: QLabel) -> None:
    """Its lines begin where those of the window do (`sides.leading`)."""
    label.setProperty("alignment", (RIGHT if label.isRightToLeft() else LEFT) | ABSOLUTE | MIDDLE)


def no_focus(widget: QWidget) -> None:
    """Tab passes by."""
    widget.setProperty("focusPolicy", NO_FOCUS)
