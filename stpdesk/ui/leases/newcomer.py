"""A tenant who is not in the park yet, entered without leaving the lease."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.forms import TenantForm
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.choice import Suggest
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.leases.words import tr
from stpdesk.ui.wording import tenant_kind

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


def new_tenant(parent: QWidget, desk: Desk, name: str, took: Callable[[str], None]) -> None:
    """Asks for what is needed to let to them; the rest is entered on the tenants' screen. `took` gets the code."""

    def begin(session: Session) -> TenantForm:
        from stpdesk.actions import tenants

        return tenants.new_form(session)

    desk.ask(parent, begin, lambda form: _show(parent, desk, name, form, took), slot="newcomer")


def _show(parent: QWidget, desk: Desk, name: str, begun: TenantForm, took: Callable[[str], None]) -> None:
    """The small form."""
    from stpdesk.workbook.columns import TENANT_KINDS

    def act(session: Session, values: dict[str, Any]) -> Changes:
        from stpdesk.actions import tenants

        made = tenants.add_tenant(
            session, TenantForm(**{key: value for key, value in values.items() if value})
        )
        return Changes(
            made.nouns, **{**made.told, "said": tr("Tenant {name} is saved.").format(name=values["name"])}
        )

    form = Form(desk, "newcomer", save=tr("Save tenant"), act=act)
    form.add(Text("code", tr("Code"), most=40, width=160, required=True))
    form.add(Text("name", tr("Name"), required=True))
    form.add(Suggest("kind", tr("Kind"), TENANT_KINDS, said=tenant_kind, hint=tr("Company, call centre …")))
    form.add(Text("pseb_no", tr("PSEB no."), width=160))
    form.add(Text("contact", tr("Contact")))
    form.add(Text("phone", tr("Phone"), width=160))
    form.consequence(tr("Registration and NTN can follow later."))
    form.start({"code": begun.code, "name": name or None})
    dialog = FormDialog(parent, tr("New tenant"), form)
    form.saved.connect(lambda _: took(str(form.values()["code"])))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
