"""F1: what the screen is for and every key that works on it; and About with versions."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from stpdesk import __version__
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.form import Form
from stpdesk.ui.pages import PAGES
from stpdesk.ui.parts import Scrolled, column, label, row, rule
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.ui.commands import Command
    from stpdesk.ui.window import Window

PACKAGES = ("PySide6-Essentials", "sqlite-utils", "sqlcipher3", "reportlab", "openpyxl")


class Help(QDialog):
    """The screen in words, and its keys from the one command list."""

    def __init__(self, window: Window, above: QWidget | None = None) -> None:
        super().__init__(above or window)
        screen = window.current
        self.setWindowTitle(self.tr("Help"))
        self.resize(QSize(px(600), px(640)).boundedTo(window.size()))
        found = [window.tr(page.title) for page in PAGES if screen is not None and page.name == screen.NAME]
        title = label(found[0] if found else self.tr("STP Desk"), "title")
        words = label(
            screen.help_text() if screen else self.tr("Open a park, or make the sample park to look around."),
            wrap=True,
        )
        listed = window.commands.everywhere(screen.NAME if screen else "")
        if above is not None:
            title.setText(above.windowTitle() or title.text())
            if above.findChild(Form) is not None:
                words.setText(self._of_forms())
            self.resize(self.width(), min(self.height(), px(440)))
            listed = [*_of_dialog(above, self.tr("In this window")), *(one for one in listed if one.urgent)]
        close = KeyButton(self.tr("Close"), "Esc")
        close.clicked.connect(self.accept)
        head, below = column(title, words), row(None, close)
        head.setContentsMargins(px(24), px(20), px(24), px(16))
        below.setContentsMargins(px(24), px(12), px(24), px(12))
        self._area = self._keys(listed)
        whole = column(head, rule(), self._area, rule(), below, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _of_forms(self) -> str:
        """What holds in every form."""
        return self.tr(
            "Enter goes on to the next field. Dates take 5/11, +1m or eom, and Alt+Down opens the calendar; amounts take 1,50,000 "
            "or 1.5 lakh. What is wrong is said below its field. What is typed and not saved is kept as a draft and offered back."
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The lines turn whatever has the keyboard."""
        bar = self._area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Up: bar.value() - px(30), Qt.Key.Key_Down: bar.value() + px(30),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(), Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
        }  # fmt: skip
        to = steps.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(to)

    def _keys(self, listed: list[Command]) -> Scrolled:
        """Every command with its keys, by group."""
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(px(24), px(12), px(24), px(12))
        lines.setSpacing(0)
        own = {one.group for one in listed if one.screen}  # the screen's own groups come first
        listed = sorted(listed, key=lambda one: (one.group not in own, one.group, not one.screen))
        for group, commands in groupby(listed, key=lambda one: one.group):
            if lines.count():
                lines.addSpacing(px(16))
            lines.addWidget(label(group or self.tr("This screen"), "section"))
            lines.addSpacing(px(4))
            for one in commands:
                line = row(label(one.title), None)
                if one.keys:
                    keys = label(one.keys[0], "key")
                    keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                    line.addWidget(keys)
                holder = QWidget()
                holder.setLayout(line)
                holder.setFixedHeight(px(30))
                lines.addWidget(holder)
        lines.addStretch(1)
        area = Scrolled(inner)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Commands and their keys"))
        return area


def _of_dialog(dialog: QWidget, group: str) -> list[Command]:
    """What its own buttons do, each with its key."""
    from stpdesk.ui.commands import Command

    shown = [one for one in dialog.findChildren(KeyButton) if one.isVisible()]
    return [
        Command(f"dialog-{place}", one.accessibleName(), one.click, (one.key,), group, screen="dialog")
        for place, one in enumerate(shown)
    ]


class About(QDialog):
    """Versions, for whoever is asked for help."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("About STP Desk"))
        title = label(self.tr("STP Desk"), "title")
        words = label(
            self.tr("Who is where, when power or internet was out, what each tenant owes."),
            "muted",
            wrap=True,
        )
        words.setFixedWidth(px(360))
        told = QGridLayout()
        told.setHorizontalSpacing(px(24))
        told.setVerticalSpacing(px(4))
        told.setColumnStretch(1, 1)
        versions = [("STP Desk", __version__), ("Python", platform.python_version()), ("Qt", qVersion())]
        for at, (name, number) in enumerate(
            [*versions, *((name, _told(name)) for name in PACKAGES), _system()]
        ):
            named = label(name, "muted")
            told.addWidget(named, at, 0, Qt.AlignmentFlag.AlignTop)
            shown = label(number)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name} {number}")
            told.addWidget(shown, at, 1)
        close = KeyButton(self.tr("Close"), "Esc")
        close.clicked.connect(self.accept)
        whole = column(title, words, 4, rule(), 4, told, 8, row(None, close))
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        # a dialog that sizes itself gets two thirds of the screen at most, and squeezes its lines
        whole.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.setLayout(whole)


def _system() -> tuple[str, str]:
    """The operating system and its version."""
    return platform.system() or "?", platform.release()


def _told(name: str) -> str:
    """The version of a package; a dash where it is not known."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
