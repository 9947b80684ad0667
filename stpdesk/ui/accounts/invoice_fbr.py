"""The number the Federal Board of Revenue gave an invoice, typed once it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.ui.accounts.invoice_words import tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.accounts.invoice_facts import InvoiceFacts

NAME = "fbr"


def ask_number(parent: QWidget, desk: Desk, facts: InvoiceFacts) -> None:
    """Its number and what its code holds; the paper prints both from then on."""
    number, known = facts.number, facts.paper.fbr

    def act(session: Session, values: dict[str, Any]) -> Changes:
        from stpdesk.actions.fbr import set_fbr_number

        return set_fbr_number(session, number, values["fbr_number"], values["qr"])

    form = Form(desk, NAME, save=tr("Save FBR number"), act=act)
    form.add(
        Text("fbr_number", tr("FBR number"), required=True, width=320), tr("as the board’s portal gave it")
    )
    form.add(Text("qr", tr("QR code"), width=320), tr("if it is not the number itself"))
    form.consequence(
        tr("{number} prints both from now on; papers that are frozen stay as they are.").format(number=number)
    )
    code = known.qr if known is not None and known.qr != known.number else None
    form.start({"fbr_number": known.number if known is not None else None, "qr": code}, thing=number)
    title = tr("FBR number of {number}").format(number=number)
    dialog = FormDialog(
        parent, title, form, about=facts.paper.party.get("name") or facts.paper.tenant, width=720
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
