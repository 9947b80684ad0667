"""What the first page needs of Qt's namespace, as numbers: its hundred enumerations take Python longer to load than the page.

A test holds the numbers against the names; whatever comes after the first paint says `Qt.….…`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

PLAIN_TEXT = 0
"""Qt.TextFormat.PlainText"""
NO_FOCUS = 0
"""Qt.FocusPolicy.NoFocus"""


def plain_text(label: QLabel) -> None:
    """Shows what a label says as it is, never as markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def no_focus(widget: QWidget) -> None:
    """Tab passes by."""
    widget.setProperty("focusPolicy", NO_FOCUS)
