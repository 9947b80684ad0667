"""The lease form with the schedule of the whole term beside it; what would be refused is said while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from stpdesk.core import typed_dates
from stpdesk.core.errors import Refused
from stpdesk.core.months import DAY
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.rows import Rows
from stpdesk.ui.leases.facts import Choices
from stpdesk.ui.leases.foreseen import Foreseen
from stpdesk.ui.leases.schedule import Schedule
from stpdesk.ui.leases.terms import NO_DAY, Terms
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes

BESIDE = 980
"""Pixels at 100 % that form and schedule need side by side."""

Place = tuple[Field, int | None, str]
"""A field; of rows, the row and the cell."""


class TermsForm(Terms):
    """`new_tenant` asks for the small form of a tenant who is not there yet, with the name typed so far."""

    new_tenant = Signal(str)

    def __init__(
        self,
        desk: Desk,
        *,
        act: Callable[[Session, dict[str, Any]], Changes],
        preview: Callable[[Session, dict[str, Any]], Any],
    ) -> None:
        super().__init__(desk, act=act)
        self._met: list[Place] = []
        self._turned_to_schedule = False
        self.schedule = Schedule()
        self.turned = link("")
        self.turned.setProperty("edge", "right")
        self.side(self.schedule)
        self.previews(preview, self.show_foreseen)
        self._wire()

    def _wire(self) -> None:
        """Keys, and the links."""
        self.turned.clicked.connect(self._turn)
        self.newcomer.clicked.connect(self._ask_tenant)
        self.units.told.connect(self._word_fix)
        for keys, act in (
            ("Ctrl+T", self._ask_tenant), ("Ctrl+PgDown", lambda: self._scroll(1)), ("Ctrl+PgUp", lambda: self._scroll(-1)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def start(self, values: Any = None, thing: str = "") -> None:
        """Fills it in, as unchanged; the schedule follows."""
        self.schedule.say("")
        self.consequence("")
        self._turned_to_schedule = False
        self._fit()
        super().start(values, thing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The schedule stands beside the form where there is room for both, else in its place when asked for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """One of them, or both."""
        beside = self.width() >= px(BESIDE)
        panel = self._body.itemAt(1).widget()
        self.area.setMinimumWidth(px(608) if beside else 0)
        self.turned.setVisible(not beside)
        self.area.setVisible(beside or not self._turned_to_schedule)
        panel.setVisible(beside or self._turned_to_schedule)
        self.turned.setText(
            self.tr("Show the form") if self._turned_to_schedule else self.tr("Show the schedule")
        )
        self.turned.setAccessibleName(self.turned.text())

    def _turn(self) -> None:
        """The other one of the two."""
        self._turned_to_schedule = not self._turned_to_schedule
        self._fit()

    def _scroll(self, way: int) -> None:
        """A page of the schedule, which comes to the fore where it is away."""
        if not self.schedule.isVisible():
            self._turn()
        else:
            self.schedule.turn(way)

    # what the preview says -----------------------------------------------------------------------------------------

    def show_foreseen(self, seen: Foreseen) -> None:
        """Schedule, sums, and what the figures mean beside their fields."""
        self._unsay()
        if seen.lines:
            self.schedule.put(seen.lines, seen.sums, seen.heads)
        else:
            self.schedule.say(seen.missing)
        self.rate.note(seen.rate)
        self.every.note(seen.escalation)
        self.free.note(seen.rent_free)
        self.deposit.offer(3 * seen.rent if seen.rent else None)
        self._subsidy.setText("\n".join(seen.subsidies))
        self._tax.setText(seen.taxes)
        self._subsidy.setVisible(bool(seen.subsidies))
        self.consequence(seen.consequence)
        self.schedule.warn(seen.notices)
        self._show_faults(seen.faults)

    def refuse(self, error: Refused) -> None:
        """A refusal beside its field or cell, with the one-click fix where there is one."""
        place = self._placed(error.field)
        if place is not None and not error.faults:
            self._put_fault(place, error)
            self._count()
            self.go_to_wrong()
        else:
            super().refuse(error)

    def _show_faults(self, faults: Sequence[Refused]) -> None:
        """What would be refused, met before saving: beside fields that hold something and are not being typed into."""
        told: set[Field] = set()
        for error in faults:
            place = self._placed(error.field)
            if place is None:
                continue
            field, _, _ = place
            busy = any(stop.hasFocus() for stop in field.stops())
            if field in told or field.is_blank() or field.slip() is not None or busy:
                continue
            told.add(field)
            self._put_fault(place, error)
            self._met.append(place)
        self._count()

    def foresee_again(self) -> None:
        """The preview stands on something else now."""
        self._preview_pause.start()

    def _take_back(self) -> None:
        """The same of the several things it said."""
        super()._take_back()
        self._unsay()

    def _unsay(self) -> None:
        """What the last preview said no longer counts."""
        told, self._met = self._met, []
        for field, row, cell in told:
            if row is None:
                field.set_fault("")
            elif isinstance(field, Rows) and row < len(field.rows):
                field.set_cell_fault(row, cell, "")

    def _placed(self, name: str | None) -> Place | None:
        """The field core means; of `steps.0.rate` and `charges.1.head` the cell too. None where there is none."""
        parts = (name or "").split(".")
        key = self._others.get(parts[0], parts[0])
        field = self._fields.get(key)
        if field is None:
            return None
        if len(parts) == 3 and isinstance(field, Rows):
            told = [n for n, cells in enumerate(field.rows) if _tells(key, cells)]
            if int(parts[1]) < len(told):
                return field, told[int(parts[1])], parts[2]
        return field, None, ""

    def _put_fault(self, place: Place, error: Refused) -> None:
        """Says it there; of a unit that is let, with the day it is free."""
        field, row, cell = place
        if row is not None and isinstance(field, Rows):
            field.set_cell_fault(row, cell, str(error))
        elif field is self.units:
            self.units.propose(str(error), free_from(error))
        elif field is self.starts and isinstance(error.values.get("starts"), str):
            field.set_fault(str(error), str(error.values["starts"]))
        else:
            field.set_fault(str(error))

    def _word_fix(self) -> None:
        """The fix of a let unit says what it does."""
        free = self.units.free_from
        slip = self.units.shown_slip()
        if free is not None and slip is not None and slip.fix:
            words = self.tr("Start on {day}").format(day=wording.day(free))
            self._units_row.fix.setText(words)
            self._units_row.fix.setAccessibleName(words)

    def focus_first(self, *, new: bool) -> None:
        """From the top: of a `new` lease the first field that is empty has the keyboard, else whose lease it is."""
        blank = (one for one in self.fields() if one.isVisible() and one.is_blank())
        first = next(blank, self.tenant) if new else self.tenant
        self.area.verticalScrollBar().setValue(0)
        first.focus_here()
        self.area.ensureWidgetVisible(first)

    # keys ----------------------------------------------------------------------------------------------------------

    def _ask_tenant(self) -> None:
        """A tenant who is not in the list yet; what was typed is the name to begin with."""
        typed = "" if self.tenant.value() else self.tenant.text().strip()
        self.new_tenant.emit(typed)

    def take_tenant(self, code: str, found: Choices) -> None:
        """The new tenant, in the list and chosen."""
        self.offer(found)
        self.tenant.set_value(code)
        self.units.focus_here()

    def order(self) -> None:
        """The link to a new tenant comes after the tenant; the schedule is scrolled from anywhere (Ctrl+Page Down)."""
        super().order()
        if hasattr(self, "units") and hasattr(self, "newcomer"):
            QWidget.setTabOrder(self.tenant.control(), self.newcomer)
            QWidget.setTabOrder(self.newcomer, self.units.control())


def _tells(key: str, cells: Sequence[Field]) -> bool:
    """Whether a row goes to core: charges that hold anything, rate steps that are whole."""
    values = {cell.name: cell for cell in cells}
    if key == "steps":
        return all(cell.value() is not None for cell in values.values())
    return any(not cell.is_blank() for cell in cells)


def free_from(error: Refused) -> date | None:
    """The day after a unit is let to somebody else, where the refusal tells it."""
    ends = error.values.get("ends")
    found = typed_dates.day(ends, NO_DAY) if isinstance(ends, str) else ends
    return found + DAY if isinstance(found, date) else None
