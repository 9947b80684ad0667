"""The park's floors: who holds what on any day, as a plan and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.core.money import group_lakh
from stpdesk.core.unit_states import ARREARS, ENDING, OCCUPIED, UnitState
from stpdesk.ui import icons, wording
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.parts import button, label, rule
from stpdesk.ui.screen import MARGIN, Screen
from stpdesk.ui.spaces import floors
from stpdesk.ui.spaces.commands import help_words, screen_commands
from stpdesk.ui.spaces.days import Days
from stpdesk.ui.spaces.facts import Account, Book, DayFacts, Window, read_account
from stpdesk.ui.spaces.panel import UnitPanel
from stpdesk.ui.spaces.pieces import Figures, FloorTabs, Legend
from stpdesk.ui.spaces.plan import PlanView
from stpdesk.ui.spaces.shapes import Box, around, tidy
from stpdesk.ui.spaces.strip import MonthStrip
from stpdesk.ui.spaces.telling import Face, face
from stpdesk.ui.theme import px, tokens

if TYPE_CHECKING:
    from stpdesk.ui.spaces.unit_table import UnitTable


class Spaces(Screen):
    """See product.md, Spaces."""

    NAME = "spaces"
    NOUNS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        self._account: Account | None = None
        self._selected = ""
        self._wanted = ""
        self._shown_floor: tuple[object, object] | None = None
        super().__init__(desk)

    # building --------------------------------------------------------------------------------------------------------

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
            )
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
        self.body.addWidget(self._framed(self.figures, 0))
        self._figures_rule = self._framed(rule(), px(12))
        self.body.addWidget(self._figures_rule)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self._strip_box)
        self._put_panel_beside()
        self._table: UnitTable | None = None

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
        self.add_button = button(self.tr("Add unit"), icon="plus")
        self.more = button("")
        self.more.setIcon(icons.icon("more", tokens().text))
        self.more.setAccessibleName(self.tr("More acts for the plan"))
        self.more.setToolTip(self.more.accessibleName())
        for one in (self.edit_button, self.add_button, self.more):
            self.header.addWidget(one)

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
        words.setMinimumWidth(px(420))
        self.first_unit = button(self.tr("Add unit…"), "primary")
        inside = QVBoxLayout(made)
        inside.addStretch(2)
        inside.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(px(12))
        inside.addWidget(self.first_unit, 0, Qt.AlignmentFlag.AlignHCenter)
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
        self.panel.escaped.connect(self._focus_shown)
        self.edit_button.clicked.connect(self.acting.edit_plan)
        self.add_button.clicked.connect(self.acting.add_unit)
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
        self._account = None
        self.days.read()
        if self._table is not None and self.mode.value() == "table":
            self._refresh_table()

    def _on_opened(self, park: object) -> None:
        """Another park begins at today."""
        self.days.forget()
        self._selected = ""
        super()._on_opened(park)

    def _on_book(self, book: Book) -> None:
        """Units, leases and tenants are there."""
        self._shown_floor = None
        self.tabs.show_floors(floors.in_order(book.units), {})
        empty = not book.units
        self.stack.setCurrentIndex(
            1 if empty else 0 if self.mode.value() == "plan" else self.stack.currentIndex()
        )
        for part in (self._strip_box, self.mode, self.edit_button, self.panel):
            part.setVisible(not empty)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.show_thing(wanted)

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
        self._lay_legend()
        if self._selected not in facts.states:
            self._choose_one(facts)
        self._show_floor()
        self.strip.show_day(facts)
        self._show_panel()
        if self._table is not None and self.mode.value() == "table":
            self._refresh_table()

    def _choose_one(self, facts: DayFacts) -> None:
        """At first, the unit of the floor that needs somebody most, so that the panel says something."""
        here = [one for one in facts.states.values() if floors.floor_of(one.unit) == self.tabs.current]
        needy = [one for state in (ARREARS, ENDING, OCCUPIED) for one in here if one.state == state]
        self._selected = (needy or here)[0].unit.id if here else ""

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
        if book is None:
            return
        shown = (book, self.tabs.current)
        if self._shown_floor == shown or self.plan.editor is not None:
            self.plan.wear(self.faces())
            return
        self._shown_floor = shown
        placed, made_up = self.boxes()
        picture = book.pictures.get(self.tabs.current) if self.tabs.current else None
        image = QImage.fromData(picture.content) if picture and picture.content else None
        image = None if image is None or image.isNull() else image
        self.plan.show_floor(placed, made_up, self.faces(), image, picture.box if picture else None)
        name = ", ".join(part for part in reversed(self.tabs.current or ()) if part)
        self.plan.setAccessibleName(self.tr("Floor plan: %s") % name if name else self.tr("Floor plan"))
        self.plan.choose(self._selected)

    def _lay_legend(self) -> None:
        """Beside the tabs where there is room, else under them."""
        room = self.width() - self.panel.width() - px(2 * MARGIN)
        fits = self.tabs.sizeHint().width() + self.legend.sizeHint().width() + px(16) <= room
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._floor_line.direction() != way:
            self._floor_line.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend finds its place."""
        super().resizeEvent(event)
        self._lay_legend()

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
        self.panel.focus_acts()

    def show_thing(self, thing: str) -> None:
        """A unit by its code, on its floor."""
        book = self.days.book
        if book is None:
            self._wanted = thing
            return
        unit = book.unit(thing)
        if unit is not None:
            self.tabs.choose(floors.floor_of(unit), tell=False)
            self._show_floor()
            self.choose(unit.id)
            self.plan.choose(unit.id)
        self._focus_shown()

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
        else:
            self.stack.setCurrentIndex(0)
            self.show_thing(self._code())
        self.edit_button.setVisible(self.mode.value() == "plan")
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
        self._focus_shown()

    def _focus_shown(self) -> None:
        """The keyboard goes to the plan, or the table."""
        (self.plan if self.mode.value() == "plan" or self._table is None else self._table).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the editing of the plan, wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape and self.plan.editor is not None:
            self.acting.leave_plan()
        else:
            super().keyPressEvent(event)
