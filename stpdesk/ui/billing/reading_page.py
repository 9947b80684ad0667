"""What the part of the readings is made of: filter and date above, the grid, what looks wrong, what saving will do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stpdesk.core.months import Month
from stpdesk.ui.billing import reading_listing
from stpdesk.ui.billing.reading_lines import Told
from stpdesk.ui.billing.run_notices import Notices
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.forms.drafts import DraftBanner
from stpdesk.ui.forms.footer import Footer
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Grid
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.details import Doubt
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.words import month as month_told
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

LOW = 400
"""Less height than this (at 100 %) is needed for rows."""


class ReadingsPage(PartOfScreen):
    """Its widgets; `billing.reading` makes them work."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self.usual_day = date(2000, 1, 31)
        nothing = reading_listing.listing(
            Month(2000, 1),
            WorkedOut(lambda _db, _day: ()),
            lambda _line: Told(),
            self.usual_day,
            editable=False,
        )
        self._bar = Bar()
        line = row(0)
        line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(line)
        self.grid = Grid(self._desk, nothing, finder_in=line)
        self.grid.blank_keeps = True
        self._bar.gives_way(self.grid.finder.line)
        tell_exports(self._desk, self.grid)
        self.notices = Notices()
        line.addWidget(self.notices.folded)
        self.run_bills = ""
        self._fill(line)
        self._lay_out()
        self.setFocusProxy(self.grid)

    def _fill(self, line: QHBoxLayout) -> None:
        """The date of all, how many are left, the acts."""
        self.day = Date("day", self.tr("Date of all readings"), lambda: self.usual_day, tip=self.tr("Ctrl+D"))
        self.day.set_width(136)
        self.left = label("", "strong")
        self.left.setMinimumWidth(px(116))  # the row is fitted before it is known how many are left
        self.history = button(self.tr("Its readings"), icon="clock", keys="Ctrl+H")
        self.change_it = button(self.tr("Change meter…"), icon="edit", keys="Ctrl+M")
        self.new = button(self.tr("New meter…"), icon="plus", keys="Ctrl+N")
        line.addWidget(label(self.tr("Read on"), "muted"))
        line.addWidget(self.day)
        line.addWidget(self.left)
        line.addStretch(1)
        self.more = button(self.tr("Meter…"), icon="down")
        for one in (self.history, self.change_it, self.new, self.more):
            line.addWidget(one)
        self._bar.gathers(self.more, self.history, self.change_it, self.new)

    def _lay_out(self) -> None:
        """From above to below."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        self.banner = DraftBanner()
        self.banner.setProperty("over", True)
        above = row(self.banner, None)
        above.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        column.addLayout(above)
        column.addWidget(self.notices)
        column.addWidget(self.grid, 1)
        self.doubt = Doubt()
        self.answer = link(self.tr("Say what happened (Ctrl+L)"))
        self.answer.setProperty("edge", "right")
        self.answer.hide()
        below = row(self.doubt, self.answer)
        below.setStretch(0, 1)
        below.setAlignment(self.doubt, Qt.AlignmentFlag.AlignVCenter)
        below.setContentsMargins(px(MARGIN), px(6), px(MARGIN), px(6))
        self.below = QWidget()
        self.below.setLayout(below)
        self.below.hide()
        column.addWidget(self.below)
        self.closed = label("", "muted", wrap=True)
        self.reopen = link("")
        self.reopen.setProperty("edge", "right")
        shut = row(self.closed, self.reopen)
        shut.setStretch(0, 1)
        shut.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self.closed.setContentsMargins(0, px(12), 0, px(12))
        for one in (self.closed, self.reopen):
            one.hide()
        column.addLayout(shut)
        self.footer = Footer(self.tr("Save readings"))
        self.footer.cancel.hide()
        self.discarding = link(self.tr("Discard what is not saved"))
        self.discarding.hide()
        beside = self.footer.layout()
        assert isinstance(beside, QHBoxLayout)
        beside.insertWidget(2, self.discarding)
        column.addWidget(self.footer)

    def say_shut(self, why: str, closed: Month | None) -> None:
        """Below the rows why nothing can be typed ("": it can); of a month that is closed, what leads to reopening it."""
        self.grid.shut = why
        if closed is not None:
            month = month_told(closed)
            why = self.tr(
                "{month} is closed: its readings can be read and copied. To correct one, reopen the month with a reason under Records, Month close."
            ).format(month=month)
            self.grid.shut = self.tr("{month} is closed: nothing can be typed until it is reopened.").format(
                month=month
            )
            words = self.tr("Reopen {month}…").format(month=month)
            self.reopen.setText(words)
            self.reopen.setAccessibleName(words)
        self.reopen.setVisible(closed is not None)
        self.closed.setText(why)
        self.closed.setVisible(bool(why))
        self.footer.setVisible(not why)
        self.day.set_locked(bool(why))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height what is said above the rows is a button."""
        super().resizeEvent(event)
        self.notices.give_way(self.height() < px(LOW))
