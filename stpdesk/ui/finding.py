"""What the palette and the menu offer: commands of the screen shown, and things of the park."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from stpdesk.ui.pages import ALSO, PAGES, known
from stpdesk.ui.palette import THINGS, Hit
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.lists.find import Hit as Thing
    from stpdesk.ui.commands import Command
    from stpdesk.ui.window import Window

SCREENS = {
    "tenant": "tenants", "unit": "spaces", "lease": "leases", "invoice": "billing", "receipt": "billing",
}  # fmt: skip
"""The screen a thing is shown on, and the name of its icon."""
FIND = "find"
"""The command that opens the palette."""
PARTS = {"invoice": "invoices", "receipt": "receipts"}
"""The part of that screen, where it has several."""


def _at_hand(window: Window) -> list[Command]:
    """The commands that can be done now."""
    name = window.current.NAME if window.current else ""
    return window.commands.everywhere(name)


def commands_of(window: Window) -> list[Hit]:
    """Every command that can be done now, with its keys; then what other screens offer."""
    commands = window.tr("Commands")
    hits = [
        Hit(one.title, one.keys[0] if one.keys else one.group, one.icon, one.run, one.also, group=commands)
        for one in _at_hand(window)
        if one.id != FIND  # it opened this very list
    ]
    if window.current is None:
        return hits
    offered = (
        (page, name, title)
        for page in PAGES
        if page.name != window.current.NAME
        for name, title in page.offers
    )
    return hits + [
        Hit(
            window.tr(title),
            window.tr(page.title),
            page.icon,
            partial(_elsewhere, window, page.name, name),
            window.tr(ALSO.get(name, "")),
            group=commands,
        )
        for page, name, title in offered
    ]


def _elsewhere(window: Window, screen: str, command: str) -> None:
    """A command of another screen, which is shown first."""
    window.go(screen)
    window.commands.run(command)


def things_of(window: Window, text: str, show: Callable[[Sequence[Hit]], None]) -> None:
    """Looks for tenants, units, leases, documents and receipts, off the window's thread."""

    def work(db: Database) -> list[Thing]:
        from stpdesk.db.lists.find import find

        return find(db, text, THINGS + 1)

    def done(found: list[Thing]) -> None:
        places = ((one, SCREENS.get(one.kind, "")) for one in found)
        show([_hit(window, one, screen) for one, screen in places if known(screen)])

    window.desk.read(window, work, done, slot="palette")


def _hit(window: Window, one: Thing, screen: str) -> Hit:
    """A thing of the park as the palette shows it: a tenant by its name, all else by its code."""
    title, about = (one.told, one.code) if one.kind == "tenant" else (one.code, one.told)
    groups = {
        "tenant": window.tr("Tenants"), "unit": window.tr("Units"), "lease": window.tr("Leases"),
        "invoice": window.tr("Invoices"), "receipt": window.tr("Receipts"),
    }  # fmt: skip
    group, part = groups.get(one.kind, ""), PARTS.get(one.kind)
    thing = f"{part}:{one.code}" if part else one.code
    return Hit(title, about, screen, partial(window.go, screen, thing), rank=one.rank, group=group)


def menu_of(window: Window) -> QMenu:
    """All commands that can be done now, by group."""
    menu = QMenu(window)
    listed = sorted(_at_hand(window), key=lambda one: (one.group, one.id == "quit"))
    for group, commands in groupby(listed, key=lambda one: one.group):
        part = menu.addMenu(group or window.tr("This screen"))
        for one in commands:
            action = QAction(one.title, part)
            if one.id == "quit":  # last, and apart
                part.addSeparator()
            if one.keys:
                action.setText(f"{one.title}\t{one.keys[0]}")
            action.triggered.connect(lambda _=False, run=one.run: run())
            part.addAction(action)
        keys_apart(part)
    return menu


def keys_apart(menu: QMenu) -> None:
    """Room between the longest words of a filled menu and the keys beside them: Qt leaves none."""
    menu.ensurePolished()
    menu.setMinimumWidth(menu.sizeHint().width() + px(16))


def show_menu(window: Window, button: QWidget) -> None:
    """Beside the button that asks for it, until something is chosen."""
    menu = menu_of(window)
    menu.exec(button.mapToGlobal(button.rect().topRight()))
    menu.deleteLater()
