"""What is done from Spaces: leases go to their screen, the rest are forms and the plan's own editing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces.telling import tr

if TYPE_CHECKING:
    from stpdesk.ui.spaces.screen import Spaces


class Acting(QObject):
    """The acts of the screen."""

    def __init__(self, screen: Spaces, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, desk

    def act(self, name: str) -> None:
        """An act of the chosen unit: new, renew, edit, repair."""
        one = self._screen.state()
        if one is None:
            return
        if name == "new":
            self._screen.go.emit("leases", f"new:{one.unit.code}")
        elif name == "renew" and one.holders:
            self._renew()
        elif name == "edit":
            self.edit_unit()
        elif name == "repair":
            self.repair()

    def _renew(self) -> None:
        """The lease; where several tenants share a hall, a choice of them."""
        screen = self._screen
        one, book = screen.state(), screen.days.book
        if one is None or book is None:
            return
        leases = [lease for holder in one.holders for lease in book.leases if lease.id == holder.lease_id]
        if len(leases) == 1:
            screen.go.emit("leases", f"renew:{leases[0].code}")
            return
        menu = QMenu(screen)
        for lease in leases:
            words = f"{lease.code}  {book.tenants[lease.tenant_id].name}".replace("&", "&&")
            menu.addAction(words, partial(screen.go.emit, "leases", f"renew:{lease.code}"))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(screen.panel.renew.mapToGlobal(QPoint(0, screen.panel.renew.height())))

    def menu(self, _key: str, at: QPoint) -> None:
        """The acts of the chosen unit as a menu."""
        panel = self._screen.panel
        menu = QMenu(self._screen)
        for name, made in (
            ("new", panel.new),
            ("renew", panel.renew),
            ("edit", panel.edit),
            ("repair", panel.repair),
        ):
            if not made.isHidden():
                menu.addAction(made.text(), partial(self.act, name)).setEnabled(made.isEnabled())
        menu.popup(at)

    def more_menu(self, beside: QWidget) -> None:
        """Paper, picture, image."""
        menu = QMenu(self._screen)
        menu.addAction(tr("Print this floor…"), self.print_plan)
        menu.addAction(tr("Save this floor as PDF or PNG…"), self.save_plan)
        menu.addSeparator()
        menu.addAction(tr("Image behind this floor…"), self.floor_image)
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def add_unit(self) -> None:
        """A new unit."""

    def edit_unit(self) -> None:
        """The chosen unit's form."""

    def repair(self) -> None:
        """A repair of the chosen unit."""

    def edit_plan(self) -> None:
        """Begins editing."""

    def leave_plan(self) -> None:
        """Ends editing."""

    def floor_image(self) -> None:
        """The image behind the floor."""

    def print_plan(self) -> None:
        """On paper."""

    def save_plan(self) -> None:
        """As a file."""
