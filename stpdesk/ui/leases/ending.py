"""Ending a lease early: its last day, and the credit it causes, told before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.lease_preview import EndPreview
from stpdesk.core.money import lakh
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.segments import YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.leases import acts
from stpdesk.ui.leases.facts import LeaseFacts
from stpdesk.ui.parts import clear, label, rule
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

SHOWN = 6
"""Billed lines told before “and more”."""


class EndForm(Form):
    """Last day, reason, credit notes now or later; below what of the billed days comes out otherwise."""

    def __init__(self, desk: Desk, facts: LeaseFacts) -> None:
        code = facts.lease.code

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return acts.end(session, code, values["ends"], values["reason"], credit=bool(values["credit"]))

        def preview(session: Session, values: dict[str, Any]) -> EndPreview | None:
            return acts.foresee_end(session, code, values["ends"]) if values["ends"] else None

        super().__init__(desk, "lease-end", save=self.tr("End the lease"), act=act)
        tr = self.tr
        self.ends = self.add(
            Date("ends", tr("Last day"), lambda: facts.today, required=True), also=("starts", "units")
        )
        self.reason = self.add(Text("reason", tr("Reason"), width=304, required=True))
        self.credit = self.add(YesNo("credit", tr("Credit notes"), value=True))
        self.credit.note(tr("issued now; else Billing proposes them"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(4))
        self._lines.setContentsMargins(0, 0, 0, 0)
        told = QWidget()
        told.setLayout(self._lines)
        self.section(tr("The credit it causes"))
        self.widget(told)
        self.previews(preview, self._show)
        self.start({"ends": None, "reason": None, "credit": True}, thing=code)
        ends = facts.lease.ends
        if ends is not None:
            self.ends.note(tr("now {day}").format(day=wording.day(ends)))

    def _tell(self, seen: EndPreview) -> None:
        """What saving does, in a line."""
        day, amount = wording.day(self.ends.value()), lakh(seen.credit)
        if not seen.changed:
            self.consequence(self.tr("The lease ends on {day}.").format(day=day))
        elif self.credit.value():
            self.consequence(self.tr("Ends on {day}, credits {amount}.").format(day=day, amount=amount))
        else:
            self.consequence(self.tr("Ends on {day}, credits nothing yet.").format(day=day))

    def _show(self, seen: EndPreview | None) -> None:
        """Credit, line by line."""
        clear(self._lines)
        self.ends.set_fault(in_words(seen.faults[0]) if seen and seen.faults else "")
        causes = seen is not None and bool(seen.changed)
        self.credit.set_locked(not causes)
        if seen is None or seen.faults:
            self.consequence("")
            self._lines.addWidget(label(self.tr("Give the last day to see it."), "muted"))
            return
        self._tell(seen)
        if not seen.changed:
            self._lines.addWidget(label(self.tr("Nothing billed lies after it: no credit is due."), "muted"))
            return
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(px(16))
        for place, one in enumerate(seen.changed[:SHOWN]):
            line = one.billed
            what = self.tr("{invoice}, {head}, {first} to {last}").format(
                invoice=line.invoice,
                head=line.head,
                first=wording.day(line.first, year=False),
                last=wording.day(line.last),
            )
            grid.addWidget(label(what), place, 0)
            grid.addWidget(
                label(wording.rupees(-one.difference, paise=True)), place, 1, Qt.AlignmentFlag.AlignRight
            )
        more = len(seen.changed) - SHOWN
        if more > 0:
            grid.addWidget(label(self.tr("and %n more lines", "", more), "caption"), SHOWN, 0)
        grid.addWidget(rule(), SHOWN + 1, 0, 1, 2)
        grid.addWidget(label(self.tr("Credit before tax, Rs"), "strong"), SHOWN + 2, 0)
        grid.addWidget(label(lakh(seen.credit), "strong"), SHOWN + 2, 1, Qt.AlignmentFlag.AlignRight)
        self._lines.addLayout(grid)


def end_early(parent: QWidget, desk: Desk, facts: LeaseFacts) -> None:
    """Asks for the last day of a lease."""
    form = EndForm(desk, facts)
    title = parent.tr("End lease {code} early").format(code=facts.lease.code)
    dialog = FormDialog(parent, title, form, about=facts.tenant.name, width=640, height=480)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(parent.setFocus)  # the button it was asked with may be away by then
    dialog.open()
