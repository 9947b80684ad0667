"""The timeline as a part of the screen: how much time, what is seen in words, the records of it below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget

from stpdesk.core.civil import day_of
from stpdesk.core.months import Month
from stpdesk.core.spans import Span
from stpdesk.core.timeline import DAY
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.outages import putting_right
from stpdesk.ui.outages.lanes import FEED, WORK, Lane, Seen, read
from stpdesk.ui.outages.listing import listing
from stpdesk.ui.outages.timeline import STEP, Timeline
from stpdesk.ui.outages.timeline_marks import Swatch
from stpdesk.ui.outages.timeline_words import days, period
from stpdesk.ui.outages.words import tr
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import Elided, button, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Table
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.theme import px

LENGTHS = (("day", 1), ("week", 7), ("month", 31), ("year", 366), ("decade", 3653))
SETTLED = 250
"""Milliseconds after which the records of what is seen are read."""
LEAST_READ = 62 * DAY
"""What is read at least on each side, so that panning seldom reads."""
LOW = 190
"""Less height than this (at 100 %) below the lanes leaves the records out."""


class TimelinePart(PartOfScreen):
    """Reads stretches off the window's thread, wider than what is seen; panning inside them reads nothing."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._reading: Span | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        """How much, the lanes, what they mean, the records."""
        names = {
            "day": tr("Day"),
            "week": tr("Week"),
            "month": tr("Month"),
            "year": tr("Year"),
            "decade": tr("10 years"),
        }
        self.lengths = Segmented(
            "length", tr("Time seen"), [(name, names[name]) for name, _ in LENGTHS], value="month"
        )
        self._in, self._out = button("+"), button("−")
        self._in.setAccessibleName(tr("Zoom in"))
        self._out.setAccessibleName(tr("Zoom out"))
        self.today = button(tr("Now"))
        self.when = Elided("", "section")
        top = row(self.lengths, self._in, self._out, self.today, 8, self.when)
        top.setStretch(5, 1)
        top.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(4))
        self.line = Timeline()
        self.bar = QScrollBar(Qt.Orientation.Horizontal)
        self.bar.setAccessibleName(tr("Where in all of the time"))
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # hidden while all of the time is seen, and nothing moves for that
        self.bar.setSizePolicy(kept)
        lanes = QVBoxLayout()
        lanes.setContentsMargins(px(MARGIN - 8), 0, px(MARGIN), 0)
        lanes.setSpacing(px(4))
        lanes.addWidget(self.line, 1)
        lanes.addWidget(self.bar)
        self.told = Elided("", "muted")
        self._legend = QWidget()
        self._legend.setLayout(row(*self._swatches(), spacing=6))
        self.open_button = button(tr("Open…"), icon="edit", keys="Enter")
        below = row(self.told, self.open_button)
        below.setStretch(0, 1)
        below.setContentsMargins(px(MARGIN), px(4), px(MARGIN), px(4))
        self._column = Elided("", "caption")
        legend = row(self._legend, self._column)
        legend.setStretch(1, 1)
        legend.setContentsMargins(px(MARGIN), px(4), px(MARGIN), 0)
        self.table = Table(self._desk, listing(tr("Outages"), Span(0, 0)))
        self.table.finder.hide()
        tell_exports(self._desk, self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(lanes)
        whole.addLayout(legend)
        whole.addLayout(below)
        whole.addWidget(self.table, 1)
        whole.addStretch(0)
        self.setFocusProxy(self.line)
        self._settled = QTimer(self, interval=SETTLED, singleShot=True)

    def _swatches(self) -> list[QWidget | int]:
        """Every mark with its word; what a column is comes last."""
        found: list[QWidget | int] = []
        for kind, word in (
            ("up", tr("Up")), ("out", tr("Out")), ("asked", tr("Out, to confirm")), ("dark", tr("Not known")),
            ("ran", tr("Ran")), ("plan", tr("Announced")),
        ):  # fmt: skip
            found += [Swatch(kind), label(word, "caption"), 8]
        return found

    def _connect(self) -> None:
        """Who leads where."""
        self.lengths.changed.connect(self._on_length)
        self._in.clicked.connect(lambda *_: self.closer())
        self._out.clicked.connect(lambda *_: self.further())
        self.today.clicked.connect(lambda *_: self.show_now())
        self.line.moved.connect(self._on_moved)
        self.line.chose.connect(self._on_chose)
        self.line.opened.connect(self._open)
        self.open_button.clicked.connect(lambda *_: self.line.open())
        self.bar.valueChanged.connect(self._on_bar)
        self._settled.timeout.connect(self._relist)
        self.table.activated.connect(lambda _key: self._open_row())
        self._on_chose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes come first."""
        super().resizeEvent(event)
        needed = self.line.minimumSizeHint().height() + px(140)
        self.table.setVisible(self.height() - needed >= px(LOW))
        for one in (self._legend, self._column, self.open_button):  # Enter opens too
            one.setVisible(self.height() >= needed)

    # showing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """What is seen, read again."""
        self._read(self._wanted())

    def _wanted(self) -> Span | None:
        """What is seen and as much again on both sides; None before anything is."""
        view = self.line.view
        if view is None:
            return None
        room = max(int(view.pace * view.width), LEAST_READ)
        return Span(max(view.first, int(view.start) - room), min(view.last, int(view.end) + room))

    def _read(self, span: Span | None) -> None:
        """Off the window's thread."""
        self._reading = span
        self._desk.ask(self, partial(read, span=span), self._show, slot="lanes")

    def _show(self, seen: Seen) -> None:
        """New lanes under the same view."""
        if self._reading == seen.span:
            self._reading = None
        self.line.show_seen(seen)
        self._on_moved()
        self._relist()

    def _on_moved(self) -> None:
        """Another time is seen: in words, on the bar, and read where it was not yet."""
        view, seen = self.line.view, self.line.seen
        if view is None or seen is None:
            return
        self.when.say(period(view.span), days(view.span))
        self.line.setAccessibleName(tr("Timeline, {period}").format(period=period(view.span)))
        unit = self.line.unit
        words = {
            "day": (tr("A column is a day; a quarter of it out fills its height."), tr("A column is a day.")),
            "week": (tr("A column is a week; a quarter of it out fills its height."), tr("A column is a week.")),
            "month": (tr("A column is a month; a quarter of it out fills its height."), tr("A column is a month.")),
        }  # fmt: skip
        self._column.say(*words.get(unit, ("", "")))
        length = view.pace * view.width
        near = next((name for name, days in LENGTHS if abs(length / DAY / days - 1) < 0.04), None)
        self.lengths.blockSignals(True)
        self.lengths.set_value(near)
        self.lengths.blockSignals(False)
        self.bar.blockSignals(True)
        beyond = max(0, round((view.last - view.first - length) / 3600))
        self.bar.setRange(0, beyond)
        much = beyond > length / 3600 / 100
        if self.bar.isHidden() is much:
            self.bar.setVisible(much)
        self.bar.setPageStep(max(1, round(length / 3600)))
        self.bar.setSingleStep(max(1, round(length / 8 / 3600)))
        self.bar.setValue(round((view.start - view.first) / 3600))
        self.bar.blockSignals(False)
        self._settled.start()
        known = self._reading or seen.span
        before = view.start < known.start and known.start > view.first
        after = view.end > known.end and known.end < view.last
        if before or after:
            self._read(self._wanted())

    def _on_bar(self, hours: int) -> None:
        """The bar was moved."""
        view = self.line.view
        if view is not None:
            self.line.turn(view.pan((view.first + hours * 3600 - view.start) / view.pace))

    def _on_length(self) -> None:
        """Day, week, month, year or ten years."""
        name = self.lengths.value()
        if name is not None:
            self.line.show_length(dict(LENGTHS)[name])

    def _on_chose(self) -> None:
        """What is chosen in words."""
        self.told.say(self.line.told())
        self.open_button.setEnabled(self.line.chosen is not None)

    def _relist(self) -> None:
        """The records of what is seen."""
        view = self.line.view
        if view is not None and self.table.isVisibleTo(self):
            self.table.refresh(listing=listing(tr("Outages"), view.span))

    # acts ------------------------------------------------------------------------------------------------------------

    def _open(self, lane: Lane, span: Span) -> None:
        """A mark: its record put right, its question, its run, or the windows."""
        if lane.kind == FEED:
            numbers = lane.numbers(span)
            if numbers:
                putting_right.ask_which(self, self._desk, numbers, self.line)
            else:
                self.home.show_part("asked")
        elif lane.kind == WORK:
            self.home.turn_to(Month.of(day_of(span.start)))
            self.home.show_part("runs", str(span.start))
        else:
            self.home.show_part("schedule")

    def _open_row(self) -> None:
        """The record of a row."""
        keys = self.table.selected_keys()
        model = self.table.model
        shown = model.row(model.keys.index(keys[0])) if len(keys) == 1 and keys[0] in model.keys else None
        if shown is not None:
            number = int(shown[model.listing.at("number")])
            putting_right.ask_which(self, self._desk, [number], self.table)

    def change(self) -> None:
        """F2 on a row, or on what is chosen."""
        if self.table.view.hasFocus():
            self._open_row()
        else:
            self.line.open()

    def closer(self) -> None:
        """Less time, larger."""
        self.line.zoom(1 / STEP)

    def further(self) -> None:
        """More time, smaller."""
        self.line.zoom(STEP)

    def show_now(self) -> None:
        """Back to now."""
        self.line.show_now()

    def add(self) -> None:
        """An outage that is over."""
        self.home.show_part("month")
        self.home.current().add()

    def export(self) -> None:
        """The records of what is seen."""
        self.table.export()
