"""The part of what comes in: its lists, new receipts typed fast, and the acts on the selected one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout

from stpdesk.core.errors import Refused
from stpdesk.reports.asked import Asked
from stpdesk.ui.accounts.receipt_facts import ReceiptFacts
from stpdesk.ui.accounts.receipt_views import ADVANCES, ALL, CERTIFICATES, Views, by_number
from stpdesk.ui.accounts.receipt_words import REVERSED, tr
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from stpdesk.ui.accounts.receipt_entering import Entering

NEW = "new"


class Receipts(PartOfScreen):
    """`show_thing`: a receipt's number (it is selected), a tenant's code (a new receipt of it), “new”, “certificates”, “advances”."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._entering: Entering | None = None
        self.lists = Views(self._desk)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.lists)
        self._export = button(tr("Export…"), icon="export", keys="Ctrl+E")
        self._new = button(tr("New receipt…"), "primary", icon="plus", keys="Ctrl+N")
        self.setFocusProxy(self.lists)
        self._connect()

    def _connect(self) -> None:
        """Lists, buttons, panel."""
        lists, panel = self.lists, self.lists.panel
        lists.table.activated.connect(lambda _key: self.open())
        lists.table.asked.connect(self.add)
        lists.invoice.connect(self._go_to_invoice)
        self._export.clicked.connect(lambda *_: self.export())
        self._new.clicked.connect(lambda *_: self.add())
        panel.paper.connect(self.open)
        panel.reverse.connect(self.reverse)
        panel.certificate.connect(self.change)
        panel.another.connect(self.receipt_of_selected)
        panel.invoice.connect(self._go_to_invoice)
        panel.tenant.connect(lambda code: self.home.go.emit("tenants", code))

    def header(self) -> Sequence[QPushButton]:
        """Export, and the main act."""
        return (self._export, self._new)

    @property
    def facts(self) -> ReceiptFacts | None:
        """The selected receipt, where a list of receipts is seen."""
        seen = not self.is_typing() and self.lists.shown() is self.lists.table
        return self.lists.facts if seen else None

    def entering(self) -> Entering:
        """The form."""
        if self._entering is None:
            from stpdesk.ui.accounts.receipt_entering import Entering

            self._entering = Entering(self._desk)
            self._entering.left.connect(self._through)
            self._stack.addWidget(self._entering)
        return self._entering

    def refresh(self) -> None:
        """What is shown again; the form keeps what is typed."""
        if self.is_typing():
            self.entering().refresh()
        self.lists.refresh()

    # going about -------------------------------------------------------------------------------------------------------

    def _go_to_invoice(self, number: str) -> None:
        """Its place among the invoices."""
        self.home.show_thing(f"invoices:{number}")

    def show_thing(self, thing: str) -> None:
        """One of the lists, a new receipt, or a receipt by its number, also one that the filter hides."""
        if thing in {CERTIFICATES, ADVANCES, ALL, REVERSED}:
            self._back()
            self.lists.view.set_value(thing)
        elif thing == NEW:
            self.add()
        elif thing:
            self._desk.ask(
                self, partial(by_number, number=thing), self._on_found, slot="thing", refused=lambda _: self.add(thing)
            )  # fmt: skip

    def _on_found(self, facts: ReceiptFacts | None) -> None:
        """It is shown in the list of all."""
        if facts is not None:
            self._back()
            self.lists.show_facts(facts)

    def begin_again(self) -> None:
        """The list of all; what is typed into the form stays where it is."""
        if not self.is_typing():
            self.lists.view.set_value(ALL)

    def at_hand(self) -> str:
        """The form, a list, or the selected receipt."""
        if self.is_typing():
            return NEW
        name = str(self.lists.view.value())
        if name in {CERTIFICATES, ADVANCES, REVERSED}:
            return name
        return self.lists.facts.row.number if self.lists.facts is not None else ""

    def is_typing(self) -> bool:
        """Whether the form is open."""
        return self._entering is not None and self._stack.currentWidget() is self._entering

    def _through(self) -> None:
        """All are entered: the last one is selected in the list."""
        self._back()
        if self._entering is not None and self._entering.last:
            self.lists.show_number(self._entering.last)

    def _back(self) -> None:
        """From the form to the lists."""
        if self.is_typing():
            self._stack.setCurrentWidget(self.lists)
            self._new.setEnabled(True)
            self.setFocusProxy(self.lists)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # acts --------------------------------------------------------------------------------------------------------------

    def add(self, tenant: str = "") -> None:
        """New receipts, one after the other; the first perhaps of a tenant."""
        face = self.entering()
        self._stack.setCurrentWidget(face)
        self._new.setEnabled(False)
        self.setFocusProxy(face)
        face.open(tenant)
        face.setFocus()

    def receipt_of_selected(self) -> None:
        """Another receipt of the same tenant."""
        self.add(self.facts.row.tenant if self.facts is not None else "")

    def open(self) -> None:
        """The paper of the selected receipt."""
        if self.facts is not None:
            from stpdesk.ui.papers.dialog import show_paper

            number = self.facts.row.number
            title = tr("Receipt {number}").format(number=number)
            show_paper(self, self._desk, title, "receipt", Asked(number=number))

    def print_paper(self) -> None:
        """Ctrl+P: its paper, printed from there."""
        self.open()

    def save_paper(self) -> None:
        """Ctrl+S: the receipt or the certificates that are typed, else the paper."""
        if self.is_typing():
            self.entering().form.save()
        elif self.lists.view.value() == CERTIFICATES:
            self.lists.certificates().save()
        else:
            self.open()

    def reverse(self) -> None:
        """The selected receipt came to nothing."""
        facts = self.facts
        if facts is None:
            return
        if facts.row.reversed_on is not None:
            self._desk.refused.emit(
                Refused(
                    "Receipt {number} was reversed on {date} already.",
                    number=facts.row.number,
                    date=facts.row.reversed_on,
                )
            )
            return
        from stpdesk.ui.accounts.receipt_reversal import reverse

        reverse(self, self._desk, facts)

    def change(self) -> None:
        """F2: the cell of the grid, else the selected receipt's certificate."""
        if self.lists.view.value() == CERTIFICATES and not self.is_typing():
            view = self.lists.certificates().grid.view
            view.edit(view.currentIndex())
        elif self.facts is not None and self.lists.panel.certificate_button.isEnabled():
            from stpdesk.ui.accounts.receipt_reversal import certificate

            certificate(self, self._desk, self.facts)

    def show_certificates(self) -> None:
        """What is still to come."""
        self._show_list(CERTIFICATES)

    def show_advances(self) -> None:
        """Who is in advance."""
        self._show_list(ADVANCES)

    def turn_certificates(self) -> None:
        """What is still to come, or all receipts again where that is seen."""
        self._show_list(self._other(CERTIFICATES))

    def turn_advances(self) -> None:
        """Who is in advance, or all receipts again where that is seen."""
        self._show_list(self._other(ADVANCES))

    def _other(self, name: str) -> str:
        """A list, or the list of all where that one is seen."""
        return ALL if self.lists.view.value() == name and not self.is_typing() else name

    def _show_list(self, name: str) -> None:
        """With the keyboard in it."""
        self.show_thing(name)
        self.setFocus()

    def export(self) -> None:
        """Ctrl+E: the list that is shown."""
        self.lists.shown().export()
