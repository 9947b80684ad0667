"""The fields of a receipt and what is open beside them; who typed which amount. The form (receipt_form) foresees and saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.core.matching import Item
from stpdesk.core.typed_dates import Lean
from stpdesk.ui.accounts.receipt_acts import NAME, save
from stpdesk.ui.accounts.receipt_fields import Own, Payer
from stpdesk.ui.accounts.receipt_lines import Lines, tell
from stpdesk.ui.accounts.receipt_words import CASH, CHEQUE, methods, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import label
from stpdesk.ui.theme import px
from stpdesk.ui.typed_ahead import TakesAhead

NARROW, FORM_NARROW, FORM, FORM_MOST, LINES = 900, 398, 480, 560, 280
"""Pixels at 100 %: below the first the form has the second's width, else between the third and the fourth; open invoices
with less than the last have shorter columns."""
ROOMY = 1100
"""From this on the form has room for fields of a whole name."""


class ReceiptSheet(Form):
    """Fields at the left, open items at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, NAME, save=tr("Save receipt"), act=save)
        self.today = date.min
        self._lines_of = ""
        self._make_fields()
        self._make_side()

    def _make_fields(self) -> None:
        """In the order they are filled in."""
        none = tr("There is no tenant “{text}” in this park.")
        self.tenant = self.add(Payer("tenant", tr("Tenant"), required=True, none_called=none, width=288))
        self.cash = self.add(Amount("cash", tr("Amount received"), required=True))
        withheld = tr("Rs withheld")
        self.income = Amount("income_tax", tr("Income tax withheld"), suffix=withheld)
        self.sales = Amount("sales_tax", tr("Sales tax withheld"), suffix=withheld)
        self.row(tr("Income tax"), self.income)
        self.row(tr("Sales tax"), self.sales)
        self.method = Segmented("method", tr("Paid by"), list(methods().items()), value=CHEQUE)
        self.row(tr("Paid by"), self.method)
        self.reference = self.add(Text("reference", tr("Its number"), width=200, most=80))
        self.day = self.add(
            Date("date", tr("Date"), lambda: self.today, lean=Lean.DONE, required=True), also=("day",)
        )
        self.certificate = self.add(Text("certificate", tr("Certificate no."), width=200))
        self.remark = self.add(Text("note", tr("Note"), width=288))
        self.own = self.join(Own("own"))
        self.own.setParent(self)
        self.own.hide()
        for field in self.amounts():
            field.edit.textEdited.connect(partial(self._on_amount, field))
            field.left.connect(partial(self._on_left, field))
        self.tenant.taken.connect(self._on_taken)
        self.tenant.changed.connect(self._on_tenant)
        self.method.changed.connect(self._on_method)
        self.ahead = TakesAhead(self, tr("What is typed while a receipt is saved"))

    def amounts(self) -> tuple[Amount, ...]:
        """What came, and what was withheld."""
        return self.cash, self.income, self.sales

    def _make_side(self) -> None:
        """What is open, and what becomes of the rest."""
        self.lines = self.join(Lines(self._desk, "invoice", tr("Open invoices")))
        self.whose = label(tr("Open invoices"), "section", wrap=True)
        self.whose.setContentsMargins(px(24), px(12), px(24), px(8))
        self.rest = label("", "muted", wrap=True)
        self.rest.setContentsMargins(px(24), px(8), px(24), px(8))
        self.before = label("", "caption", wrap=True)
        self.before.setContentsMargins(px(24), px(4), px(24), px(12))
        panel = QWidget()
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 0, 0, 0)  # the panel's own line
        inside.setSpacing(0)
        inside.addWidget(self.whose)
        inside.addWidget(self.lines, 1)
        inside.addWidget(self.rest)
        inside.addWidget(self.before)
        self.side(panel)
        tell(self.rest, "")
        tell(self.before, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both sides keep their room: fields are shorter where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        self.area.setMinimumWidth(px(FORM_NARROW if narrow else FORM))
        self.area.setMaximumWidth(px(FORM_NARROW if narrow else FORM_MOST))
        self.lines.set_narrow(self.width() < px(FORM_NARROW + LINES))
        for field in (self.tenant, self.remark):
            field.set_width(
                200 if narrow else 288 if self.width() < px(ROOMY) else 384
            )  # a long name and its code
        for amount in self.amounts():
            amount.set_width(120 if narrow else 160)

    def offer(self, tenants: Sequence[Item], today: date) -> None:
        """Who can be chosen, and what day it is."""
        self.today = today
        self.tenant.set_items(tenants)

    # typing ------------------------------------------------------------------------------------------------------------

    def _on_amount(self, field: Amount, _text: str) -> None:
        """The person typed an amount: it is no longer proposed."""
        if not field.edit.replacing:
            self.own.put(field.name, True)

    def _on_left(self, field: Amount) -> None:
        """An amount that was emptied is proposed again."""
        if field.is_blank():
            self.own.put(field.name, False)

    def _on_taken(self) -> None:
        """A tenant was picked: on to the amount."""
        self.tenant.edit.setCursorPosition(0)
        self.cash.focus_here()
        self.cash.edit.selectAll()

    def _on_tenant(self) -> None:
        """Another tenant has other invoices."""
        code = str(self.tenant.value() or "")
        if code == self._lines_of:
            return
        self._lines_of, self.lines.of_somebody = code, bool(code)
        if not self._quiet:
            self.lines.forget()
        item = self.tenant.chosen()
        self.whose.setText(
            tr("Open invoices of {tenant}").format(tenant=item.name) if item else tr("Open invoices")
        )
        if not code:
            self._say_nobody()

    def _say_nobody(self) -> None:
        """What to do, and nothing of the tenant before."""
        self.lines.show_lines((), self.today)
        tell(self.rest, "")
        self.income.note("")
        self.sales.note("")
        self.consequence(
            tr("Type letters of the tenant’s name or code; Enter takes it and proposes the amount.")
        )

    def _on_method(self) -> None:
        """Cash has no number."""
        self.reference.setEnabled(self.method.value() != CASH)
