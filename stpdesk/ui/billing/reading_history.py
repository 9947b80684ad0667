"""All readings of one meter: one more on any day, one put right, one taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.meters import RESET, ROLLOVER, Meter
from stpdesk.core.reading_grid import TypedReading
from stpdesk.core.typed_amounts import quantity_text
from stpdesk.ui import wording
from stpdesk.ui.billing.reading_acts import said
from stpdesk.ui.billing.reading_lines import EVENTS, e4, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Count, Quantity
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.forms.dialogs import FormDialog, Small, ask
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import button, label, row, rule
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.meter_history import Past
    from stpdesk.actions.session import Session

NEITHER = ""
"""A reading like most: the dial went on."""


@dataclass(frozen=True, slots=True)
class PastLine:
    """One reading under its key."""

    key: int
    past: Past

    @property
    def day(self) -> date:
        """When it was taken."""
        return self.past.reading.date

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{wording.day(self.day)} {quantity_text(self.past.reading.value)} {self.past.billed or ''}"


class History(Small):
    """The list and its acts. It reads again after each."""

    def __init__(self, parent: QWidget, desk: Desk, meter: Meter) -> None:
        super().__init__(parent.window())
        self._desk, self._meter = desk, meter
        self._lines: tuple[PastLine, ...] = ()
        self._today = date.max
        title = tr("Readings of meter {code}").format(code=meter.code)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(px(680), px(520))
        line = row(label(title, "title"), None)
        line.setContentsMargins(px(24), px(16), px(24), px(8))
        tools = row()
        tools.setContentsMargins(px(24), px(12), px(24), px(12))
        self.table = Table(desk, self._listing(), finder_in=line)
        self.right = button(tr("Put right…"), icon="edit", keys="F2")
        self.out = button(tr("Take out…"), icon="minus", keys="Delete")
        self.more = button(tr("One more reading…"), icon="plus", keys="Ctrl+N")
        self.close_it = KeyButton(tr("Close"), "Esc")
        for one in (self.right, self.out, self.more):
            tools.addWidget(one)
        tools.addStretch(1)
        tools.addWidget(self.close_it)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self.table, 1)
        whole.addWidget(rule())
        whole.addLayout(tools)
        self._connect()
        self.table.view.setFocus()
        self.refresh()

    def _connect(self) -> None:
        """Buttons, rows."""
        self.right.clicked.connect(self.put_right)
        self.out.clicked.connect(self.take_out)
        self.more.clicked.connect(lambda: self._form(None))
        self.close_it.clicked.connect(self.accept)
        self.table.activated.connect(lambda _key: self.put_right())
        self.table.selected.connect(lambda _keys: self._on_selected())
        self.table.filled.connect(self._on_filled)
        self._on_selected()

    def _listing(self) -> Listing:
        """Its columns."""
        lines = self._lines
        there = WorkedOut(lambda _db, _day: lines)
        places = _places([int(one.past.reading.value) for one in lines])
        used = _places([e4(one.past.units) or 0 for one in lines if one.past.units is not None])
        return Listing(
            "meter-readings", tr("Readings of the meter"),
            (
                Column("day", tr("Read on"), Kind.DATE, 132), Column("reading", tr("Reading"), Kind.QUANTITY, 104, sort=None),
                Column("event", tr("Dial"), Kind.TEXT, 104, sort=None), Column("units", tr("Units"), Kind.QUANTITY, 92, sort=None),
                Column("billed", tr("Billed on"), Kind.MUTED, 168, sort=None, stretch=True),
            ),
            keys=there.keys, rows=there.rows, cells=lambda one, _today: _cells(one, places, used), when="day", sort="day", descending=True,
            empty=tr("This meter was never read. Its first reading only starts it."), act=tr("One more reading…"),
        )  # fmt: skip

    def refresh(self) -> None:
        """Reads again."""
        code = self._meter.code

        def work(session: Session) -> tuple[date, list[Past]]:
            from stpdesk.actions.meter_history import history

            return session.today, history(session, code)

        self._desk.ask(self, work, self._show, slot="history")

    def _show(self, found: tuple[date, list[Past]]) -> None:
        """Shows it; keys stay while rows come and go."""
        self._today, past = found
        self._lines = tuple(PastLine(len(past) - place, one) for place, one in enumerate(past))
        self.table.refresh(listing=self._listing())

    def _on_filled(self) -> None:
        """The latest is at hand."""
        if len(self.table.model.keys) and not len(self.table.selected_keys()):
            self.table.select([self.table.model.keys[0]])
        self._on_selected()

    def chosen(self) -> Past | None:
        """The selected reading."""
        keys = self.table.selected_keys()
        return next((one.past for one in self._lines if len(keys) == 1 and one.key == keys[0]), None)

    def _on_selected(self) -> None:
        """What is billed or closed stays; pressing says why."""
        for one in (self.right, self.out):
            one.setEnabled(self.chosen() is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2, Delete, Ctrl+N."""
        from PySide6.QtCore import Qt

        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F2:
            self.put_right()
        elif event.key() == Qt.Key.Key_Delete:
            self.take_out()
        elif control and event.key() == Qt.Key.Key_N:
            self._form(None)
        else:
            super().keyPressEvent(event)

    # acts ------------------------------------------------------------------------------------------------------------

    def put_right(self) -> None:
        """The selected one."""
        past = self.chosen()
        if past is not None:
            self._form(past)

    def _form(self, past: Past | None) -> None:
        """One reading."""
        form = Form(self._desk, "reading", save=tr("Save reading"), act=partial(_save, self._meter, past))
        form.add(Quantity("reading", tr("Reading"), required=True))
        form.add(Date("day", tr("Read on"), lambda: self._today, required=True))
        options = [(NEITHER, tr("went on")), (ROLLOVER, tr("rolled over")), (RESET, tr("new or reset"))]
        form.add(Segmented("event", tr("The dial"), options, value=NEITHER))
        if self._meter.digits is None:
            form.add(Count("digits", tr("Digits of the dial"), least=1, largest=12)).note(
                tr("needed where it rolled over")
            )
        form.consequence(_foretold(past))
        begun = past.reading if past is not None else None
        values: dict[str, Any] = {
            "day": begun.date if begun else self._today,
            "event": (begun.event if begun else "") or NEITHER,
        }
        if begun is not None:
            values["reading"] = begun.value
        form.start(values, thing=begun.id if begun is not None else self._meter.id)
        title = tr("One more reading") if past is None else tr("Put a reading right")
        dialog = FormDialog(self, title, form, about=self._meter.code)
        if past is not None:
            form.field("reading").focus_to_correct()  # before it is shown, as elsewhere
        form.saved.connect(lambda _: self.refresh())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_out(self) -> None:
        """The selected one, after one question."""
        past = self.chosen()
        if past is None:
            return
        told = tr("{value} of {day}. The use until the next reading then counts from the one before.")
        sentence = told.format(value=quantity_text(past.reading.value), day=wording.day(past.reading.date))
        if ask(self, tr("Take this reading out?"), sentence, [("out", tr("Take it out"))]) == "out":
            self._desk.act(self, partial(_take_out, self._meter, past.reading.id), lambda _: self.refresh())


