"""One part of a tenant's page: its tools stand beside the names of the parts, its content below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import Listing, Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.facts import TenantFacts
from stpdesk.ui.theme import px


class Tab(QWidget):
    """Shows one tenant; reads when it is seen. Subclasses fill `tools` and themselves in `_build`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.facts: TenantFacts | None = None
        self.tools = Bar()
        self.line = QHBoxLayout(self.tools)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(8))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._build()

    def _build(self) -> None:
        """Makes the widgets."""

    def show_tenant(self, facts: TenantFacts) -> None:
        """This tenant, as it is now."""
        self.facts = facts
        self.read()

    def read(self) -> None:
        """Reads what it shows."""

    def focus(self) -> None:
        """The keyboard goes to its first place."""

    def escape(self) -> bool:
        """Whether Esc had something to take back here."""
        return False


class TableTab(Tab):
    """A part that is one table."""

    _hides = False
    """whether its filter is only seen while it is wanted"""

    def _build(self) -> None:
        """The table; its filter stands among the tools."""
        self.table = Table(self._desk, self.listing(), finder_in=self.line)
        tell_exports(self._desk, self.table)
        self.tools.gives_way(self.table.finder.line)
        self.column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def hide_filter(self) -> None:
        """No filter line until a letter is typed on the rows: the other tools want the room."""
        self._hides = True
        finder = self.table.finder
        finder.hide()
        finder.line.textChanged.connect(lambda text: finder.setVisible(bool(text)))

    def listing(self) -> Listing:
        """What the table shows now."""
        raise NotImplementedError

    def read(self) -> None:
        """The rows again."""
        if self.facts is not None:
            self.table.refresh(listing=self.listing())

    def focus(self) -> None:
        """To the rows."""
        self.table.view.setFocus()

    def escape(self) -> bool:
        """Clears the filter, and leaves it for the rows."""
        finder = self.table.finder
        if not finder.line.text() and not finder.line.hasFocus():
            return False
        finder.line.clear()
        self.table.view.setFocus()
        finder.setVisible(not self._hides)
        return True
