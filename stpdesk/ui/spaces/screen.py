"""The park's floors: who holds what on any day, as a plan and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent

from stpdesk.core import floors
from stpdesk.core.money import group_lakh
from stpdesk.core.unit_states import UnitState
from stpdesk.ui import wording
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces.commands import help_words, screen_commands
from stpdesk.ui.spaces.facts import Account, Book, DayFacts, Window, first_unit, read_account
from stpdesk.ui.spaces.laid_out import LaidOut
from stpdesk.ui.spaces.shapes import Box, around, tidy
from stpdesk.ui.spaces.telling import Face, face

if TYPE_CHECKING:
    from stpdesk.ui.spaces.unit_table import UnitTable


class Spaces(LaidOut):
    """See product.md, Spaces."""

    NAME = "spaces"
    NOUNS: ClassVar[frozenset[str]] = frozenset(
        {"units", "repairs", "floors", "leases", "tenants", "invoices", "receipts", "deposits"}
    )

    def __init__(self, desk: Desk) -> None:
        self._account: Account | None = None
        self._selected = ""
        self._wanted = ""
        self._shown_floor: tuple[object, object] | None = None
        self._table: UnitTable | None = None
        super().__init__(desk)

    def _connect(self) -> None:
        """Who tells whom."""
        from stpdesk.ui.spaces.acting import Acting

        self.acting = Acting(self, self._desk)
        self.days.opened.connect(self._on_book)
        self.days.shown.connect(self._on_day)
        self.days.stripped.connect(self._on_window)
        for teller in (self.strip, self.plan):
            teller.paged.connect(self.days.page)
        self.strip.moved.connect(self.days.go)
        self.strip.home.connect(self.days.today)
        self.tabs.chosen.connect(lambda _: self._show_floor())
        self.plan.picked.connect(self.choose)
        self.plan.opened.connect(self._open)
        self.plan.menu_asked.connect(self.acting.menu)
        self.mode.changed.connect(self._on_mode)
        self.panel.act.connect(self.acting.act)
        self.panel.tenant.connect(lambda code: self.go.emit("tenants", code))
        self.panel.lease.connect(lambda code: self.go.emit("leases", code))
        self.panel.escaped.connect(self.focus_shown)
        self.edit_button.clicked.connect(self.acting.edit_plan)
        self.add_button.clicked.connect(self.acting.add_unit)
        self.edit_bar.left.connect(self.acting.leave_plan)
        self.edit_bar.saved.connect(self.acting.save_plan_edits)
        self.first_book.clicked.connect(self.acting.import_book)
        self.first_unit.clicked.connect(self.acting.add_unit)
        self.more.clicked.connect(lambda: self.acting.more_menu(self.more))
        self.setFocusProxy(self.plan)

    def commands(self) -> list[Command]:
        """The keys of Spaces."""
        return screen_commands(self)

    def help_text(self) -> str:
        """What F1 says."""
        return help_words()

    # reading ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads everything again."""
        self.days.read(self.tabs.current, self._selected)
        if self._table is not None and self.mode.value() == "table":
            self._refresh_table()

    def _on_opened(self, park: object) -> None:
        """Another park begins at today."""
        self.days.forget()
        self._selected = ""
        super()._on_opened(park)

    def _on_book(self, book: Book, account: Account | None) -> None:
        """Units, leases and tenants are there, and the money of the unit that was chosen when they were asked for."""
        self._shown_floor, self._account = None, account
        self.tabs.show_floors(floors.in_order(book.units), {})
        empty = not book.units
        self.stack.setCurrentIndex(
            1 if empty else 0 if self.mode.value() == "plan" else self.stack.currentIndex()
        )
        for part in (self.mode, self.edit_button):
            part.setVisible(not empty)
        self.narrow_down()

    def _on_day(self, facts: DayFacts) -> None:
        """A day is to be shown: everywhere."""
        book = self.days.book
        if book is None:
            return
        found = facts.occupancy
        vacant = round(float(found.lettable_sqft - found.leased_sqft))
        self.figures.say(
            (
                wording.percent(found.pct, 1), self.tr("%d of %d") % (found.units_let, found.units),
                self.tr("%d of %d") % (found.seats_let, found.seats) if found.seats else "–", group_lakh(vacant),
                str(found.ending_90_days), wording.rupees(facts.arrears),
            )
        )  # fmt: skip
        self.tabs.show_floors(floors.in_order(book.units), dict(facts.floors))
        QTimer.singleShot(0, self, self.lay_legend)  # new tabs have no width before they are shown
        if self._selected not in facts.states:
            self._selected = first_unit(facts, self.tabs.current)
        self._show_floor()
        self.strip.show_day(facts)
        self._show_panel()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.show_thing(wanted)
        if self._table is not None and self.mode.value() == "table":
            self._refresh_table()

    def _on_window(self, window: Window) -> None:
        """The month of the strip."""
        if self.days.book is not None and self.days.day is not None:
            self.strip.show_month(self.days.book, window, self.days.day)
            if self.days.facts is not None:
                self.strip.show_day(self.days.facts)

    # the plan --------------------------------------------------------------------------------------------------------

    def faces(self) -> dict[str, Face]:
        """What every unit of the floor shows."""
        book, facts = self.days.book, self.days.facts
        if book is None or facts is None:
            return {}
        here = [unit.id for unit in book.units if floors.floor_of(unit) == self.tabs.current]
        return {key: face(facts.states[key], book.tenants, facts.day) for key in here}

    def boxes(self) -> tuple[dict[str, Box], dict[str, Box]]:
        """Where the floor's units are: those with a place, and those laid out beside."""
        book = self.days.book
        if book is None:
            return {}, {}
        here = [unit for unit in book.units if floors.floor_of(unit) == self.tabs.current]
        placed = {unit.id: book.places[unit.id] for unit in here if unit.id in book.places}
        rest = {unit.id: unit.sqft / 10_000 for unit in here if unit.id not in book.places}
        return placed, tidy(rest, around(placed.values()))

    def _show_floor(self) -> None:
        """The chosen floor on the chosen day; while it is edited only the words change."""
        book = self.days.book
        if book is None or self.days.facts is None:
            return
        shown = (book, self.tabs.current)
        if self._shown_floor == shown or self.plan.editor is not None:
            self.plan.wear(self.faces())
            return
        self._shown_floor = shown
        placed, made_up = self.boxes()
        picture = book.pictures.get(self.tabs.current) if self.tabs.current else None
        self.plan.show_floor(placed, made_up, self.faces(), self.image(), picture.box if picture else None)
        name = ", ".join(part for part in reversed(self.tabs.current or ()) if part)
        self.plan.setAccessibleName(self.tr("Floor plan: %s") % name if name else self.tr("Floor plan"))
        self.plan.choose(self._selected)

    def image(self) -> QImage | None:
        """The picture behind the floor, if it has one that can be drawn."""
        book = self.days.book
        picture = book.pictures.get(self.tabs.current) if book is not None and self.tabs.current else None
        return picture.image if picture is not None and not picture.image.isNull() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything finds its place."""
        super().resizeEvent(event)
        self.narrow_down()

    # the unit --------------------------------------------------------------------------------------------------------

    def state(self) -> UnitState | None:
        """The chosen unit on the chosen day."""
        facts = self.days.facts
        return facts.states.get(self._selected) if facts is not None else None

    def choose(self, key: str) -> None:
        """Another unit, from plan or table."""
        if key != self._selected:
            self._selected, self._account = key, None
        self._show_panel()

    def _show_panel(self) -> None:
        """The chosen unit beside the plan."""
        book, facts, one = self.days.book, self.days.facts, self.state()
        if book is None or facts is None or one is None:
            self.panel.show_nothing(self.tr("Choose a unit to see who holds it."))
            return
        if self._account is None or self._account.unit_id != self._selected:
            self._desk.ask(
                self,
                lambda session: (book, read_account(session, book, one.unit)),
                self._on_account,
                slot="account",
            )
        self.panel.show_unit(book, facts, one, self._account, book.places.get(self._selected))

    def _on_account(self, read: tuple[Book, Account]) -> None:
        """The money of the chosen unit."""
        book, account = read
        if book is self.days.book and account.unit_id == self._selected:
            self._account = account
            self._show_panel()

    def _open(self, key: str) -> None:
        """Enter on a unit: its acts."""
        self.choose(key)
        if self.panel.isHidden():
            self.acting.menu(key, self.mapToGlobal(self.rect().center()))
        else:
            self.panel.focus_acts()

    def want(self, code: str) -> None:
        """A unit to be shown as soon as it has been read."""
        self._wanted = code

    def show_thing(self, thing: str) -> None:
        """A unit by its code, on its floor."""
        book = self.days.book
        if book is None or self.days.facts is None:
            self._wanted = thing
            return
        unit = book.unit(thing)
        if unit is not None:
            self.tabs.choose(floors.floor_of(unit), tell=False)
            self._show_floor()
            self.choose(unit.id)
            self.plan.choose(unit.id)
            if self._table is not None and self.mode.value() == "table":
                self._table.choose(unit.id)
        self.focus_shown()

    # plan or table ---------------------------------------------------------------------------------------------------

    def _on_mode(self) -> None:
        """The other way to see it."""
        if self.mode.value() == "table":
            if self._table is None:
                from stpdesk.ui.spaces.unit_table import UnitTable

                self._table = UnitTable(self._desk)
                self._table.picked.connect(self._on_row)
                self._table.opened.connect(lambda _: self.panel.focus_acts())
                self._table.asked.connect(self.acting.add_unit)
                self.stack.addWidget(self._table)
            self.stack.setCurrentWidget(self._table)
            self._refresh_table()
            self._table.choose(self._selected)
        else:
            self.stack.setCurrentIndex(0)
            self.show_thing(self._code())
        self.edit_button.setVisible(self.mode.value() == "plan")
        self.narrow_down()
        self.setFocusProxy(self._table if self.mode.value() == "table" and self._table else self.plan)

    def _code(self) -> str:
        """The chosen unit's code."""
        one = self.state()
        return one.unit.code if one is not None else ""

    def _refresh_table(self) -> None:
        """The table of the day."""
        if self._table is not None and self.days.day is not None:
            self._table.show_day(self.days.day)

    def _on_row(self, code: str) -> None:
        """A row was chosen."""
        unit = self.days.book.unit(code) if self.days.book is not None else None
        if unit is not None:
            self.choose(unit.id)

    def toggle_mode(self) -> None:
        """Plan, table, plan …"""
        self.mode.set_value("table" if self.mode.value() == "plan" else "plan")
        self.focus_shown()

    def focus_shown(self) -> None:
        """The keyboard goes to the plan, or the table."""
        (self.plan if self.mode.value() == "plan" or self._table is None else self._table).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the editing of the plan, wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape and self.plan.editor is not None:
            self.acting.leave_plan()
        else:
            super().keyPressEvent(event)
