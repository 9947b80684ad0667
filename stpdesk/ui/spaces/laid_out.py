"""Where everything of Spaces stands: header, figures, floors, plan or table, days; the chosen unit at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.parts import button, label, row, rule
from stpdesk.ui.screen import MARGIN, Screen
from stpdesk.ui.spaces.days import Days
from stpdesk.ui.spaces.edit_bar import EditBar
from stpdesk.ui.spaces.panel import UnitPanel
from stpdesk.ui.spaces.pieces import Figures, FloorTabs, Legend
from stpdesk.ui.spaces.plan import PlanView
from stpdesk.ui.spaces.strip import MonthStrip
from stpdesk.ui.theme import px

LOW, LOWEST = 540, 420
"""Less height than this, at 100 %, leaves the legend to F1; figures and days, which keys turn: the plan needs the room."""
NARROW, SMALL = 1000, 680
"""Less room than this, at 100 %, is too little for the usual widths; for the panel: then a unit's acts are in its menu."""


class LaidOut(Screen):
    """The widgets of the screen; what they do is in `Spaces`."""

    def _build(self) -> None:
        """Left header, figures, floors, plan or table, days; right the chosen unit."""
        self.days = Days(self._desk, self)
        self.plan, self.panel, self.strip = PlanView(), UnitPanel(), MonthStrip()
        self._build_header()
        self.body.setContentsMargins(0, 0, 0, px(8))
        self.body.setSpacing(0)
        tr = self.tr
        self.figures = Figures(
            (
                tr("Let, by area"), tr("Units let"), tr("Seats let"), tr("Vacant, sq ft"), tr("Ending within 90 days"),
                tr("In arrears, Rs"),
            ),
            keep=(0, 1, 5, 4, 3, 2),
        )  # fmt: skip
        self.tabs, self.legend = FloorTabs(), Legend()
        self._floor_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._floor_line.setSpacing(px(8))
        self._floor_line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._floor_line.addStretch(1)
        self._floor_line.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignRight)
        self.stack = QStackedWidget()
        self._plan_page = QWidget()
        inside = QVBoxLayout(self._plan_page)
        inside.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        inside.setSpacing(0)
        inside.addLayout(self._floor_line)
        inside.addWidget(rule())
        inside.addSpacing(px(12))
        inside.addWidget(self.plan, 1)
        self.stack.addWidget(self._plan_page)
        self.stack.addWidget(self._empty_page())
        self._strip_box = self._framed(self.strip, px(8))
        self._figures_box = self._framed(self.figures, 0)
        self.body.addWidget(self._figures_box)
        self._figures_rule = self._framed(rule(), px(12))
        self.body.addWidget(self._figures_rule)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self._strip_box)
        self._put_panel_beside()

    def _build_header(self) -> None:
        """Title, plan or table, acts."""
        self.title(self.tr("Spaces"))
        self.mode = Segmented(
            "mode",
            self.tr("Shown as"),
            [("plan", self.tr("Plan")), ("table", self.tr("Table"))],
            value="plan",
        )
        self.header.addSpacing(px(12))
        self.header.addWidget(self.mode)
        self.header.addStretch(1)
        self.edit_button = button(self.tr("Edit plan"))
        self.add_button = button(self.tr("Add unit…"), icon="plus")
        self.more = button("", icon="more")
        self.more.setAccessibleName(self.tr("More acts for the plan"))
        self.more.setToolTip(self.more.accessibleName())
        self._acts = (self.mode, self.edit_button, self.add_button, self.more)
        for one in self._acts[1:]:
            self.header.addWidget(one)
        self.edit_bar = EditBar()
        self.edit_bar.hide()
        self.header.addWidget(self.edit_bar, 100)

    def _framed(self, part: QWidget, above: int) -> QWidget:
        """A part between the screen's margins."""
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(px(MARGIN), above, px(MARGIN), 0)
        inside.addWidget(part)
        return made

    def _empty_page(self) -> QWidget:
        """What a park without units shows."""
        made = QWidget()
        words = label(
            self.tr("No unit is recorded yet. Add the first one, or import the workbook you keep: its sheet of units is enough."),
            "muted", wrap=True,
        )  # fmt: skip
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setFixedWidth(px(440))
        self.first_unit = button(self.tr("Add unit…"), "primary")
        inside = QVBoxLayout(made)
        inside.addStretch(2)
        inside.addLayout(row(None, words, None))
        inside.addSpacing(px(12))
        self.first_book = button(self.tr("Import a workbook…"))
        inside.addLayout(row(None, self.first_unit, self.first_book, None))
        inside.addStretch(3)
        return made

    def _put_panel_beside(self) -> None:
        """Header and body share their height with the panel."""
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)  # the screen's own column
        top = outer.takeAt(0).widget()
        outer.removeItem(self.body)
        self.body.setParent(None)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(top)
        inside.addLayout(self.body, 1)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(left, 1)
        beside.addWidget(self.panel)
        outer.addLayout(beside)

    def lay_legend(self) -> None:
        """Beside the tabs where there is room, else under them."""
        beside = 0 if self.panel.isHidden() else self.panel.width()
        room = self.width() - beside - px(2 * MARGIN)
        fits = self.tabs.sizeHint().width() + self.legend.sizeHint().width() + px(40) <= room
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._floor_line.direction() != way:
            self._floor_line.setDirection(way)

    def narrow_down(self) -> None:
        """With little room the panel is narrower, the header keeps what nothing else offers, the days take two lines."""
        narrow, book = self.width() < px(NARROW), self.days.book
        self.panel.narrow(narrow)
        self.panel.setVisible(self.width() >= px(SMALL) and (book is None or bool(book.units)))
        self.strip.narrow(narrow)
        self.add_button.setVisible(not narrow and not self.edit_bar.isVisible())
        self.legend.setVisible(self.height() >= px(LOW))
        low = self.height() < px(LOWEST) or (book is not None and not book.units)
        rows = self.mode.value() == "table" and self.height() < px(LOW)  # a table needs what a plan does not
        self._strip_box.setHidden(low)
        self.strip.slider.setHidden(rows)
        for part in (self._figures_box, self._figures_rule):
            part.setHidden(low or rows)
        self.lay_legend()

    def show_editing(self, editing: bool) -> None:
        """While the plan is edited the header says what saving does, and the days stay as they are."""
        for part in self._acts:
            part.setVisible(not editing)
        self.edit_bar.setVisible(editing)
        self.narrow_down()
        self.tabs.setEnabled(not editing)
        self.strip.setEnabled(not editing)
        self.panel.lock(editing)
