"""The month's close: what is done and what is still open, closing, the report of a closed month, opening it again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.closing import RunState, Step, left_open
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.ui.closing import acts, months
from stpdesk.ui.closing.acts import Facts, named, tr
from stpdesk.ui.closing.asking import may_close, may_not, why_reopen
from stpdesk.ui.closing.foot import Foot
from stpdesk.ui.closing.lines import INSET, Lines, how_far
from stpdesk.ui.closing.settling import where
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import Scrolled, column, label, row
from stpdesk.ui.progress import Task, Working
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Table
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.ui.closing.shut import Shut

WIDE = 860
"""Below so much, at 100 %, the list of months gives way; a link brings it back."""
MONTHS = 320


class MonthClose(PartOfScreen):
    """`show_thing`: a month as `2026-10`."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self.facts: Facts | None = None
        self._run: tuple[Month, RunState] | None = None
        self._told: dict[Month, str] = {}
        self._rows: tuple[months.MonthRow, ...] = ()
        self._closing = self._beginning = self._reading = False
        self._build()
        self._connect()

    # making it ---------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """All months at the left; the checklist with its foot, or the closed month, at the right."""
        self.table = Table(self._desk, months.listing(()))
        self.table.finder.hide()
        self.table.finder.line.textChanged.connect(lambda text: self.table.finder.setVisible(bool(text)))
        self.lines = Lines()
        self.head, self.about = label("", "section"), label("", "muted", wrap=True)
        self._months_link = link(tr("All months"))
        self._months_link.setCheckable(True)
        self._months_link.hide()
        inside = QWidget()
        self._report_link = link(tr("See the report as it stands"))
        self._report_link.setProperty("edge", "right")
        above = column(row(self.head, None, self._months_link, self._report_link), self.about, spacing=4)
        above.setContentsMargins(px(INSET), 0, px(INSET), px(8))
        inner = column(above, self.lines, None, spacing=4)
        inner.setContentsMargins(px(MARGIN - INSET), px(8), px(MARGIN - INSET), px(16))
        inside.setLayout(inner)
        self._open = QWidget()
        whole = QVBoxLayout(self._open)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._scrolled = Scrolled(inside)
        whole.addWidget(self._scrolled, 1)
        self.working = Working()
        self.working.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(8))
        whole.addWidget(self.working)
        self.foot = Foot()
        whole.addWidget(self.foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._open)
        self._edge = QFrame()
        self._edge.setProperty("look", "line")
        self._edge.setFixedWidth(1)
        self._line = row(self.table, self._edge, self.pages, spacing=0)
        self._line.setStretch(2, 1)
        self.setLayout(self._line)
        self.setFocusProxy(self.lines)
        self._header = QWidget()
        self._acts = row(spacing=0)
        self._header.setLayout(self._acts)

    @cached_property
    def shut(self) -> Shut:
        """A closed month; made when one is first seen, for its pages take a while."""
        from stpdesk.ui.closing.shut import Shut

        made = Shut(self._desk)
        made.reopen.connect(self.reopen)
        made.acts.hide()
        self._acts.addWidget(made.acts)
        self.pages.addWidget(made)
        return made

    @property
    def _closed(self) -> Shut | None:
        """The closed month that is shown."""
        shown = self.facts is not None and self.facts.found.state.closed
        return self.shut if shown else None

    def _connect(self) -> None:
        """Who leads where."""
        self.lines.settle.connect(self.settle)
        self.foot.pressed.connect(self.close_month)
        self.table.selected.connect(self._on_month)
        self.table.filled.connect(self._mark)
        self.table.activated.connect(lambda _key: self._back())
        self.table.view.clicked.connect(lambda _index: self._back())
        self._report_link.clicked.connect(lambda _: self.see_report())
        self._months_link.toggled.connect(lambda _: self._fit())

    def header(self) -> Sequence[QWidget]:
        """Print, save, all papers: of a closed month."""
        return (self._header,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The months beside it, or in its place where there is no room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Which of the two is seen."""
        wide = self.width() >= px(WIDE)
        listed = self._months_link.isChecked() and not wide
        self._months_link.setVisible(not wide)
        self.table.setVisible(wide or listed)
        self.table.setMinimumWidth(px(MONTHS) if wide else 0)
        self.table.setMaximumWidth(px(MONTHS) if wide else 16_777_215)
        self._edge.setVisible(wide)
        self.pages.setVisible(not listed)
        if listed:
            self.table.setFocus()

    def _back(self) -> None:
        """A month was chosen where the list had the place of it."""
        if self._months_link.isChecked():
            self._months_link.setChecked(False)
            self.setFocus()

    # reading -----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The month again; its run after it."""
        month = self.home.month
        if month is None or self._closing:
            return
        self._reading = True
        run = self._run[1] if self._run is not None and self._run[0] == month else None
        self._desk.ask(self, partial(acts.read, month=month, run=run), self._show, slot="close")
        self._desk.aside(self, partial(acts.run_of, month=month), self._on_run)

    def _on_run(self, found: tuple[Month, RunState]) -> None:
        """The run is worked out."""
        self._run = found
        told = self.facts is not None and (self.facts.month, self.facts.run) == found and not self._reading
        if found[0] == self.home.month and not self._closing and not told:
            self._desk.ask(self, partial(acts.read, month=found[0], run=found[1]), self._show, slot="close")

    def _show(self, facts: Facts) -> None:
        """Shows it, unless another month is looked at by now."""
        if facts.month != self.home.month:
            return
        if self.facts is None or self.facts.month != facts.month:
            self.lines.begin()
        self.facts, self._reading = facts, False
        found, closed = facts.found, facts.found.state.closed
        rows = months.rows_of(facts.months, facts.next)
        if rows != self._rows:
            self._rows = rows
            self.table.refresh(listing=months.listing(rows))
        else:
            self._mark()
        here, before = QApplication.focusWidget(), self.pages.currentWidget()
        shown: QWidget = self.shut if closed else self._open
        leaves = before is not shown and any(one.isAncestorOf(here) for one in (before, self._header) if here)
        self.pages.setCurrentWidget(shown)
        self.setFocusProxy(shown if closed else self.lines)
        if closed:
            self.shut.say(facts, self._told.get(facts.month, ""), may=self._may_not())
        else:
            if "shut" in self.__dict__:
                self.shut.forget()
            self.lines.say(found.steps)
            self._say_open(facts)
        self._acts_seen(closed)
        self.lines.come_between((self.table.view, self._months_link, self._report_link), self.foot.act)
        if self._beginning:
            self._begin()
        elif leaves or here in {
            self,
            self.lines,
        }:  # what had the keyboard is hidden now, or was not there yet
            self.setFocus()

    def _acts_seen(self, closed: bool) -> None:
        """Print, save, all papers: of a closed month only."""
        if "shut" in self.__dict__:
            self.shut.acts.setVisible(closed)

    def _say_open(self, facts: Facts) -> None:
        """Above the lines how far it is, below them what closing will do."""
        found = facts.found
        self.head.setText(tr("Close {month}").format(month=named(facts.month)))
        told = (how_far(found.steps), acts.earlier_open(facts), months.history(found.state))
        self.about.setText("\n".join(part for part in told if part))
        self.foot.say(facts, self._may_not())

    def _may_not(self) -> str:
        """Why this person cannot close or reopen here; "" where that can be done."""
        return may_not(self._desk.park)

    # months ------------------------------------------------------------------------------------------------------------

    def _mark(self) -> None:
        """The month that is shown is the selected row."""
        if self.facts is not None:
            key = months.key_of(self.facts.month)
            if list(self.table.selected_keys()) != [key]:
                self.table.select([key])

    def _on_month(self, keys: Sequence[int]) -> None:
        """Another month from the list."""
        if len(keys) == 1 and self.facts is not None:
            year, number = divmod(keys[0] - 1, 12)
            month = Month(year, number + 1)
            if month != self.home.month:
                self.home.turn_to(month)

    def show_thing(self, thing: str) -> None:
        """A month."""
        if thing[:1].isdigit():
            month = Month.parse(thing)
            if month != self.home.month:
                self.home.turn_to(month)

    def at_hand(self) -> str:
        """The month."""
        return str(self.home.month or "")

    # acts --------------------------------------------------------------------------------------------------------------

    def settle(self, step: Step) -> None:
        """To where a line is settled."""
        if self.home.month is None:
            return
        if step.name != "over":
            self.home.go.emit(*where(step.name, self.home.month))

    def begin(self) -> None:
        """The command of every screen: the month to close, the keyboard on its first open point, else on its button."""
        self._beginning = True
        if not self._reading:
            self._begin()

    def _begin(self) -> None:
        """It is known how things stand."""
        facts = self.facts
        if facts is None:
            return
        if facts.month != facts.next and facts.next < max(one.month for one in facts.months):
            self.home.turn_to(facts.next)
            return
        self._beginning = False
        first = self.lines.begin()
        done = self.foot.act.isEnabled() and not left_open(facts.found.steps)
        (self.foot.act if done else self).setFocus()
        if first is not None:
            self._scrolled.ensureWidgetVisible(first)

    def see_report(self) -> None:
        """The monthly report as it would be frozen now, or was."""
        self.home.go.emit("reports", f"monthly:{self.home.month}")

    def close_month(self) -> None:
        """After one question where something stays open."""
        facts = self.facts
        if facts is None or self._closing:
            return
        if self.foot.hinders(facts, self._desk) or not may_close(self, facts):
            return
        self._closing = True
        task = Task(self)
        self.working.begin(
            tr("Closing {month}: its documents are made and frozen…").format(month=named(facts.month)), task
        )
        work = partial(acts.close, month=facts.month, told=task)
        self._desk.act(self, work, partial(self._on_closed, facts.month), refused=self._on_refused)

    def _on_closed(self, month: Month, changes: Changes) -> None:
        """It is closed, with all its documents; every screen hears of it."""
        self._rest()
        self._told[month] = acts.to_look_at(changes)

    def _on_refused(self, refusal: Refused) -> None:
        """It is open as before."""
        self._rest()
        self._desk.refused.emit(refusal)
        self.refresh()

    def _rest(self) -> None:
        """Nothing is under way."""
        self._closing = False
        self.working.end()

    def reopen(self) -> None:
        """With a reason, after saying what it means."""
        facts = self.facts
        if facts is None or self._may_not():
            return
        month = named(facts.month)
        if not facts.found.state.closed:
            self._desk.refused.emit(Refused(tr("{month} is open: choose a closed one."), month=month))
            return
        why = why_reopen(self, facts)
        if why is not None:
            self._told.pop(facts.month, None)
            self._desk.act(self, partial(acts.reopen, month=facts.month, reason=why))

    def print_paper(self) -> None:
        """Ctrl+P: the report of a closed month."""
        if self._closed is not None:
            self._closed.print_paper()

    def save_paper(self) -> None:
        """Ctrl+S: the same as PDF."""
        if self._closed is not None:
            self._closed.save_pdf()

    def export(self) -> None:
        """Ctrl+E: the same as a workbook."""
        if self._closed is not None:
            self._closed.save_excel()

    def write_set(self) -> None:
        """All papers of the closed month."""
        if self._closed is not None:
            self._closed.write_set()
