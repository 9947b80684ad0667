"""Deposits taken, adjusted against what is open, refunded: what each leaves is told before (rule B15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.actions.deposit_list import ADJUSTED, REFUNDED, TAKEN, Foreseen
from stpdesk.core.changes import Changes
from stpdesk.core.matching import Item
from stpdesk.core.typed_dates import Lean
from stpdesk.ui.accounts.receipt_words import item_name, money, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.choice import Choice
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

NAME = "deposit"


def kinds() -> dict[str, str]:
    """What can be done with a deposit."""
    return {TAKEN: tr("Taken"), ADJUSTED: tr("Adjusted"), REFUNDED: tr("Refunded")}


class DepositForm(Form):
    """One entry of a tenant's deposit account."""

    def __init__(self, desk: Desk, tenants: Sequence[Item], today: date) -> None:
        super().__init__(desk, NAME, save=tr("Save deposit"), act=save)
        none = tr("There is no tenant “{text}” in this park.")
        self.tenant = self.add(Choice("tenant", tr("Tenant"), tenants, required=True, none_called=none))
        self.kind = self.add(Segmented("kind", tr("Deposit is"), list(kinds().items()), value=TAKEN))
        self.amount = self.add(Amount("amount", tr("Amount"), required=True))
        self.day = self.add(Date("date", tr("Date"), lambda: today, lean=Lean.DONE, required=True))
        self.add(Text("note", tr("Note"), width=336))
        self.previews(foresee, self._show_seen)

    def _show_seen(self, seen: Foreseen | None) -> None:
        """What is held after it, and what it settles."""
        if seen is None:
            self.consequence(tr("Choose whose deposit it is."))
            return
        for fault in seen.faults:
            self._foreseen_refused(fault)
        if self.amount.value() is None:
            self.amount.note(tr("{held} is held now").format(held=money(seen.held)))
            self.consequence(tr("No income of the park; it stands in no ageing."))
            return
        self.amount.note("")
        if seen.faults:
            self.consequence(in_words(seen.faults[0]))
            return
        told = tr("{held} is held then").format(held=money(seen.held))
        if not seen.held:
            told = tr("nothing is held then") if seen.settles else tr("Nothing is held then")
        if seen.settles:
            settled = ", ".join(
                tr("{amount} of {item}").format(amount=money(amount), item=item_name(ref))
                for ref, amount in seen.settles[:3]
            )
            more = " …" if len(seen.settles) > 3 else ""
            told = tr("Settles {items}{more}; {held}").format(items=settled, more=more, held=told)
        self.consequence(f"{told}.")


def enter(
    parent: QWidget, desk: Desk, tenants: Sequence[Item], today: date, *, kind: str = TAKEN, tenant: str = "",
    amount: int | None = None,
) -> FormDialog:  # fmt: skip
    """Asks for one entry, in a window of its own."""
    form = DepositForm(desk, tenants, today)
    form.start({"kind": kind, "tenant": tenant or None, "date": today, "amount": amount})
    dialog = FormDialog(parent, tr("Deposit"), form, about=tr("taken, adjusted or refunded"), width=680)
    dialog.finished.connect(dialog.deleteLater)
    if tenant:
        form.amount.focus_to_correct()  # before it is shown: a field that has the keyboard for a moment keeps its caret
    dialog.open()
    return dialog


def foresee(session: Session, values: dict[str, Any]) -> Foreseen | None:
    """On the reader's thread."""
    from stpdesk.actions import deposit_list

    if not values["tenant"]:
        return None
    return deposit_list.foresee(session, values["kind"], values["tenant"], values["date"], values["amount"])


def save(session: Session, values: dict[str, Any]) -> Changes:
    """Records it, and forgets its draft in the same transaction."""
    from stpdesk.actions.deposit_list import enter_deposit

    made = enter_deposit(
        session, values["kind"], values["tenant"], values["date"], values["amount"], values["note"], (NAME, "")
    )  # fmt: skip
    words = {
        TAKEN: tr("{amount} is taken of {tenant}; {held} is held now."),
        ADJUSTED: tr("{amount} of {tenant} is adjusted; {held} is held now."),
        REFUNDED: tr("{amount} is refunded to {tenant}; {held} is held now."),
    }[values["kind"]]
    held: Any = made.told["held"]
    said = words.format(amount=money(values["amount"]), tenant=values["tenant"], held=money(held))
    return Changes(made.nouns, **made.told, said=said)
