"""What the part of the run is made of: notices and tools above the list, what issuing does below, the panel beside all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from stpdesk.ui.billing.run_foot import RunFoot
from stpdesk.ui.billing.run_listing import listing
from stpdesk.ui.billing.run_notices import Notices
from stpdesk.ui.billing.run_panel import WIDTH, RunPanel
from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import Elided, button, column, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

LEAST = 480
"""Pixels at 100 % the list needs beside the panel."""
ROWS = 280
"""Less height than this (at 100 %) below the notices is too little for the list: they fold."""


class RunPage(PartOfScreen):
    """Its widgets; `billing.run` makes them work."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._build()

    def _build(self) -> None:
        """Notices, tools, rows and what issuing does; the panel beside all of it."""
        self.notices = Notices()
        self._bar = Bar()
        line = row(0)
        line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(line)
        self.table = Table(self._desk, listing(WorkedOut(lambda _db, _day: ()), None, ()), finder_in=line)
        self._bar.gives_way(self.table.finder.line)
        self.state = Elided("", "muted")
        self.changed_link, self.unbilled_link = link("", tone="plainlink"), link("", tone="plainlink")
        line.addWidget(self.notices.folded)
        line.addWidget(self.state, 1)
        for one, name in (
            (self.changed_link, tr("Changed since billed")),
            (self.unbilled_link, tr("Unbilled use")),
        ):
            one.setAccessibleName(name)
            one.setProperty("edge", "right")
            one.hide()
            line.addWidget(one)
        tell_exports(self._desk, self.table)
        self.panel = RunPanel()
        foot = self.foot = RunFoot()
        self.does, self.stays, self.working = foot.does, foot.stays, foot.working
        self.preview_button, self.issue_button, self.print_button = foot.preview, foot.issue, foot.print
        left = QWidget()
        whole = column(self.notices, self._bar, self.table, foot, spacing=0)
        whole.setStretch(2, 1)
        left.setLayout(whole)
        beside = row(left, self.panel, spacing=0)
        beside.setStretch(0, 1)
        self.setLayout(beside)
        self._export = button(tr("Export…"), icon="export", keys="Ctrl+E")
        self.setFocusProxy(self.table)

    def header(self) -> Sequence[QWidget]:
        """Export."""
        return (self._export,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel stands beside the list where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No panel without a document, nor where the list would have too little room."""
        self.panel.setVisible(self.panel.paper is not None and self.width() >= px(WIDTH + LEAST))
        taken = self.notices.height_wanted() + self._bar.sizeHint().height() + self.foot.sizeHint().height()
        self.notices.give_way(self.height() - taken < px(ROWS))
