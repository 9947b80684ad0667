"""What the palette and the menu offer: commands of the screen shown, and things of the park."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from stpdesk.ui import icons
from stpdesk.ui.palette import Hit
from stpdesk.ui.theme import tokens

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.lists.find import Found
    from stpdesk.ui.commands import Command
    from stpdesk.ui.window import Window

LIMIT = 12
SCREENS = {"tenant": "tenants", "unit": "spaces", "lease": "leases"}
"""The screen a thing is shown on, and the name of its icon; documents follow with their screen."""


def _at_hand(window: Window) -> list[Command]:
    """The commands that can be done now."""
    name = window.current.NAME if window.current else ""
    return window.commands.everywhere(name)


def commands_of(window: Window) -> list[Hit]:
    """Every command that can be done now, with its keys."""
    return [
        Hit(one.title, one.keys[0] if one.keys else one.group, one.icon, one.run) for one in _at_hand(window)
    ]


def things_of(window: Window, text: str, show: Callable[[Sequence[Hit]], None]) -> None:
    """Looks for tenants, units and leases, off the window's thread."""

    def work(db: Database) -> list[Found]:
        from stpdesk.db.lists.find import find

        return find(db, text, LIMIT)

    def done(found: list[Found]) -> None:
        show([
            Hit(one.title, one.about, SCREENS[one.kind], partial(window.go, SCREENS[one.kind], one.code))
            for one in found
            if one.kind in SCREENS
        ])  # fmt: skip

    window.desk.read(window, work, done, slot="palette")


def menu_of(window: Window) -> QMenu:
    """All commands that can be done now, by group."""
    menu = QMenu(window)
    colours = tokens(menu)
    listed = sorted(_at_hand(window), key=lambda one: one.group)
    for group, commands in groupby(listed, key=lambda one: one.group):
        part = menu.addMenu(group or window.tr("This screen"))
        for one in commands:
            action = QAction(one.title, part)
            if one.icon:
                action.setIcon(icons.icon(one.icon, colours.muted, 16))
            if one.keys:
                action.setText(f"{one.title}\t{one.keys[0]}")
            action.triggered.connect(lambda _=False, run=one.run: run())
            part.addAction(action)
    return menu
