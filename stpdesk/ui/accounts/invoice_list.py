"""The part of all invoices and credit notes: the list, the selected one beside it, and one as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.ui.accounts.invoice_facts import InvoiceFacts, facts_by_key, facts_of
from stpdesk.ui.accounts.invoice_listing import listing
from stpdesk.ui.accounts.invoice_page import InvoicePage, Papers
from stpdesk.ui.accounts.invoice_panel import WIDTH, InvoicePanel
from stpdesk.ui.accounts.invoice_words import CREDIT, OPEN, OVERDUE, SETTLED
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.tabs import Tabs
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import button, column, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.words import month as month_told
from stpdesk.ui.theme import px

REST = 60
"""Milliseconds on a row before it is told: an arrow key that is held passes over many."""
LEAST = 560
"""Pixels at 100 % the list needs beside the panel."""
ALL, OF_MONTH = "all", "month"


class Invoices(PartOfScreen):
    """`show_thing`: a document's number; it is selected. “open:NUMBER” opens its page, “overdue” filters."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._facts: InvoiceFacts | None = None
        self._number = ""
        self._wanted: int | None = None
        self._month: Month | None = None
        self._page: InvoicePage | None = None
        self.papers = Papers(self, self._desk)
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._build()
        self._connect()

    def _build(self) -> None:
        """Tools above the list, the panel beside it; the page takes the place of both."""
        tr = self.tr
        self._bar = Bar()
        line = row(0)
        line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(line)
        self.state = Tabs(
            tr("State"),
            [("", tr("All")), (OPEN, tr("Open")), (OVERDUE, tr("Overdue")), (SETTLED, tr("Settled")),
             (CREDIT, tr("Credit notes"))],
        )  # fmt: skip
        self.when = Segmented(
            "when", tr("Months"), [(ALL, tr("All months")), (OF_MONTH, tr("This month"))], value=ALL
        )
        self.table = Table(self._desk, listing({}), finder_in=line)
        line.addWidget(self.state, 1)
        line.addWidget(self.when)
        widest = max(
            self.fontMetrics().horizontalAdvance(words) for words in (tr("Credit notes"), tr("Overdue"))
        )
        self.state.setMinimumWidth(widest + px(64))
        self._bar.gives_way(self.table.finder.line)
        tell_exports(self._desk, self.table)
        self.panel = InvoicePanel()
        self._list = QWidget()
        beside = row(self.table, self.panel, spacing=0)
        beside.setStretch(0, 1)
        whole = column(self._bar, beside, spacing=0)
        whole.setStretch(1, 1)
        self._list.setLayout(whole)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._export = button(tr("Export…"), icon="export", keys="Ctrl+E")
        self._acts = QWidget()
        self._acts.setLayout(row(self._export))
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        """List, filters, panel."""
        table, panel = self.table, self.panel
        table.selected.connect(lambda _keys: self._resting.start())
        self._resting.timeout.connect(self._on_selected)
        table.filled.connect(self._on_filled)
        table.activated.connect(lambda _key: self.open())
        table.asked.connect(lambda: self.home.show_thing("run"))
        self.state.changed.connect(self._filter)
        self.when.changed.connect(self._filter)
        self._export.clicked.connect(lambda *_: self.export())
        panel.paper.connect(self.open)
        panel.credit.connect(self.add)
        panel.printing.connect(self.print_paper)
        panel.receipt.connect(self.receipt)
        self._follow(panel.view)

    def _follow(self, view: QWidget) -> None:
        """What a document names leads there."""
        view.invoice.connect(self.show_thing)  # type: ignore[attr-defined]
        view.receipt.connect(lambda number: self.home.show_thing(f"receipts:{number}"))  # type: ignore[attr-defined]
        view.tenant.connect(lambda code: self.home.go.emit("tenants", code))  # type: ignore[attr-defined]

    def header(self) -> Sequence[QWidget]:
        """Export; the page has acts of its own."""
        return (self._acts,)

    # reading -----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list and what is shown of it again; a month that was just turned to is what is asked for."""
        month = self.home.month
        turned = self._month is not None and month != self._month and self.isVisible()
        self._month = month
        if month is not None:
            self.when.buttons[1].setText(month_told(month))
            for one in self.when.buttons:  # the chosen one is bolder, and wider
                one.setMinimumWidth(one.fontMetrics().horizontalAdvance(one.text()) + px(36))
        if turned and self.when.value() != OF_MONTH:
            self.when.set_value(OF_MONTH)  # filters, and so reads
        else:
            self._filter()
        if self._number:
            self._read(self._number)

    def _filter(self) -> None:
        """The list as it is asked for."""
        filters: dict[str, object] = {}
        if self.state.value():
            filters["state"] = self.state.value()
        if self.when.value() == OF_MONTH and self._month is not None:
            filters["month"] = self._month
        self.table.refresh(listing=listing(filters))

    def _on_filled(self) -> None:
        """The wanted one is selected, else the first."""
        keys, wanted = self.table.model.keys, self._wanted
        if self.table.model.settled:  # rows asked for before it was there would scroll away from it
            self._wanted = None
        if wanted is not None and wanted in keys:
            self.table.select([wanted])
        elif keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])
        elif not keys and not self._on_page():
            self._show(None)

    def _on_selected(self) -> None:
        """The panel follows the list; a page stays with its document, and so does one that is being brought up."""
        keys = self.table.selected_keys()
        told = self._facts is not None and len(keys) == 1 and keys[0] == self._facts.key
        if len(keys) == 1 and not (told or self._on_page() or self._wanted is not None):
            self._desk.ask(self, partial(facts_by_key, key=keys[0]), self._show_row, slot="panel")

    def _show_row(self, facts: InvoiceFacts | None) -> None:
        """One that was read, if it is the selected one still."""
        keys = self.table.selected_keys()
        if facts is not None and self._wanted is None and len(keys) == 1 and keys[0] == facts.key:
            self._show(facts)

    def _read(self, number: str) -> None:
        """One document again; another one may be wanted by the time it is read."""

        def again(facts: InvoiceFacts) -> None:
            if facts.number == self._number:
                self._show(facts)

        self._desk.ask(
            self, partial(facts_of, number=number), again, slot="again", refused=lambda _: self._show(None)
        )

    def _show(self, facts: InvoiceFacts | None) -> None:
        """Tells it, beside the list and on the page."""
        self._facts, self._number = facts, facts.number if facts is not None else ""
        self.panel.show_facts(facts)
        self._fit()
        if self._page is not None and facts is not None and self._on_page():
            self._page.show_facts(facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel stands beside the list where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No panel without a document, nor where the list would have too little room."""
        self.panel.setVisible(self._facts is not None and self.width() >= px(WIDTH + LEAST))

    # going about -------------------------------------------------------------------------------------------------------

    def show_thing(self, thing: str) -> None:
        """A document by its number, also one that the filter hides; or a state."""
        if thing in {OPEN, OVERDUE, SETTLED, CREDIT}:
            self.show_list()
            self.state.set_value(thing)
            return
        opening = thing.startswith("open:")
        number = self._number = thing.removeprefix("open:")

        def found(facts: InvoiceFacts) -> None:
            self._wanted = facts.key
            self.table.finder.line.clear()
            self.state.set_value("")
            self.when.set_value(ALL)
            self._filter()
            self._show(facts)
            if opening and not self._on_page():
                self._open(facts)

        def missing(refusal: Refused) -> None:
            self._number = self._facts.number if self._facts is not None else ""
            self._desk.refused.emit(refusal)

        self._desk.ask(self, partial(facts_of, number=number), found, slot="thing", refused=missing)

    def at_hand(self) -> str:
        """The document that is shown."""
        number = self._facts.number if self._facts is not None else ""
        return f"open:{number}" if number and self._on_page() else number

    def _on_page(self) -> bool:
        """Whether a document is open as a page."""
        return self._page is not None and self._stack.currentWidget() is self._page

    def show_list(self) -> None:
        """Back from the page."""
        self._export.show()
        self._stack.setCurrentWidget(self._list)
        self.setFocusProxy(self.table)

    def _back(self) -> None:
        """The keyboard goes back to the rows."""
        self.show_list()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with(self, act: Callable[[InvoiceFacts], None]) -> None:
        """An act on the document of the page, or of the row that is selected now, even where that is not told yet."""
        keys = self.table.selected_keys()
        told = self._facts is not None and (len(keys) != 1 or keys[0] == self._facts.key)
        if self._facts is not None and (self._on_page() or told):
            act(self._facts)
            return

        def found(facts: InvoiceFacts | None) -> None:
            self._show(facts)
            if facts is not None:
                act(facts)

        if len(keys) == 1:
            self._resting.stop()
            self._desk.ask(self, partial(facts_by_key, key=keys[0]), found, slot="panel")

    def open(self) -> None:
        """The selected document as a page."""
        self._with(self._open)

    def _open(self, facts: InvoiceFacts) -> None:
        """As a page."""
        if self._page is None:
            page = self._page = InvoicePage(self._desk)
            page.left.connect(self._back)
            page.credit.connect(self.add)
            page.receipt.connect(self.receipt)
            self._follow(page.view)
            self._stack.addWidget(page)
        self._export.hide()
        self._stack.setCurrentWidget(self._page)
        self.setFocusProxy(self._page)
        self._page.show_facts(facts)
        self._page.setFocus()

    # acts --------------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """A credit note of the document that is shown."""
        self._with(self._credit)

    def _credit(self, facts: InvoiceFacts) -> None:
        """Asks what of it."""
        if facts.creditable:
            from stpdesk.ui.accounts.credit_form import credit

            credit(self, self._desk, facts.number, self._on_credited)

    def _on_credited(self, number: str) -> None:
        """The note that was issued, as it is printed."""
        self.show_thing(f"open:{number}")

    def change(self) -> None:
        """F2: its number of the Federal Board of Revenue; nothing else of an issued document is changed."""
        from stpdesk.ui.accounts.invoice_fbr import ask_number

        self._with(lambda facts: ask_number(self, self._desk, facts))

    def receipt(self) -> None:
        """What the tenant paid of it."""
        self._with(lambda facts: self.home.show_thing(f"receipts:{facts.paper.tenant}"))

    def print_paper(self) -> None:
        """Ctrl+P."""
        self._with(lambda facts: self.papers.print_one(facts.number))

    def save_paper(self, target: str = "") -> None:
        """Ctrl+S."""
        self._with(lambda facts: self.papers.save_one(facts.number, target))

    def export(self) -> None:
        """Ctrl+E."""
        self.table.export()
