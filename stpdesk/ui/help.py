"""F1: what the screen is for and every key that works on it; and About with versions."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stpdesk import __version__
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.ui.commands import Command
    from stpdesk.ui.window import Window

PACKAGES = ("PySide6-Essentials", "sqlite-utils", "sqlcipher3", "reportlab", "openpyxl")


class Help(QDialog):
    """The screen in words, and its keys from the one command list."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        screen = window.current
        self.setWindowTitle(self.tr("Help"))
        self.resize(px(560), px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(16))
        words = QLabel(
            screen.help_text() if screen else self.tr("Open a park, or make the sample park to look around.")
        )
        words.setWordWrap(True)
        column.addWidget(words)
        listed = window.commands.everywhere(screen.NAME if screen else "")
        column.addWidget(self._keys(listed), 1)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _keys(self, listed: list[Command]) -> QScrollArea:
        """Every command with its keys, by group."""
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(12), 0)
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        row = 0
        for group, commands in groupby(sorted(listed, key=lambda one: one.group), key=lambda one: one.group):
            head = QLabel(group or self.tr("This screen"))
            head.setProperty("look", "section")
            grid.addWidget(head, row, 0, 1, 2)
            row += 1
            for one in commands:
                grid.addWidget(QLabel(one.title), row, 0)
                if one.keys:
                    keys = QLabel(one.keys[0])
                    keys.setProperty("look", "key")
                    grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
        grid.setRowStretch(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Commands and their keys"))
        return area


class About(QDialog):
    """Versions, for whoever is asked for help."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("About STP Desk"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(12))
        title = QLabel(self.tr("STP Desk %s") % __version__)
        title.setProperty("look", "title")
        told = [
            f"Python {platform.python_version()}",
            f"Qt {qVersion()}",
            *(_told(name) for name in PACKAGES),
        ]
        words = QLabel("\n".join([*told, platform.platform()]))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setProperty("look", "muted")
        words.setAccessibleName(self.tr("Versions"))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        for part in (title, words):
            column.addWidget(part)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _told(name: str) -> str:
    """A package and its version."""
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
