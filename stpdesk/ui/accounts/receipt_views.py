"""The lists of what came in: receipts with the selected one beside them, certificates to come, advances."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from stpdesk.ui.accounts import receipt_facts
from stpdesk.ui.accounts.receipt_facts import ReceiptFacts
from stpdesk.ui.accounts.receipt_listing import listing
from stpdesk.ui.accounts.receipt_panel import ReceiptPanel
from stpdesk.ui.accounts.receipt_told import LEAST, WIDTH
from stpdesk.ui.accounts.receipt_words import REVERSED, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.tabs import Tabs
from stpdesk.ui.parted import Begins
from stpdesk.ui.parts import column, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.accounts.certificate_grid import Certificates
    from stpdesk.ui.accounts.receipt_advances import Advances

ALL, CERTIFICATES, ADVANCES = "all", "certificates", "advances"


class Views(Begins, QWidget):
    """One of the lists at a time, chosen above; those not seen at first are made when they are wanted."""

    invoice = Signal(str)
    """the number of an invoice that is named"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.facts: ReceiptFacts | None = None
        self._wanted: int | None = None
        self._certificates: Certificates | None = None
        self._advances: Advances | None = None
        self._build()
        self.table.selected.connect(self._on_selected)
        self.table.filled.connect(self._on_filled)
        self.table.view.escaped.connect(lambda: self._on_escaped(self.table))
        self.view.changed.connect(self._on_view)

    def _build(self) -> None:
        """Tools above, what they choose below."""
        self._bar = Bar()
        self._line = row(0)
        self._line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(self._line)
        self.view = Tabs(
            tr("Show"),
            [(ALL, tr("All")), (REVERSED, tr("Reversed")), (CERTIFICATES, tr("Certificates to come")),
             (ADVANCES, tr("Advances"))],
        )  # fmt: skip
        self.table = Table(self._desk, listing({}), finder_in=self._line)
        self._line.addWidget(self.view, 1)
        self._bar.gives_way(self.table.finder.line)
        tell_exports(self._desk, self.table)
        self.panel = ReceiptPanel()
        beside = row(self.table, self.panel, spacing=0)
        beside.setStretch(0, 1)
        self._listed = QWidget()
        self._listed.setLayout(beside)
        self._views = QStackedWidget()
        self._views.addWidget(self._listed)
        whole = column(self._bar, self._views, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    # lists -------------------------------------------------------------------------------------------------------------

    def certificates(self) -> Certificates:
        """The grid of certificates to come."""
        if self._certificates is None:
            from stpdesk.ui.accounts.certificate_grid import Certificates

            self._certificates = Certificates(self._desk, self._line)
            grid = self._certificates.grid
            self._line.insertWidget(1, grid.finder)
            grid.view.escaped.connect(lambda: self._on_escaped(grid))
            self._views.addWidget(self._certificates)
        return self._certificates

    def advances(self) -> Advances:
        """The list of advances."""
        if self._advances is None:
            from stpdesk.ui.accounts.receipt_advances import Advances

            self._advances = Advances(self._desk, self._line)
            table = self._advances.table
            self._line.insertWidget(1, table.finder)
            table.view.escaped.connect(lambda: self._on_escaped(table))
            self._advances.opened.connect(self.show_number)
            self._advances.invoice.connect(self.invoice)
            self._views.addWidget(self._advances)
        return self._advances

    def shown(self) -> Table:
        """The table that is seen."""
        name = self.view.value()
        if name == CERTIFICATES:
            return self.certificates().grid
        return self.advances().table if name == ADVANCES else self.table

    def _on_view(self) -> None:
        """Another of the lists."""
        table, name = self.shown(), self.view.value()
        made = [self.table, *([self._certificates.grid] if self._certificates else [])]
        made += [self._advances.table] if self._advances else []
        for one in made:
            one.finder.setVisible(one is table)
        self._bar.gives_way(table.finder.line)
        lists = {CERTIFICATES: self._certificates, ADVANCES: self._advances}
        self._views.setCurrentWidget(lists.get(name) or self._listed)
        self.setFocusProxy(table)
        self.refresh()

    # back to all -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc outside the rows."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _on_escaped(self, table: Table) -> None:
        """Esc in the rows: it first takes back a filter."""
        if not table.model.shown_text:
            self._leave()

    def _leave(self) -> None:
        """To the list of all, unless a number is typed that is not saved."""
        typed = self.view.value() == CERTIFICATES and self.certificates().grid.unsaved()
        if self.view.value() != ALL and not typed:
            self.view.set_value(ALL)
            self.setFocus()

    # reading -----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list that is chosen, again."""
        name = self.view.value()
        if name == CERTIFICATES:
            self.certificates().refresh()
        elif name == ADVANCES:
            self.advances().refresh()
        else:
            self.table.refresh(listing=listing({"state": REVERSED} if name == REVERSED else {}))
            if self.facts is not None:
                self._read(self.facts.row.number)

    def _on_filled(self) -> None:
        """The wanted one is selected, else the first."""
        keys = self.table.model.keys
        if self._wanted is not None and self._wanted in keys:
            self.table.select([self._wanted])
            if self.table.model.settled:
                self._wanted = None
        elif keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])
        elif not keys:
            self._show(None)

    def _on_selected(self, keys: array[int]) -> None:
        """The panel follows the list."""
        if len(keys) == 1:
            self._desk.ask(self, partial(_by_key, key=keys[0]), self._show, slot="panel")

    def _read(self, number: str) -> None:
        """One receipt again."""
        self._desk.ask(self, partial(by_number, number=number), self._show, slot="panel")

    def _show(self, facts: ReceiptFacts | None) -> None:
        """Tells it."""
        self.facts = facts
        self.panel.show_facts(facts)
        self._fit()

    def show_number(self, number: str) -> None:
        """A receipt, also one that the filter hides."""
        self._desk.ask(self, partial(by_number, number=number), self._on_found, slot="thing")

    def _on_found(self, facts: ReceiptFacts | None) -> None:
        """It is there."""
        if facts is not None:
            self.show_facts(facts)

    def show_facts(self, facts: ReceiptFacts) -> None:
        """In the list of all."""
        self._wanted = facts.row.key
        self.table.finder.line.clear()
        self.view.set_value(ALL)
        self._show(facts)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel stands beside the list where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No panel without a receipt, nor where the list would have too little room."""
        self.panel.setVisible(self.facts is not None and self.width() >= px(WIDTH + LEAST))


def _by_key(session: Session, *, key: int) -> ReceiptFacts | None:
    """On the reader's thread."""
    return receipt_facts.by_key(session, key)


def by_number(session: Session, *, number: str) -> ReceiptFacts | None:
    """On the reader's thread; refused where there is no such receipt."""
    return receipt_facts.by_number(session, number)
