"""The face in which receipts are typed one after the other; it stays open, and lists what was entered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.matching import Item
from stpdesk.ui import wording
from stpdesk.ui.accounts import receipt_facts
from stpdesk.ui.accounts.receipt_form import ReceiptForm
from stpdesk.ui.accounts.receipt_lines import tell
from stpdesk.ui.accounts.receipt_words import CHEQUE, came, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.parts import Elided, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

SHOWN = 4
"""So many of those entered are named."""


class Entering(QWidget):
    """New receipts. `left` when the person is through."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entered: list[tuple[str, str, int, int]] = []
        """of each its number, its tenant, what came as money and what was withheld, in paisa"""
        self._day: date | None = None
        self._method = CHEQUE
        self._then: Callable[[], None] | None = None
        self._begun = False
        self.form = ReceiptForm(desk)
        self.about = Elided("", "muted")
        top = row(label(tr("New receipt"), "section"), 4)
        top.addWidget(self.about, 1)
        top.addWidget(self.form.banner)
        top.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(4))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.form, 1)
        self.setFocusProxy(self.form.tenant)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self._on_cancelled)

    @property
    def last(self) -> str:
        """The number of the receipt entered last; "" where there is none."""
        return self._entered[-1][0] if self._entered else ""

    def open(self, tenant: str = "") -> None:
        """An empty receipt, perhaps of a tenant; what was typed and not saved stays."""
        if self._begun and self.form.is_dirty() and not tenant:
            self.form.foresee_again()
            self._read(None)
            return
        self.setFocusProxy(self.form.ahead)  # what is typed before all is read is typed once it is
        self._read(partial(self._begin, tenant))

    def refresh(self) -> None:
        """Something else changed: who can pay and what is open."""
        self._read(None)

    def _read(self, then: Callable[[], None] | None) -> None:
        """Who can be chosen."""
        self._then = then or self._then
        self._desk.ask(self, _payers, self._offer, slot="payers")

    def _offer(self, found: tuple[tuple[Item, ...], date]) -> None:
        """The list is there."""
        tenants, today = found
        self.form.offer(tenants, today)
        then, self._then = self._then, None
        if then is not None:
            then()
        else:
            self.form.foresee_again()

    def _begin(self, tenant: str) -> None:
        """The next one."""
        self._begun = True
        self.form.begin(tenant, self._day, self._method)
        self.setFocusProxy(self.form.tenant)
        if tenant:
            self.form.cash.focus_here()
        else:
            self.form.tenant.focus_here()
        self.form.ahead.keys.type_now()

    def _on_cancelled(self) -> None:
        """What was discarded does not come back with the next one."""
        self._begun = False
        self.left.emit()

    def _on_saved(self, changes: Changes) -> None:
        """On to the next: day and way of paying stay, letters typed meanwhile are its tenant."""
        recorded: Any = changes.told["receipt"]
        values = self.form.values()
        self._day, self._method = values["date"], values["method"]
        cash = values["cash"] or 0  # the form is as it was saved: keys typed meanwhile wait
        self._entered.append((recorded.number, recorded.tenant, cash, recorded.value - cash))
        self._tell_entered()
        self.form.begin("", self._day, self._method)
        self.form.tenant.focus_here()
        self.form.ahead.keys.type_now()

    def _tell_entered(self) -> None:
        """How many, the cash, cheques and transfers of them all, the tax withheld apart; the last few."""
        count = wording.counted(len(self._entered), tr("1 entered"), tr("{n} entered"))
        total = came(sum(one[2] for one in self._entered), sum(one[3] for one in self._entered))
        number, tenant, *amounts = self._entered[-1]
        saved = tr("{number}: {value} of {tenant} is saved.")
        told = saved.format(number=number, value=came(*amounts), tenant=tenant)
        if len(self._entered) == 1:
            self.about.say(told)
        else:
            total_told = tr("{count}, {total} in all.").format(count=count, total=total)
            self.about.say(f"{told} {total_told}", total_told)
        last = [
            tr("{number} of {tenant}, {value}").format(number=number, tenant=tenant, value=came(*amounts))
            for number, tenant, *amounts in reversed(self._entered[-SHOWN:])
        ]
        tell(self.form.before, "\n".join([tr("Entered before:"), *last]))


def _payers(session: Session) -> tuple[tuple[Item, ...], date]:
    """On the reader's thread."""
    return receipt_facts.payers(session)
