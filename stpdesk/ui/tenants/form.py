"""The form of a new or changed tenant: doubts about identifiers stand below their fields and refuse nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.choice import Suggest
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Percent
from stpdesk.ui.fields.segments import YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import Elided, column, label, rule
from stpdesk.ui.tenants import acts
from stpdesk.ui.tenants.details import Doubt
from stpdesk.ui.tenants.faces import Face
from stpdesk.ui.tenants.facts import TenantFacts
from stpdesk.ui.typed_ahead import TakesAhead
from stpdesk.ui.wording import tenant_kind

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

CHECKED = ("name", "pseb_no", "pseb_valid_to", "ntn", "cnic", "strn", "phone", "email")
"""Fields below which a doubt may stand."""


class Below(Doubt):
    """A doubt on the edge of the fields, below one of them."""

    def __init__(self, beside: QLabel) -> None:
        super().__init__()
        self._beside = beside

    def fit(self) -> None:
        """As far in as the labels are wide."""
        self.setContentsMargins(self._beside.minimumWidth(), 0, 0, 0)


class FormFace(Face):
    """The form as a page of its own. `saved` tells the tenant's code, `left` that nothing was saved."""

    saved = Signal(str)
    left = Signal()
    begun = Signal()
    """the form is filled"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._today = date.min
        self._begun: acts.Beginning | None = None
        self.code = ""
        self.heading = Elided("", "title")
        self.about = label("", "muted")
        self.form = Form(desk, "tenant", save=self.tr("Save tenant"), act=self._save)
        self.doubts: dict[str, Below] = {}
        self._fill()
        self.ahead = TakesAhead(self.form, self.tr("What is typed while the form is filled"))
        self.line.addLayout(column(None, self.heading, self.about, None, spacing=0), 1)
        self.line.addWidget(self.form.banner, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(rule())
        self.column.addWidget(self.form, 1)
        self.form.previews(self._foresee, self._show_foreseen)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.left)
        self.setFocusProxy(self.form)

    def _fill(self) -> None:
        """Sections and fields, in the order people know them."""
        form, tr = self.form, self.tr
        form.section(tr("Who"))
        self._add(Text("name", tr("Name"), required=True, width=392))
        self._add(
            Suggest("kind", tr("Kind"), acts.kinds(), said=tenant_kind, hint=tr("Company, call centre …"))
        )
        self._add(
            Text("code", tr("Code"), most=40, required=True, width=136),
            tr("how lists and documents are sorted"),
        )
        form.section(tr("Registration and identifiers"))
        self._add(Text("pseb_no", tr("PSEB no."), width=224))
        self._add(Date("pseb_valid_to", tr("Valid to"), lambda: self._today))
        self._add(Text("ntn", tr("NTN"), width=224))
        self._add(Text("cnic", tr("CNIC"), width=224))
        self._add(Text("strn", tr("STRN"), width=224))
        form.section(tr("Contact"))
        self._add(Text("contact", tr("Person"), width=392))
        self._add(Text("phone", tr("Phone"), width=224))
        self._add(Text("email", tr("Email"), width=392))
        self._add(Text("address", tr("Address"), width=392, most=400))
        form.section(tr("Taxes"))
        self._add(
            YesNo("tax_exempt", tr("Tax exempt"), value=False), tr("if so, no sales tax on its invoices")
        )
        self._add(Percent("income_tax_pct", tr("Withholds income tax")), tr("proposed on each receipt"))
        self._add(
            Percent("sales_tax_withheld_pct", tr("Withholds sales tax")),
            tr("of the sales tax on its invoices"),
        )

    def _add(self, field: Field, note: str = "") -> None:
        """A field on its row, and the place of its doubt."""
        made = self.form.row(field.label, field)
        if note:
            field.note(note)
        if field.name in CHECKED:
            doubt = self.doubts[field.name] = Below(made.label)
            self.form.widget(doubt)

    # opening -----------------------------------------------------------------------------------------------------------

    def open_new(self) -> None:
        """A new tenant, with the next code of the park's pattern."""
        self._open("", self.tr("New tenant"), "")

    def open_changed(self, facts: TenantFacts) -> None:
        """A tenant that is there."""
        one = facts.tenant
        self._open(one.code, one.name, self.tr("{code} · changing").format(code=one.code))

    def _open(self, code: str, heading: str, about: str) -> None:
        """Reads what the form begins with."""
        self.code, self._begun = code, None
        self.ahead.keys.forget()
        self.heading.say(heading)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self._desk.ask(
            self, lambda session: acts.beginning(session, code), self._begin, slot="begin", refused=self._gone
        )

    def _begin(self, found: acts.Beginning) -> None:
        """Fills the form; then its draft, if there is one."""
        self._begun, self._today = found, found.today
        for doubt in self.doubts.values():
            doubt.say("")
            doubt.fit()
        self.form.start(asdict(found.form), self.code)
        self.begun.emit()
        if self.isVisible():
            self.focus()
            self.ahead.keys.type_now()

    def _gone(self, error: Refused) -> None:
        """The tenant is no longer there."""
        self.ahead.keys.forget()
        self._desk.refused.emit(error)
        self.left.emit()

    def focus(self) -> None:
        """To the first field; until it is filled, what is typed waits for it."""
        if self._begun is None:
            self.ahead.begin()
        else:
            self.form.field("name").focus_here()

    # what saving will do -----------------------------------------------------------------------------------------------

    def _foresee(self, session: Session, values: Mapping[str, Any]) -> acts.Foreseen:
        """On the reader's thread."""
        begun = self._begun or acts.beginning(session, self.code)
        return acts.foresee(begun, self.code, values)

    def _show_foreseen(self, seen: acts.Foreseen) -> None:
        """Doubts below their fields, the consequence beside the buttons."""
        for name, doubt in self.doubts.items():
            here = self.form.field(name).control().hasFocus()
            told = seen.doubts.get(name, "")
            if not told or not here or doubt.sentence:
                doubt.say(told)
        for name, words in seen.faults.items():
            field = self.form.field(name)
            if not field.is_blank() and field.slip() is None and not field.control().hasFocus():
                field.set_fault(words)
        self.form.consequence(seen.consequence)

    def _save(self, session: Session, values: Mapping[str, Any]) -> Changes:
        """On the writer's thread."""
        return acts.save(session, self.code, values)

    def _on_saved(self, changes: Changes) -> None:
        """To the tenant's page."""
        self.saved.emit(str(changes.told.get("tenant") or self.code))
