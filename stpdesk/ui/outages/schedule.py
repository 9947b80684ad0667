"""Announced load shedding: weekly windows and single days, entered, changed from a day on, cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.civil import local
from stpdesk.core.matching import Item
from stpdesk.core.outages import INTERNET, POWER, Announced
from stpdesk.ui import wording
from stpdesk.ui.fields.chips import Chips
from stpdesk.ui.fields.dates import Clock, Date
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.now import now
from stpdesk.ui.outages import words
from stpdesk.ui.outages.acts import said
from stpdesk.ui.outages.words import tr
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

ALL, DAY, FROM = "all", "day", "from"


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One announced window as the list has it."""

    key: int
    window: Announced

    @property
    def begins(self) -> int:
        """Minutes after midnight."""
        return self.window.from_minute

    @property
    def days(self) -> str:
        """`Mon, Wed`, `Every day`, `Mon–Fri`; a single date by itself."""
        one = self.window
        if one.valid_from is not None and one.valid_from == one.valid_to:
            return wording.day(one.valid_from)
        if len(one.weekdays) == len(wording.WEEKDAYS):
            return tr("Every day")
        names = [tr(wording.WEEKDAYS[place])[:3] for place in one.weekdays]
        row = len(names) > 2 and one.weekdays[-1] - one.weekdays[0] == len(names) - 1
        return f"{names[0]}–{names[-1]}" if row else ", ".join(names)

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.days} {times(self.window)} {words.service(self.window.service)} {self.window.number}"


def times(one: Announced) -> str:
    """`13:00–15:00`."""
    end = one.to_minute if one.to_minute == 1440 else one.to_minute % 1440
    return f"{one.from_minute // 60:02d}:{one.from_minute % 60:02d}–{end // 60:02d}:{end % 60:02d}"


def today() -> date:
    """The day of the park's clocks."""
    return local(now()).date()


class Schedule(Part):
    """The windows that hold."""

    def _build(self) -> None:
        """New and call off: Cancel is what leaves a form."""
        self.act_button(button(tr("Call off…"), icon="minus"), self.open)
        self.act_button(button(tr("Announce…"), icon="plus"), self.add, one=False)
        self.told.say(tr("What was announced counts as planned."), tr("Counts as planned."))

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "schedule", tr("Announced load shedding"),
            (
                Column("days", tr("Days"), Kind.STRONG, 220, stretch=True),
                Column("begins", tr("From–to"), Kind.TEXT, 130),
                Column("length", tr("Lasts"), Kind.MINUTES, 96, sort=None),
                Column("service", tr("What"), Kind.MUTED, 100, sort=None, gives=1),
                Column("first", tr("Valid from"), Kind.DATE, 116, sort=None),
                Column("last", tr("To"), Kind.DATE, 116, sort=None),
            ),
            keys=there.keys, rows=there.rows, cells=window_cells, when="day", sort="begins",
            empty=tr("No load shedding is announced. Enter what the utility publishes: outages in those hours count as planned."),
            act=tr("Announce…"),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[WindowRow]:
        """The windows."""
        from stpdesk.actions.schedule import listed

        return [WindowRow(one.number or place, one) for place, one in enumerate(listed(session), start=1)]

    def add(self) -> None:
        """A new window: weekdays, or one date."""
        form = Form(self._desk, "window", save=tr("Announce"), act=announce)
        days = [Item(place, tr(name)) for place, name in enumerate(wording.WEEKDAYS)]
        several = [
            Item("Mon-Fri", "Mon-Fri"),
            Item("Mon-Sat", "Mon-Sat"),
            Item("daily", tr("Every day"), about="daily"),
        ]
        services = [(POWER, tr("Power")), (INTERNET, tr("Internet"))]
        form.add(Segmented("service", tr("What"), services, value=POWER))
        form.add(
            Chips("weekday", tr("Weekdays"), [*days, *several]), tr("such as Mon-Fri"), also=("weekdays",)
        )
        form.add(Date("date", tr("Or one day"), today), tr("instead of weekdays"))
        form.add(Clock("from", tr("From"), required=True))
        form.add(
            Clock("to", tr("To"), required=True, ends=True), tr("earlier than the start is the next morning")
        )
        form.add(Date("valid_from", tr("Valid from"), today), tr("weekly windows; blank = always"))
        form.add(Date("valid_to", tr("Valid to"), today))
        form.consequence(tr("Outages in these hours count as planned."))
        form.start({"service": POWER})
        self.dialog(tr("Announced load shedding"), form)

    def open(self) -> None:
        """The selected window called off: all of it, one day, or from a day on."""
        row: WindowRow | None = self.chosen()
        if row is None:
            return
        number = row.window.number or 0

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return cancel(session, number, values)

        form = Form(self._desk, "window-cancel", save=tr("Call it off"), act=act)
        options = [(ALL, tr("All of it")), (DAY, tr("One day")), (FROM, tr("From a day on"))]
        form.add(Segmented("what", tr("What goes"), options, value=ALL))
        form.add(Date("date", tr("Day"), today), tr("for one day, or from a day on"))
        form.add(Text("reason", tr("Reason"), width=392, required=True))
        form.consequence(tr("To change it, call it off from a day on and announce the new one."))
        form.start({"what": ALL}, thing=str(number))
        self.dialog(
            tr("Call off announced window {number}").format(number=number),
            form,
            f"{row.days}, {times(row.window)}",
        )


def window_cells(one: WindowRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    window = one.window
    first = window.valid_from or Cell(None, tr("always"), tone="muted")
    last = window.valid_to or Cell(None, tr("no end"), tone="muted")
    lasts = Cell(window.length, wording.length(window.length * 60))
    return (one.days, times(window), lasts, words.service(window.service), first, last)


def weekdays(chosen: Sequence[Any]) -> list[int]:
    """The days that are meant, Monday 0, each once: several may be chosen by one word, as in the workbook."""
    spans = {"Mon-Fri": range(5), "Mon-Sat": range(6), "daily": range(7)}
    return sorted({day for one in chosen for day in spans.get(one, (one,))})


def announce(session: Session, values: dict[str, Any]) -> Changes:
    """A new window."""
    from stpdesk.actions import schedule

    begins, ends = values["from"], values["to"]
    made = schedule.announce(
        session, weekdays=weekdays(values["weekday"] or ()), day=values["date"], from_minute=begins.hour * 60 + begins.minute,
        to_minute=(ends.hour * 60 + ends.minute) or 1440, service=values["service"], valid_from=values["valid_from"],
        valid_to=values["valid_to"],
    )  # fmt: skip
    return said(made, tr("The window is announced."))


def cancel(session: Session, number: int, values: dict[str, Any]) -> Changes:
    """Cancels a window, or a part of it."""
    from stpdesk.actions import schedule
    from stpdesk.core.errors import Refused

    what, day = values["what"], values["date"]
    if what != ALL and day is None:
        raise Refused("Say which day.", field="date")
    made = schedule.cancel(
        session, number, values["reason"] or "", day=day if what == DAY else None, from_day=day if what == FROM else None
    )  # fmt: skip
    told = {
        DAY: tr("Window {number} is called off for {day}; the rest of it stays."),
        FROM: tr("Window {number} is called off from {day} on."),
    }
    words = told.get(what, tr("Window {number} is called off."))
    return said(made, words.format(number=number, day=wording.day(day) if day else ""))
