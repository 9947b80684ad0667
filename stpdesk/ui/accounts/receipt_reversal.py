"""A cheque that came back: what reversing its receipt undoes is told before, with the day and the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.typed_dates import Lean
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_facts import ReceiptFacts
from stpdesk.ui.accounts.receipt_words import CHEQUE, item_name, money, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.written import LongText, Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import label

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

MOST = 6
"""Items named before “and more”."""


def undoes(facts: ReceiptFacts) -> str:
    """What is open again, and which advance is gone."""
    told = [
        tr("{item}: {amount} is open again.").format(item=item_name(one.ref), amount=money(one.amount))
        for one in facts.settled[:MOST]
    ]
    more = len(facts.settled) - MOST
    if more > 0:
        told.append(tr("And {n} more.").format(n=more))
    if facts.advance:
        told.append(tr("Its advance of {amount} is gone.").format(amount=money(facts.advance)))
    return "\n".join(told)


def reverse(parent: QWidget, desk: Desk, facts: ReceiptFacts) -> FormDialog:
    """Asks for day and reason."""
    number = facts.row.number

    def act(session: Session, values: dict[str, Any]) -> Changes:
        return undo(session, number, values["date"], values["reason"])

    def seen(session: Session, values: dict[str, Any]) -> None:
        check(session, number, values["date"])

    form = Form(desk, "reversal", save=tr("Reverse receipt"), act=act)
    cheque = (facts.row.method or "").lower().startswith(CHEQUE)
    day = tr("the day the cheque came back") if cheque else tr("from this day on it no longer counts")
    form.add(Date("date", tr("On"), lambda: facts.today, lean=Lean.DONE, required=True), day)
    form.add(LongText("reason", tr("Reason"), required=True, lines=2))
    told = label(undoes(facts), wrap=True)
    told.setAccessibleName(told.text())
    form.widget(label(tr("What it undoes"), "strong"))
    form.widget(told)
    form.previews(seen, lambda _: None)
    form.consequence(tr("The receipt stays on record as reversed; this cannot be undone."))
    form.start({"date": max(facts.today, facts.row.date)}, thing=number)
    about = tr("{value} of {name}, {received}").format(
        value=money(facts.row.value), name=facts.row.name, received=wording.day(facts.row.date)
    )
    dialog = FormDialog(parent, tr("Reverse receipt {number}?").format(number=number), form, about=about)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def check(session: Session, number: str, day: date | None) -> None:
    """What would be refused of the day."""
    from stpdesk.actions.receipts import check_reversal

    if day is not None:
        check_reversal(session, number, day)


def undo(session: Session, number: str, day: date, why: str) -> Changes:
    """Reverses it."""
    from stpdesk.actions.receipts import check_reversal, reverse_receipt

    check_reversal(session, number, day)
    made = reverse_receipt(session, number, day=day, reason=why)
    return Changes(made.nouns, **made.told, said=tr("Receipt {number} is reversed.").format(number=number))


def certificate(parent: QWidget, desk: Desk, facts: ReceiptFacts) -> FormDialog:
    """The number of the certificate that came, or another one."""
    number = facts.row.number

    def act(session: Session, values: dict[str, Any]) -> Changes:
        from stpdesk.actions.receipts import set_certificate

        made = set_certificate(session, number, values["certificate"])
        said = tr("Certificate {certificate} of receipt {number} is entered.")
        return Changes(
            made.nouns, **made.told, said=said.format(certificate=values["certificate"], number=number)
        )

    form = Form(desk, "certificate", save=tr("Save certificate"), act=act)
    form.add(Text("certificate", tr("Certificate no."), required=True))
    withheld = facts.row.income_tax + facts.row.sales_tax
    words = tr("It is for {amount} withheld; with its number it is no longer awaited.")
    form.consequence(words.format(amount=money(withheld)))
    form.start({"certificate": facts.row.certificate}, thing=number)
    dialog = FormDialog(
        parent, tr("Certificate of {number}").format(number=number), form, about=facts.row.name
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