def _places(values: list[int]) -> int:
    """How many decimals the figures of a column share: those of the one that has most."""
    return max((len(quantity_text(one).partition(".")[2]) for one in values), default=0)


def _cells(one: PastLine, places: int, used: int) -> tuple[object, ...]:
    """One reading's row; readings and uses have as many decimals as their columns."""
    past = one.past
    event, value, units = past.reading.event, int(past.reading.value), e4(past.units)
    return (
        past.reading.date, Cell(value, quantity_text(value, places)), tr(EVENTS[event]) if event else None,
        Cell(units, quantity_text(units, used)) if units is not None else Cell(None, tr("starts"), tone="muted"),
        past.billed or (tr("month closed") if past.closed else "–"),
    )  # fmt: skip


def _foretold(past: Past | None) -> str:
    """What saving does."""
    if past is None:
        return tr("Use before and after it is counted from it.")
    return tr("Use before and after it is counted anew.")


def _save(meter: Meter, past: Past | None, session: Session, values: dict[str, Any]) -> Changes:
    """The act of the form."""
    from stpdesk.actions.meter_history import save_reading

    typed = TypedReading(
        values["reading"], values["day"], values.get("event") or None, digits=values.get("digits")
    )
    made = save_reading(session, meter.code, typed, past.reading.id if past is not None else None)
    words = tr("The reading of {day} of meter {code} is saved.")
    return said(made, words.format(day=wording.day(typed.day), code=meter.code))


def _take_out(meter: Meter, key: str, session: Session) -> Changes:
    """The act."""
    from stpdesk.actions.meter_history import remove_reading

    return said(
        remove_reading(session, meter.code, key),
        tr("A reading of meter {code} is taken out.").format(code=meter.code),
    )
