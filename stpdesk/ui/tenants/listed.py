"""The face with all tenants: filter, rows, sums, Export and New tenant."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication

from stpdesk.ui.desk import Desk
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Layouts, Table
from stpdesk.ui.tenants.faces import Face, tell_exports
from stpdesk.ui.tenants.listing import listing


class ListFace(Face):
    """The list. `opened` tells the key of a tenant whose page is wanted."""

    OF_ALL = True
    opened = Signal(object)
    wanted = Signal()
    """a new tenant"""

    def __init__(self, desk: Desk, layouts: Layouts | None = None) -> None:
        super().__init__()
        self.table = Table(desk, listing(), layouts, finder_in=self.line)
        self.column.addWidget(self.table, 1)
        self.export = button(self.tr("Export…"), icon="export", keys="Ctrl+Shift+E")
        self.new = button(self.tr("New tenant…"), "primary", icon="plus", keys="Ctrl+N")
        self.line.addStretch(1)
        self.line.addWidget(self.export)
        self.line.addWidget(self.new)
        self.export.clicked.connect(lambda _=False: self.table.export())
        self.new.clicked.connect(self.wanted)
        self.table.asked.connect(self.wanted)
        self.table.activated.connect(self.opened)
        self.table.view.clicked.connect(self._on_click)
        tell_exports(desk, self.table)
        self.bar.gives_way(self.table.finder.line)
        self.setFocusProxy(self.table)

    def _on_click(self, where: QModelIndex) -> None:
        """A plain click opens; one with Ctrl or Shift selects."""
        chosen = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        alone = not QGuiApplication.keyboardModifiers() & chosen and len(self.table.selected_keys()) == 1
        if where.isValid() and alone:
            self.opened.emit(self.table.model.keys[where.row()])

    def refresh(self) -> None:
        """Reads again; the selection stays."""
        self.table.refresh()

    def focus(self) -> None:
        """To the rows."""
        self.table.view.setFocus()
