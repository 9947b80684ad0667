"""The form of a receipt: tenant, Enter, the amount is proposed, Enter saves; what it settles stands beside it as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from stpdesk.actions.receipt_entry import Foreseen
from stpdesk.actions.receipt_lines import wanted_name
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.db.drafts import REFUSED
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_acts import Seen, consequence, foresee, places, typed_of
from stpdesk.ui.accounts.receipt_lines import advance_told, tell
from stpdesk.ui.accounts.receipt_sheet import NARROW, ReceiptSheet
from stpdesk.ui.accounts.receipt_words import CHEQUE, money, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px
from stpdesk.ui.typed_ahead import RETURNS


class ReceiptForm(ReceiptSheet):
    """It stays open for the next receipt; day and way of paying stay as they were."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: Foreseen | None = None
        self._in_step = False
        self._save_soon = False
        self._met: list[Field] = []
        self.previews(foresee, self._show_seen)

    def begin(self, tenant: str = "", day: date | None = None, method: str = CHEQUE) -> None:
        """An empty receipt, perhaps of a tenant."""
        self._save_soon = False
        self._in_step = False
        self.start({"method": method, "date": day or self.today, "tenant": tenant or None})
        self._on_tenant()
        if not tenant:
            self._say_nobody()

    def foresee_again(self) -> None:
        """What it stands on is another."""
        self._in_step = False
        self._preview_pause.start()

    def _edited(self) -> None:
        """Whoever changed something: what is foreseen is behind."""
        self._in_step = False
        super()._edited()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the amount saves; in the tenant it goes to the amount."""
        if event.key() in RETURNS:
            typed_ahead = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if self.cash.edit.hasFocus() or typed_ahead:
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
        self._in_step = True
        self._preview_pause.stop()
        unread = any(field.slip() is not None and not field.is_blank() for field in self.amounts())
        self.seen = None if unread else seen
        if not unread:
            self._propose(seen)
        if unread or any(self._of_amount(one) for one in seen.faults):
            self._show_nothing_paid(seen)
        else:
            self._show_paid(seen)
        if not unread:
            self._note_suggested(seen)
            self._say_faults(seen.faults)
        if self._save_soon:
            self._save_soon = False
            self._save_now()

    def _show_paid(self, seen: Foreseen) -> None:
        """With amounts that can be; of anything else that would be refused nothing is said of saving."""
        self.lines.show_lines(seen.lines, self.today)
        tell(self.rest, advance_told(seen.advance))
        self.consequence("" if seen.faults and seen.number else consequence(seen))

    def _of_amount(self, fault: Refused) -> bool:
        """Whether an amount is wrong."""
        return self._others.get(fault.field or "", fault.field) in {field.name for field in self.amounts()}

    def _show_nothing_paid(self, seen: Foreseen) -> None:
        """Of an amount that cannot be nobody knows what it settles; what is open stays in sight."""
        self.lines.show_lines([replace(one, amount=Paisa(0)) for one in seen.lines], self.today)
        tell(self.rest, "")
        self.consequence(tr("What it settles is seen once the amount is right."))

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

    def _take_back(self) -> None:
        """The same of the several things it said."""
        super()._take_back()
        self._unsay()

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
            self.ahead.begin()
            self._preview_pause.stop()
            self._ask_preview()
            return
        self._save_now()

    def _save_now(self) -> None:
        """Everything that is known to be wrong is said at once; else the act is begun."""
        known = self.seen.faults if self.seen is not None and self._in_step else ()
        self._unsay()
        for field in self.fields():
            field.set_fault("")  # said again where it still holds
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
        if not self.ahead.hasFocus():
            self.ahead.begin()

    def _unsaved(self, why: str) -> None:
        """The keyboard comes back to what is seen."""
        super()._unsaved(why)
        if self.ahead.hasFocus():
            self.ahead.keys.forget()
            self.cash.focus_here()

    def go_to_wrong(self) -> None:
        """What was typed ahead is not meant for a field that must be corrected first."""
        self.ahead.keys.forget()
        super().go_to_wrong()

    def refuse(self, error: Refused) -> None:
        """Beside its field; a line of the list in its cell."""
        if error.field == "invoice":
            self._mark_line(error)
            self.footer.refuse(in_words(error))
            self.ahead.keys.forget()
            self.lines.focus_here()
        else:
            super().refuse(error)
