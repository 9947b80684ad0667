"""What each role may do, in words, beside the list of people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stpdesk.ui.allowed import ACCOUNTS, DUTY, MANAGER, ROLES, VIEWER, role_name
from stpdesk.ui.parts import Scrolled, column, label
from stpdesk.ui.theme import px

WIDTH = 312


def tr(text: str) -> str:
    """Translated, in the context of the records' people."""
    return QCoreApplication.translate("people", text)


def may(role: str) -> str:
    """What a role lets a person do: the roles that the acts themselves ask for."""
    return {
        MANAGER: tr(
            "Everything. Only a park manager closes and reopens months, changes settings, signatories and what PSEB is told of, "
            "manages people and the recovery sheet, says where backups go and restores one."
        ),
        ACCOUNTS: tr(
            "Units, tenants, leases, monthly returns and attached files; readings, billing runs, charges, credit notes, receipts "
            "and deposits; imports."
        ),
        DUTY: tr("Outages, their causes, links, announced load shedding, generator and UPS runs; readings and repairs."),
        VIEWER: tr("Sees everything, prints and exports every paper, makes and reads back backups. Changes nothing."),
    }[role]  # fmt: skip


class Roles(QFrame):
    """The four roles, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDTH))
        inside = QWidget()
        lines = column(label(tr("What each role may do"), "section"), spacing=4)
        lines.setContentsMargins(px(24), px(8), px(24), px(16))
        for role in ROLES:
            lines.addSpacing(px(8))
            lines.addWidget(label(role_name(role), "strong"))
            lines.addWidget(label(may(role), "muted", wrap=True))
        lines.addSpacing(px(12))
        lines.addWidget(
            label(
                tr("Whoever can open the park can read all of it. A role says what the program lets a person change, and whose "
                   "name stands in the audit trail."), "caption", wrap=True)
        )  # fmt: skip
        lines.addStretch(1)
        inside.setLayout(lines)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inside))
