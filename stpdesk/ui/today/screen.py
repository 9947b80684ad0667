"""The screen a manager opens in the morning: the acts, what is wrong now, services, what is due."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.civil import local
from stpdesk.core.closing import Step
from stpdesk.ui import wording
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk, OpenPark
from stpdesk.ui.parts import ActButton, Scrolled, clear, column, label, row, rule
from stpdesk.ui.screen import MARGIN, Screen
from stpdesk.ui.theme import px
from stpdesk.ui.today.doing import Doing
from stpdesk.ui.today.facts import Due, TodayFacts, due, today
from stpdesk.ui.today.panels import AskPanel, FirstSteps, OutPanel, Ticker
from stpdesk.ui.today.rows import EventRow
from stpdesk.ui.today.services import Services
from stpdesk.ui.today.side import Side

SIDE = 400
NARROW = 900
"""Less room than this (at 100 %) puts the right part under the left."""
UNBILLED = frozenset({"outages", "runs", "schedule", "links", "causes", "proposals", "backups"})
"""Changes that leave the month's run as it is: no outage makes a bill smaller."""
AGAIN = 60_000
"""Milliseconds after which it reads again: what the monitor noticed, and the time."""


class Today(Screen):
    """See product.md, Today."""

    NAME = "today"
    TELLS = True
    NOUNS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        self._facts: TodayFacts | None = None
        self._of: OpenPark | None = None
        """the park that was read last"""
        self._due: Due | None = None
        self._due_read = False
        """the run is worked out, or being so, and nothing that is billed changed since"""
        self._panels: list[OutPanel] = []
        super().__init__(desk)

    def _build(self) -> None:
        """Left what happens, right what is due."""
        self.doing = Doing(self._desk, self)
        self.title(self.tr("Today"))
        self._date = label("", "muted")
        self.header.addWidget(self._date)
        self.header.addStretch(1)
        self._ticker = Ticker(self)
        self._again = Ticker(self)
        self._again.setInterval(AGAIN)
        self._side = Side()
        self._divider = self._line()
        inner = QWidget()
        self._halves = row(self._left(), self._divider, self._side, spacing=24)
        self._halves.setStretch(0, 1)
        inner.setLayout(self._halves)
        self.body.setContentsMargins(px(MARGIN), 0, 0, 0)
        self._halves.setContentsMargins(0, 0, px(MARGIN), px(MARGIN))
        self.body.addWidget(Scrolled(inner))

    def _left(self) -> QWidget:
        """Acts, panels, services, the last day."""
        made = QWidget()
        self._power = ActButton(
            self.tr("Power out"), self.tr("Saved at once, details later"), "F9", primary=True
        )
        self._link = ActButton(self.tr("Link out"), "", "F10")
        self.doing.link_button = self._link
        self._generator = ActButton(self.tr("Generator on"), self.tr("Starts a run"), "F8")
        self._buttons = buttons = row(self._power, self._link, self._generator)
        self._alarms = QVBoxLayout()
        self._alarms.setSpacing(px(8))
        self._services = Services(self.tr)
        self._day = QVBoxLayout()
        self._day.setSpacing(0)
        self._acts = column(
            buttons, self._alarms, 8, label(self.tr("Services"), "section"), self._services, 12,
            label(self.tr("Last 24 hours"), "section"), self._day, None,
        )  # fmt: skip
        made.setLayout(self._acts)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much room as there is now."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side where both parts have room, else one under the other."""
        least = self._acts.minimumSize().width() + px(SIDE) + 4 * px(MARGIN)
        wide = self.width() >= max(px(NARROW), least)
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._side.setMinimumWidth(px(SIDE) if wide else 0)
        self._side.setMaximumWidth(px(SIDE) if wide else 16_777_215)
        self._divider.setVisible(wide)

    def _line(self) -> QWidget:
        """The hairline between the parts."""
        made = rule()
        made.setFixedWidth(1)
        made.setMinimumHeight(0)
        made.setMaximumHeight(16_777_215)
        made.setProperty("look", "line")
        return made

    def _connect(self) -> None:
        """Acts and the clock."""
        self._power.clicked.connect(self.doing.power)
        self._link.clicked.connect(self.doing.link)
        self._generator.clicked.connect(self.doing.generator)
        self._side.issue.connect(self.issue)
        self._side.back_up.connect(self.doing.back_up)
        self._side.settle.connect(self._settle)
        self._side.go.connect(self.go)
        self._ticker.timeout.connect(self._tick)
        self._again.timeout.connect(lambda: self.refresh() if self.isVisible() else None)

    def commands(self) -> list[Command]:
        """The keys of Today; F8 to F10 work on every screen, because an outage does not wait."""
        tr, group = self.tr, self.tr("Power and internet")
        return [
            Command("power", tr("Power out, or back"), self.doing.power, ("F9",), group, "outages", also=tr("outage electricity load-shedding light"), urgent=True),
            Command("link", tr("Link out, or back"), self.doing.link, ("F10",), group, "link", also=tr("outage internet"), urgent=True),
            Command("generator", tr("Generator on, or off"), self.doing.generator, ("F8",), group, "generator", urgent=True),
            Command("outage-time", tr("Change time of what is out…"), self._change_time, (), group, "clock", self.NAME, also=tr("since start")),
            Command("backup", tr("Back up now"), self.doing.back_up, (), tr("Park"), "backup"),
        ]  # fmt: skip

    def _change_time(self) -> None:
        """When what is out went."""
        from stpdesk.core.errors import Refused

        found = [one for one in self._facts.outs if one.number is not None] if self._facts else []
        if found:
            self.doing.change(found[0])
        else:
            self._desk.refused.emit(
                Refused("Nothing is out. What is over is put right in the last 24 hours, or in Outages.")
            )

    def help_text(self) -> str:
        """What F1 says."""
        return self.tr(
            "Today shows what is wrong now and what is due. F9 records that power went, and again that it is back: it is on disk "
            "at once, and time and cause can be changed after. F10 does the same for a link, F8 for the generator. "
            "What this PC noticed by itself waits here for your yes or no."
        )

    def _on_changed(self, changes: Changes) -> None:
        """What is billed may be another; what is shown of it stays until it is worked out anew."""
        self._due_read = self._due_read and changes.nouns <= UNBILLED
        super()._on_changed(changes)

    def _on_opened(self, park: object) -> None:
        """Another park; where it was shown at once, it is being read already."""
        if self._of is not park:
            super()._on_opened(park)

    # reading ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads everything again."""
        if self._of is not self._desk.park:
            self._of, self._due, self._due_read = self._desk.park, None, False
        self._desk.ask(self, today, self._show, slot="today")

    def _show(self, facts: TodayFacts) -> None:
        """Shows it."""
        self._facts = facts
        self.stood.emit(facts)
        when = local(facts.now)
        self._date.setText(
            f"{self.tr(wording.WEEKDAYS[when.weekday()])} {wording.day(when.date())}, {when:%H:%M}"
        )
        self._show_acts(facts)
        self._show_alarms(facts)
        self._show_lists(facts)
        self._arrange()  # what is out or asked may need more room
        if self._due is not None and self._due.of != (facts.month, facts.day):
            self._due, self._due_read = None, False
        self._side.show_facts(facts, self._due)
        self._again.start()
        if not self._due_read:
            self._due_read = True
            self._desk.aside(self, partial(due, month=facts.month), self._show_due)

    def _show_due(self, found: Due) -> None:
        """The month's run is worked out."""
        self._due = found
        if self._facts is not None:
            self._side.show_due(self._facts, found)

    def _show_acts(self, facts: TodayFacts) -> None:
        """What the keys do now."""
        out = any(one.service == "power" for one in facts.outs)
        if out:
            self._power.say(self.tr("Power back"), self.tr("Ends the outage now"), "outages")
        else:
            self._power.say(self.tr("Power out"), self.tr("Saved at once, details later"), "outages")
        links = [one for one in facts.feeds if one.kind == "link"]
        down = [one for one in links if one.state == "out"]
        named = ", ".join(one.name for one in links if one.name)
        words = self.tr("Link back") if down else self.tr("Link out")
        self._link.say(
            words if len(links) < 2 else self.tr("Link out, back"),
            named or self.tr("Internet"),
            short=self.tr("%d links") % len(links),
        )
        running = any(one.kind == "generator" and one.state == "running" for one in facts.feeds)
        self._generator.say(
            self.tr("Generator off") if running else self.tr("Generator on"),
            self.tr("Ends the run") if running else self.tr("Starts a run"),
        )
        for place, one in enumerate((self._power, self._link, self._generator)):
            wide = max(one.wish(), self._buttons.stretch(place))  # other words move no button
            self._buttons.setStretch(place, wide)

    def _show_alarms(self, facts: TodayFacts) -> None:
        """At most two filled panels: what is out, then what is asked; in a park that holds nothing, where to begin."""
        clear(self._alarms)
        self._panels = []
        if not facts.units and not facts.outs:
            first = FirstSteps()
            first.units.connect(partial(self.go.emit, "spaces", ""))
            self._alarms.addWidget(first)
        for out in facts.outs[:2]:
            panel = OutPanel(out, facts.now, 0, "F9" if out.service == "power" else "F10")
            panel.back.connect(self.doing.back)
            panel.cause.connect(self.doing.cause)
            panel.edit.connect(self.doing.change)
            self._panels.append(panel)
            self._alarms.addWidget(panel)
        for proposal in facts.asked[: max(0, 2 - len(self._panels))]:
            ask = AskPanel(proposal, facts.now)
            ask.yes.connect(self.doing.yes)
            ask.no.connect(self.doing.no)
            ask.edit.connect(self.doing.times)
            self._alarms.addWidget(ask)
        self._order()
        self._alarms.setContentsMargins(0, px(8) if self._alarms.count() else 0, 0, 0)
        if self._panels:
            self._ticker.start()
        else:
            self._ticker.stop()

    def _order(self) -> None:
        """Tab goes from the three acts to the panels below them, which are made later than all else."""
        before: QWidget = self._generator
        for place in range(self._alarms.count()):
            for one in self._alarms.itemAt(place).widget().findChildren(QPushButton):
                QWidget.setTabOrder(before, one)
                before = one

    def _show_lists(self, facts: TodayFacts) -> None:
        """Services and the last day."""
        self._services.say(facts.feeds, facts.now)
        focused = self.focusWidget()
        at = self._day.indexOf(focused) if isinstance(focused, EventRow) else -1
        clear(self._day)
        for place, one in enumerate(facts.happened[:6]):
            event = EventRow(one, facts.now, self.tr)
            event.clicked.connect(partial(self.doing.put_right, event))
            event.setProperty("last", place == len(facts.happened[:6]) - 1)
            self._day.addWidget(event)
            if place == at:  # read again under the person's hands
                event.setFocus()
        if not facts.happened:
            self._day.addWidget(label(self.tr("No outage in the last 24 hours."), "muted"))

    def _tick(self) -> None:
        """The clocks of what is out."""
        if self._facts is None or not self.isVisible():
            return
        from stpdesk.ui.now import now

        for panel in self._panels:
            panel.tick(now())

    def issue(self) -> None:
        """The month's run: looked through and issued on its own screen."""
        if self._due is not None:
            self.go.emit("billing", f"run:{self._due.of[0]}")

    def _settle(self, step: Step) -> None:
        """The one act that settles a line of the month's close."""
        from stpdesk.ui.closing.settling import where

        if self._facts is not None:
            self.go.emit(*where(step.name, self._facts.month))
