"""What the face of the returns is made of: month and filter above, the grid, what looks wrong, what saving will do."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from stpdesk.core.months import Month
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.forms.drafts import DraftBanner
from stpdesk.ui.forms.footer import Footer
from stpdesk.ui.parts import label
from stpdesk.ui.tables import Grid
from stpdesk.ui.tenants import monthly
from stpdesk.ui.tenants.details import Doubt
from stpdesk.ui.tenants.faces import Face, tell_exports
from stpdesk.ui.tenants.months import MonthChooser
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px


class ReturnsPage(Face):
    """Its widgets; `tenants.grid` makes them work."""

    OF_ALL = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._there = WorkedOut(lambda _db, _day: ())
        self.chooser = MonthChooser(self.tr("Month of the returns"), desk)
        self.line.addWidget(self.chooser)
        nothing = monthly.listing(Month(2000, 1), self._there, {}, editable=False)
        self.grid = Grid(desk, nothing, finder_in=self.line)
        tell_exports(desk, self.grid)
        self.bar.gives_way(self.grid.finder.line)
        self.line.addStretch(1)
        self._lay_out()

    def _lay_out(self) -> None:
        """From above to below."""
        self.banner = DraftBanner()
        self.banner.setProperty("over", True)
        above = QHBoxLayout()
        above.setContentsMargins(px(24), 0, px(24), 0)
        above.addWidget(self.banner)
        above.addStretch(1)
        self.column.addLayout(above)
        self.column.addWidget(self.grid, 1)
        self.doubt = Doubt()
        self.doubt.setContentsMargins(px(24), px(8), px(24), px(8))
        self.column.addWidget(self.doubt)
        self.closed = label("", "muted")
        self.closed.setContentsMargins(px(24), px(12), px(24), px(12))
        self.closed.hide()
        self.column.addWidget(self.closed)
        self.footer = Footer(self.tr("Save returns"))
        self.footer.cancel.hide()
        self.discarding = link(self.tr("Discard what is not saved"))
        self.discarding.hide()
        beside = self.footer.layout()
        assert isinstance(beside, QHBoxLayout)
        beside.insertWidget(2, self.discarding)
        self.column.addWidget(self.footer)
