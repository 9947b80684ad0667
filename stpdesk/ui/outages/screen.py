"""The screen of outages: a month of power and internet, put right with reasons."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from stpdesk.core.months import Month
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.outages.asked import Asked
from stpdesk.ui.outages.facts import MonthFacts, month_facts
from stpdesk.ui.outages.links import Links
from stpdesk.ui.outages.month import MonthPart
from stpdesk.ui.outages.runs import Runs
from stpdesk.ui.outages.schedule import Schedule
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button, row
from stpdesk.ui.screen import MARGIN, Screen
from stpdesk.ui.tenants.months import MonthChooser
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

MONTH, ASKED, RUNS, SCHEDULE, LINKS = "month", "asked", "runs", "schedule", "links"
FRESH = timedelta(days=7)
"""In its first days a month tells little: the one before it is shown first."""


class Outages(Screen):
    """See product.md, Outages. `show_thing`: a month as `2026-10`, `new` (an outage that is over), or a part."""

    NAME = "outages"
    NOUNS: ClassVar[frozenset[str]] = frozenset(
        {
            "outages",
            "runs",
            "schedule",
            "links",
            "causes",
            "proposals",
            "gaps",
            "leases",
            "settings",
            "closings",
        }
    )

    def __init__(self, desk: Desk) -> None:
        self._month: Month | None = None
        super().__init__(desk)

    def _build(self) -> None:
        """The month above, everything of it below."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.title(self.tr("Outages"))
        self.chooser = MonthChooser(self.tr("Month of the outages"))
        self.header.addWidget(self.chooser)
        self.header.addStretch(1)
        self.month = MonthPart(self._desk)
        self._export = button(self.tr("Export"), icon="export")
        self._add = button(self.tr("Enter an outage…"), icon="plus", keys="Ctrl+N")
        self._power = KeyButton(self.tr("Power out"), "F9", primary=True)
        self.month.line.addWidget(self._export)
        for one in (self._add, self._power):
            self.header.addWidget(one)
        self.tabs = Segmented(
            "part", self.tr("Show"),
            [(MONTH, self.tr("Month")), (ASKED, self.tr("To confirm")), (RUNS, self.tr("Generator")),
             (SCHEDULE, self.tr("Load shedding")), (LINKS, self.tr("Links"))],
            value=MONTH,
        )  # fmt: skip
        for one in self.tabs.buttons:  # the chosen one is bolder, and wider
            one.setMinimumWidth(one.fontMetrics().horizontalAdvance(one.text()) + px(36))
        tabs = row(self.tabs, None)
        tabs.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(8))
        self.runs, self.links = Runs(self._desk), Links(self._desk)
        self.schedule, self.asked = Schedule(self._desk), Asked(self._desk)
        self.parts: dict[str, QWidget] = {
            MONTH: self.month, ASKED: self.asked, RUNS: self.runs, SCHEDULE: self.schedule, LINKS: self.links,
        }  # fmt: skip
        self.stack = QStackedWidget()
        for part in self.parts.values():
            self.stack.addWidget(part)
        self.body.setSpacing(0)
        self.body.addLayout(tabs)
        self.body.addWidget(self.stack, 1)
        self.setFocusProxy(self.month)

    def _connect(self) -> None:
        """Month, buttons."""
        self.chooser.chosen.connect(self._turn)
        self.tabs.changed.connect(self._on_tab)
        self._export.clicked.connect(lambda *_: self.month.table.export())
        self._power.clicked.connect(self._on_power)
        self._add.clicked.connect(lambda *_: self.month.correcting.add())

    def commands(self) -> list[Command]:
        """The acts on the selected outage, and the months."""
        tr, here, do = self.tr, self.NAME, self.month.correcting
        group, act = tr("Outages"), self.month.act
        return [
            Command("outage-new", tr("Enter an outage that is over…"), do.add, ("Ctrl+N",), group, "plus", here),
            Command("outage-right", tr("Put the outage right…"), partial(act, do.put_right), ("F2",), group, "edit", here),
            Command("outage-split", tr("Split the outage at a time…"), partial(act, do.split), ("Ctrl+T",), group, "", here),
            Command("outage-merge", tr("Merge the outage with the one before…"), partial(act, do.merge), ("Ctrl+M",), group, "", here),
            Command("outage-plan", tr("Outage planned, or not…"), partial(act, do.plan), ("Ctrl+L",), group, "", here),
            Command("outage-dismiss", tr("Dismiss the outage…"), partial(act, do.dismiss), ("Ctrl+Del",), group, "minus", here),
            Command("outage-before", tr("Month before"), partial(self.chooser.step, -1), ("Ctrl+PgUp",), group, "left", here),
            Command("outage-after", tr("Month after"), partial(self.chooser.step, 1), ("Ctrl+PgDown",), group, "right", here),
            Command("outage-figures", tr("All figures and rules of the month…"), self.month.show_indices, ("Ctrl+Shift+F",), group, "reports", here, also=tr("saifi saidi caidi maifi availability index")),
            *(
                Command(f"outage-part-{name}", text, partial(self.show_part, name), (f"Ctrl+{place}",), group, icon, here)
                for place, (name, text, icon) in enumerate(self._named_parts(), start=1)
            ),
            Command("outage-table", tr("The month's minutes as a table…"), self.month.glance.show_table, (), group, "columns", here),
        ]  # fmt: skip

    def _named_parts(self) -> list[tuple[str, str, str]]:
        """The parts as commands name them."""
        tr = self.tr
        return [
            (MONTH, tr("Outages of the month"), "outages"), (ASKED, tr("What the monitor asks"), "help"),
            (RUNS, tr("Generator and UPS runs"), "generator"), (SCHEDULE, tr("Announced load shedding"), "calendar"),
            (LINKS, tr("Internet links"), "link"),
        ]  # fmt: skip

    def help_text(self) -> str:
        """What F1 says."""
        return self.tr(
            "A month of power and internet: how long each was there, when it was not, and every record. Arrow keys walk the "
            "picture; Enter on a day shows that day alone. Enter or F2 puts the selected outage right, Ctrl+T splits it, "
            "Ctrl+M merges it with the one before, Ctrl+L says it was planned, or not, Ctrl+Delete dismisses it. What was "
            "known stays on record with your reason. Ctrl+Page Up and Ctrl+Page Down turn the month, Ctrl+1 to Ctrl+5 the parts."
        )

    def show_part(self, name: str) -> None:
        """The month, what is asked, runs, announced windows, or links."""
        self.tabs.set_value(name)
        self._on_tab()
        self.parts[name].setFocus()

    def _on_tab(self) -> None:
        """Another part; it reads when it is seen."""
        part = self.parts[self.tabs.value()]
        self.stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        self._read_part()

    def _read_part(self) -> None:
        """The part beside the month that is seen."""
        part = self.stack.currentWidget()
        if isinstance(part, Runs) and self._month is not None:
            part.show_month(self._month)
        elif isinstance(part, Part):
            part.refresh()

    def _on_power(self) -> None:
        """The act of every screen, which asks how things stand."""
        action = self.window().findChild(QAction, "power")
        if isinstance(action, QAction):
            action.trigger()

    def show_thing(self, thing: str) -> None:
        """A month, or the form of an outage that is over."""
        if thing in self.parts:
            self.show_part(thing)
        elif thing == "new":
            self.month.correcting.add()
        elif thing:
            self._turn(Month.parse(thing))

    def at_hand(self) -> str:
        """The month that is shown."""
        return str(self._month) if self._month is not None else ""

    # reading ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The month again."""
        self._desk.ask(self, partial(_read, month=self._month), self._show, slot="month")

    def _on_opened(self, park: object) -> None:
        """Another park begins with its own month."""
        self._month = None
        super()._on_opened(park)

    def _turn(self, month: Month) -> None:
        """Another month."""
        self._month = month
        self.refresh()

    def _show(self, facts: MonthFacts) -> None:
        """Everything of it."""
        self._month = facts.month
        self.chooser.show_month(facts.month, facts.today)
        self._power.set_words(self.tr("Power back") if facts.out else self.tr("Power out"))
        waits = len(facts.asked)
        words = self.tr("To confirm") if not waits else self.tr("To confirm ({n})").format(n=waits)
        self.tabs.buttons[1].setText(words)
        self.month.show_month(facts)
        self._read_part()


def _read(session: Session, month: Month | None) -> MonthFacts:
    """The month asked for, or the one that is shown first."""
    return month_facts(session, month or _first(session.today))


def _first(today: date) -> Month:
    """The running month once it tells something, else the one before."""
    return Month.of(today - FRESH)
