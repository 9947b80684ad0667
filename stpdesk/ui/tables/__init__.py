"""The one table kind of all lists. A screen describes a `Listing` and lays a `Table` out:

LISTING = Listing(
    "tenants", self.tr("Tenants"),
    (Column("code", self.tr("Code"), Kind.MUTED, 72), Column("name", self.tr("Name"), Kind.STRONG),
     Column("balance", self.tr("Open balance, Rs"), Kind.MONEY)),
    keys=tenants.keys, rows=tenants.rows, cells=lambda one, today: (one.code, one.name, one.balance),
    totals=tenants.totals, sums=lambda all: (None, None, all.balance), filters={"kind": None}, when="day",
    empty=self.tr("No tenant is recorded yet."), act=self.tr("New tenant…"))
self.body.setContentsMargins(0, 0, 0, 0)                           # rows run edge to edge
self.table = Table(desk, LISTING, layouts, finder_in=self.header)  # layouts: a dict, or the preferences' own
self.body.addWidget(self.table, 1); self.table.activated.connect(self._open); self.table.asked.connect(self._new)
# refresh(): self.table.refresh()  A cell that is not shown plainly: Cell(value, text="…", chip="bad", icon="alert")
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stpdesk.ui.tables.columns import Cell, Column, Kind, Layouts, Listing
    from stpdesk.ui.tables.grid import Grid
    from stpdesk.ui.tables.pasting import Paste
    from stpdesk.ui.tables.table import Table

__all__ = ["Cell", "Column", "Grid", "Kind", "Layouts", "Listing", "Paste", "Table"]
_HOMES = {"Grid": "grid", "Paste": "pasting", "Table": "table"}


def __getattr__(name: str) -> object:
    """What is taken from here is loaded then, with its own module and no other: a list's columns need no table."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'columns')}"), name)
