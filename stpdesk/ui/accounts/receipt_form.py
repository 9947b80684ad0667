"""The form of a receipt: tenant, Enter, the amount is proposed, Enter saves; what it settles stands beside it as one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stpdesk.actions.receipt_entry import Foreseen
from stpdesk.actions.receipt_lines import wanted_name
from stpdesk.core.errors import Refused
from stpdesk.core.matching import Item
from stpdesk.db.drafts import REFUSED
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_acts import NAME, Seen, consequence, foresee, places, save, typed_of
from stpdesk.ui.accounts.receipt_fields import Own, Payer
from stpdesk.ui.accounts.receipt_lines import Lines, advance_told, tell
from stpdesk.ui.accounts.receipt_words import CASH, CHEQUE, methods, money, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import label
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

NARROW, FORM_NARROW, FORM, FORM_MOST = 900, 398, 480, 560
"""Pixels at 100 %: below the first the form has the second's width, else between the third and the fourth."""


class ReceiptForm(Form):
    """It stays open for the next receipt; day and way of paying stay as they were."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, NAME, save=tr("Save receipt"), act=save)
        self.today = date.min
        self.seen: Foreseen | None = None
        self._lines_of = ""
        self._in_step = False
        self._save_soon = False
        self._met: list[Field] = []
        self._make_fields()
        self._make_side()
        self.previews(foresee, self._show_seen)

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
        self.day = self.add(Date("date", tr("Date"), lambda: self.today, required=True), also=("day",))
        self.certificate = self.add(Text("certificate", tr("Certificate no."), width=200))
        self.remark = self.add(Text("note", tr("Note"), width=288))
        self.own = self.join(Own("own"))
        self.own.setParent(self)
        self.own.hide()
        for field in (self.cash, self.income, self.sales):
            field.edit.textEdited.connect(partial(self._on_amount, field))
            field.left.connect(partial(self._on_left, field))
        self.tenant.taken.connect(self._on_taken)
        self.tenant.changed.connect(self._on_tenant)
        self.method.changed.connect(self._on_method)
        self.ahead = QLineEdit(self)
        self.ahead.setAccessibleName(tr("Letters of the next tenant"))
        self.ahead.setFixedSize(0, 0)
        self.ahead.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _make_side(self) -> None:
        """What is open, and what becomes of the rest."""
        self.lines = self.join(Lines(self._desk, "invoice", tr("Open invoices")))
        self.whose = label(tr("Open invoices"), "section")
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
        for field in (self.tenant, self.remark):
            field.set_width(200 if narrow else 288)
        for amount in (self.cash, self.income, self.sales):
            amount.set_width(120 if narrow else 160)

    # beginning ---------------------------------------------------------------------------------------------------------

    def offer(self, tenants: Sequence[Item], today: date) -> None:
        """Who can be chosen, and what day it is."""
        self.today = today
        self.tenant.set_items(tenants)

    def begin(self, tenant: str = "", day: date | None = None, method: str = CHEQUE) -> None:
        """An empty receipt, perhaps of a tenant."""
        self._save_soon = False
        self._in_step = False
        self.start({"method": method, "date": day or self.today, "tenant": tenant or None})
        self._on_tenant()

    def foresee_again(self) -> None:
        """What it stands on is another."""
        self._in_step = False
        self._preview_pause.start()

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
        self._lines_of = code
        if not self._quiet:
            self.lines.forget()
        item = self.tenant.chosen()
        self.whose.setText(tr("Open of {tenant}").format(tenant=item.name) if item else tr("Open invoices"))
        if not code:
            self.lines.show_lines((), self.today)
            tell(self.rest, "")
            self.consequence(
                tr("Type letters of the tenant’s name or code; Enter takes it and proposes the amount.")
            )

    def _on_method(self) -> None:
        """Cash has no number."""
        self.reference.setEnabled(self.method.value() != CASH)

    def _edited(self) -> None:
        """Whoever changed something: what is foreseen is behind."""
        self._in_step = False
        super()._edited()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the amount saves; in the tenant it goes to the amount."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.cash.edit.hasFocus():
                self.save()
                return
            if self.tenant.edit.hasFocus():
                self.tenant.settle()
                if self.tenant.value() is not None:
                    self._on_taken()
                    return
        super().keyPressEvent(event)

    # what is foreseen --------------------------------------------------------------------------------------------------

    def _show_seen(self, answer: Seen) -> None:
        """The proposals, every open item, and what saving will do."""
        typed, seen = answer
        self._unsay()
        if seen is None or typed != typed_of(self.values()):
            self.seen = None
            return
        self.seen = seen
        self._propose(seen)
        self._in_step = True
        self._preview_pause.stop()
        self.lines.show_lines(seen.lines, self.today)
        tell(self.rest, advance_told(seen.advance))
        self._note_suggested(seen)
        self.consequence(consequence(seen))
        self._say_faults(seen.faults)
        if self._save_soon:
            self._save_soon = False
            self._save_now()

    def _propose(self, seen: Foreseen) -> None:
        """Puts in what the person did not type."""
        entry, typed = seen.entry, self.is_dirty()
        self._quiet = True
        for field, amount in (
            (self.cash, entry.cash),
            (self.income, entry.income_tax),
            (self.sales, entry.sales_tax),
        ):
            if field.name in self.own.names:
                continue
            told = field is self.cash and seen.value
            value = amount if amount or told else None
            if field.value() != value:
                field.set_value(value)
                if field.edit.hasFocus():
                    field.edit.selectAll()
        self._quiet = False
        if not typed:
            self._clean = self.texts()  # the program's own proposals are nothing that could be lost

    def _note_suggested(self, seen: Foreseen) -> None:
        """What the tenant usually withholds, where something else is typed."""
        payer, told = seen.tenant, seen.suggested
        for field, pct, usual in (
            (self.income, payer.income_tax_pct, told.income_tax), (self.sales, payer.sales_tax_withheld_pct, told.sales_tax),
        ):  # fmt: skip
            if not pct or not (usual or field.value()) or self.width() < px(NARROW):
                field.note("")
            elif (field.value() or 0) != usual:
                field.note(tr("usually {amount}").format(amount=money(usual)))
            else:
                field.note(
                    tr("{percent} as usual").format(percent=wording.percent(pct / 10_000, places(pct)))
                )

    def _say_faults(self, faults: Sequence[Refused]) -> None:
        """What would be refused, beside its field, unless it is being typed into."""
        for error in faults:
            key = self._others.get(error.field or "", error.field or "")
            field = self._fields.get(key)
            if field is None or field.shown_slip() or any(stop.hasFocus() for stop in field.stops()):
                continue
            if field is self.lines:
                self._mark_line(error)
            elif not field.is_blank():
                field.set_fault(in_words(error))
                self._met.append(field)

    def _unsay(self) -> None:
        """What the last preview said no longer counts."""
        met, self._met = self._met, []
        for field in met:
            field.set_fault("")

    def _mark_line(self, error: Refused) -> None:
        """A refusal of one line, or of all together."""
        name = error.values.get("item")
        item = next((one.item for one in self.seen.lines if one.item.id == name), None) if self.seen else None
        typed = self.lines.value()
        where = wanted_name(item) if item else typed[-1].rpartition("=")[0] if typed else ""
        if where:
            self.lines.mark(where, in_words(error))

    # saving ------------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Saves what is shown; where the proposals are behind what was typed, as soon as they are not."""
        if self._saving or self._barred:
            return
        for field in (self.cash, self.income, self.sales, self.day):
            field.settle()
        if not self._in_step and self.tenant.value() is not None:
            self._save_soon = True
            self._preview_pause.stop()
            self._ask_preview()
            return
        self._save_now()

    def _save_now(self) -> None:
        """Everything that is known to be wrong is said at once; else the act is begun."""
        known = self.seen.faults if self.seen is not None else ()
        if not known or self.faults():
            super().save()
            return
        self._why = REFUSED
        self.keep_draft()
        for error in reversed(known):
            self.refuse(error)

    def _foreseen_refused(self, error: Refused) -> None:
        """There is nothing to foresee: the act says why."""
        super()._foreseen_refused(error)
        if self._save_soon:
            self._save_soon = False
            super().save()

    def _begin_saving(self) -> None:
        """What is typed meanwhile is the next tenant."""
        super()._begin_saving()
        self.ahead.clear()
        self.ahead.setFocus()

    def refuse(self, error: Refused) -> None:
        """Beside its field; a line of the list in its cell."""
        if error.field == "invoice":
            self._mark_line(error)
            self.footer.refuse(in_words(error))
            self.lines.focus_here()
        else:
            super().refuse(error)
