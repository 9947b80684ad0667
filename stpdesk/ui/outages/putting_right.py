"""An outage put right: its times, cause, planned or not, note; with a reason where something known is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from stpdesk.core.civil import day_of, midnight, moment
from stpdesk.core.months import DAY
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.choice import Suggest
from stpdesk.ui.fields.dates import Instant
from stpdesk.ui.fields.segments import YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.now import now
from stpdesk.ui.outages import acts, words
from stpdesk.ui.outages.acts import Foreseen, Record
from stpdesk.ui.parts import label
from stpdesk.ui.theme import px


def clock() -> datetime:
    """Now, for `-10` and `14:02`."""
    return moment(now())


class RightForm(Form):
    """The fields of one record; below them what saving does."""

    def __init__(self, desk: Desk, record: Record) -> None:
        one = record.outage
        number = one.number or 0
        super().__init__(
            desk, "outage", save=self.tr("Put right"),
            act=lambda session, values: acts.put_right(session, number, values),
        )  # fmt: skip
        tr = self.tr
        self._of = one.span
        self.begins = self.add(Instant("start", tr("Out since"), self._that_day, required=True))
        self.over = self.add(Instant("end", tr("Back at"), self._the_day_after, base=self.begins.value))
        self.over.note(tr("blank while it is still out; +45 is 45 minutes after"))
        self.cause = self.add(Suggest("cause", tr("Cause"), record.causes))
        self.planned = self.add(
            YesNo("planned", tr("Planned"), value=one.planned), tr("announced beforehand")
        )
        self.note = self.add(Text("note", tr("Note"), width=352))
        self.reason = self.add(Text("reason", tr("Reason"), width=352))
        self._told = label("", "muted", wrap=True)
        self._told.setMinimumHeight(px(36))
        self.widget(self._told)
        self.previews(lambda session, values: acts.foresee(session, number, values), self._show)
        self.start(
            {
                "start": moment(one.span.start), "end": None if one.span.open else moment(one.span.end), "cause": one.cause,
                "planned": one.planned, "note": one.note, "reason": None,
            },
            thing=str(number),
        )  # fmt: skip

    def _that_day(self) -> datetime:
        """What `14:02` is the latest one before: the end of the day it began, or now."""
        return min(clock(), moment(midnight(day_of(self._of.start) + DAY) - 1))

    def _the_day_after(self) -> datetime:
        """The same for the end: it came back within a day, else the date is typed too."""
        return min(clock(), (self.begins.value() or moment(self._of.start)) + DAY)

    def _show(self, seen: Foreseen | None) -> None:
        """What saving does, and whether it asks why."""
        self._told.setText(seen.words if seen else self.tr("Nothing is changed yet."))
        asks = seen is not None and seen.needs_reason
        self.reason.note(self.tr("needed for this change") if asks else "")


def put_right(parent: QWidget, desk: Desk, record: Record, *, at_cause: bool = False) -> FormDialog:
    """Opens the dialog of one record; the keyboard is on what it lacks: its end, its cause; `at_cause` there in any case."""
    form = RightForm(desk, record)
    title = words.tr("Put outage {number} right").format(number=record.outage.number)
    about = f"{record.name}, {words.whole(record.outage.span)}"
    dialog = FormDialog(parent, title, form, about=about, width=680)
    dialog.finished.connect(dialog.deleteLater)
    lacks = form.over if record.outage.span.open else form.begins if record.outage.cause else form.cause
    (form.cause if at_cause else lacks).focus_here()
    dialog.open()
    return dialog


def ask_which(home: QWidget, desk: Desk, numbers: Sequence[int], under: QWidget) -> None:
    """The dialog for an event of one record; a choice of them `under` a widget for an event of several."""
    where = under.mapToGlobal(QPoint(0, under.height()))

    def found(listed: list[Record]) -> None:
        if len(listed) == 1:
            put_right(home, desk, listed[0])
            return
        menu = QMenu(home.window())
        menu.setAccessibleName(words.tr("Which record of this outage?"))
        for place, one in enumerate(listed, start=1):
            text = f"&{place}  {one.name}, {words.whole(one.outage.span)}"
            menu.addAction(text, partial(put_right, home, desk, one))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(where)

    desk.ask(home, partial(acts.records, numbers=numbers), found, slot="put-right")
