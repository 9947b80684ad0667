"""A tenant's leases on its page, with the ways to a new one and to a renewal."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from stpdesk.ui.leases import listing as listed
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Listing
from stpdesk.ui.tenants.tab import TableTab

KEPT = ("code", "units", "starts", "ends", "rate", "rent", "state")


class LeasesTab(TableTab):
    """The leases of one tenant. `wanted` tells the thing the leases' screen shall show."""

    wanted = Signal(str)

    def _build(self) -> None:
        """The list and two acts."""
        super()._build()
        self.renew = button(self.tr("Renew…"))
        self.new = button(self.tr("New lease…"), "primary", icon="plus")
        self.line.addStretch(1)
        self.line.addWidget(self.renew)
        self.line.addWidget(self.new)
        self.renew.setEnabled(False)
        self.renew.clicked.connect(lambda: self._with_code("renew:"))
        self.new.clicked.connect(self.start_lease)
        self.table.activated.connect(lambda _: self._with_code(""))
        self.table.asked.connect(self.start_lease)
        self.table.selected.connect(lambda keys: self.renew.setEnabled(len(keys) == 1))

    def listing(self) -> Listing:
        """The leases' own list, of this tenant."""
        whole = listed.listing()
        tenant = self.facts.tenant.id if self.facts else ""
        columns = tuple(
            replace(one, hidden=one.name not in KEPT, stretch=one.name == "units") for one in whole.columns
        )
        return replace(
            whole, name="tenant-leases", columns=columns, filters={"tenant": tenant},
            empty=self.tr("This tenant has no lease yet. A lease lets units to it and says what it pays."),
        )  # fmt: skip

    def start_lease(self) -> None:
        """A new lease for this tenant."""
        if self.facts is not None:
            self.wanted.emit(f"tenant:{self.facts.tenant.code}")

    def _with_code(self, act: str) -> None:
        """The selected lease."""
        index = self.table.view.currentIndex()
        value = self.table.model.row(index.row()) if index.isValid() else None
        if value is not None:
            self.wanted.emit(f"{act}{value[0]}")
