"""The one table of all lists: filter, heads, rows, sums, and what to do where there is nothing."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stpdesk.ui.desk import Desk
from stpdesk.ui.progress import Working
from stpdesk.ui.tables import carrying
from stpdesk.ui.tables.behind import Behind
from stpdesk.ui.tables.columns import Layouts, Listing
from stpdesk.ui.tables.finder import Finder
from stpdesk.ui.tables.loading import Loaded
from stpdesk.ui.tables.menu import head_menu
from stpdesk.ui.tables.model import TableModel
from stpdesk.ui.tables.nothing import Nothing
from stpdesk.ui.tables.pasting import Paste
from stpdesk.ui.tables.totals import Totals
from stpdesk.ui.tables.view import View
from stpdesk.ui.theme import px

LAYOUT = 400
"""Milliseconds after the last drag until a layout is kept."""


class Table(QWidget):
    """A list on the screen; see the package for an example. Refused reads and exports go to the desk's `refused`.

    `finder` is the filter line: give it a place in the screen's header with `finder_in`, else it stands above the rows.
    Rows run edge to edge, so lay the table out without margins; its first column starts at the title's x.
    """

    activated = Signal(object)
    """key: Enter or a double click"""
    selected = Signal(object)
    """array of keys"""
    edited = Signal(object, str, str)
    """key, column, text (grids)"""
    pasted = Signal(object)
    """Paste: what came from the clipboard, for the screen to check"""
    asked = Signal()
    """the button of the empty list"""
    exported = Signal(str, int)
    """file and number of rows"""
    filled = Signal()
    """all rows that were asked for are there"""

    BY_CELL = False

    def __init__(
        self,
        desk: Desk,
        listing: Listing,
        layouts: Layouts | None = None,
        *,
        finder_in: QHBoxLayout | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._layouts: Layouts = desk.layouts if layouts is None else layouts
        self.model = TableModel(desk, listing, self)
        self.view = View(self.model, by_cell=self.BY_CELL)
        self.finder = Finder(listing.title)
        self.totals = Totals(self.view)
        self.nothing = Nothing(self.view.viewport())
        self._behind = Behind(desk, self.model, self.totals, self)
        self._keeping = QTimer(self, singleShot=True, interval=LAYOUT)
        self._build(finder_in)
        self._connect()
        self._lay_out()

    @cached_property
    def working(self) -> Working:
        """How far an export is, between the rows and their sums; made for the first one."""
        made = Working()
        made.setContentsMargins(self.view.look.margin, px(6), self.view.look.margin, px(6))
        self.column.insertWidget(self.column.indexOf(self.totals), made)
        return made

    def _build(self, finder_in: QHBoxLayout | None) -> None:
        """Filter, rows or what stands for them, sums."""
        self._name()
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if finder_in is None:
            row = QHBoxLayout()
            row.setContentsMargins(self.view.look.margin, 0, self.view.look.margin, px(8))
            row.addWidget(self.finder)
            row.addStretch(1)
            column.addLayout(row)
        else:
            finder_in.addWidget(self.finder)
        column.addWidget(self.view, 1)
        column.addWidget(self.totals)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        """Who tells whom."""
        view, model, line = self.view, self.model, self.finder.line
        model.replaced.connect(self._on_replaced)
        model.came.connect(view.head.see)
        model.typed.connect(self.edited)
        line.textChanged.connect(self.filter)
        line.passed.connect(self._on_passed)
        line.escaped.connect(view.setFocus)
        view.typed.connect(self._on_letter)
        view.escaped.connect(line.clear)
        view.entered.connect(self._activate)
        view.copying.connect(self.copy)
        view.pasting.connect(self.paste)
        view.sorting.connect(self._on_digit)
        view.asked_menu.connect(self.show_menu)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        head = view.head
        head.sectionClicked.connect(self.sort_by)
        head.rearranged.connect(self._keeping.start)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.show_menu(head.mapToGlobal(at)))
        self.nothing.pressed.connect(self._on_nothing)
        self.view.placed.connect(self.nothing.cover)
        self._keeping.timeout.connect(self._keep_layout)

    def _name(self) -> None:
        """What is listed now, for whoever cannot see it."""
        self.view.setAccessibleName(self.model.listing.title)
        self.finder.name(self.model.listing.title)

    # reading -------------------------------------------------------------------------------------------------------

    def refresh(self, *, listing: Listing | None = None) -> None:
        """Reads again; selection and place stay by key. Another listing of the same columns takes the old one's place."""
        if listing is not None:
            self.model.listing = listing
            self._name()
        self.model.ask(*self.view.asked_for(), recount=True)

    def filter(self, text: str) -> None:
        """Shows what matches; each key press supersedes the last."""
        if self.finder.line.text() != text:
            self.finder.line.setText(text)
            return
        self.model.text = text.strip()
        self.model.ask(self.view.asked_for()[0])

    def sort_by(self, at: int) -> None:
        """Sorts by a column; by the same again, turned round."""
        key = self.model.listing.columns[at].sort_key
        if key is not None:
            turned = key == self.model.order and not self.model.descending
            self._sort(key, turned)

    def turn_round(self) -> None:
        """The same order, from the other end."""
        self._sort(self.model.order, not self.model.descending)

    def _sort(self, key: str, descending: bool) -> None:
        self.model.order, self.model.descending = key, descending
        self._mark_sorted()
        self._keeping.start()
        self.model.ask(self.view.asked_for()[0])

    def _on_replaced(self, loaded: Loaded) -> None:
        """New rows are there, all of them or the first."""
        for page in loaded.pages.values():
            self.view.head.see(page)
        self.view.restore(loaded)
        count, filtered = len(self.model.keys), bool(self.model.shown_text)
        if loaded.whole:
            self.finder.tell(count, self.model.count, filtered)
        if count == 0:
            self._say_nothing(filtered)
        self.nothing.cover()
        self.nothing.setVisible(count == 0)
        if not count or self.model.listing.totals is None:
            self.totals.show_row(None)
        else:
            self.totals.outdate()
            self._behind.start()
        if loaded.whole:
            self.filled.emit()
            if count:
                self.view.ahead.replay()

    def _say_nothing(self, filtered: bool) -> None:
        """Why there are no rows, and what to do about it."""
        listing = self.model.listing
        if filtered:
            words = self.tr("Nothing matches “{text}”.").format(text=self.model.shown_text)
            self.nothing.say(words, self.tr("Clear the filter"))
        else:
            self.nothing.say(listing.empty or self.tr("There is nothing here yet."), listing.act)

    def _on_nothing(self) -> None:
        """The button of the empty table."""
        if self.model.shown_text:
            self.finder.line.clear()
            self.view.setFocus()
        else:
            self.asked.emit()

    # keys and selection --------------------------------------------------------------------------------------------

    def selected_keys(self) -> array[int]:
        """Keys of the selected rows in the order shown."""
        return self.view.selected_keys()

    def select(self, keys: Iterable[int]) -> None:
        """Selects rows by key and shows the first; keys that are filtered away are left out."""
        self.view.select_keys(keys)

    def _on_selected(self) -> None:
        self.selected.emit(self.view.selected_keys())

    def _activate(self) -> None:
        key = self.view.current_key()
        if key is not None:
            self.activated.emit(key)

    def _on_letter(self, letter: str) -> None:
        """A letter typed on the rows goes into the filter."""
        line = self.finder.line
        line.setFocus()
        line.setText(line.text() + letter)

    def _on_passed(self, event: QKeyEvent) -> None:
        """Arrows and Enter typed into the filter move and open rows."""
        if not self.view.selectionModel().hasSelection():
            self.view.setCurrentIndex(QModelIndex())
        self.view.keyPressEvent(event)

    def _on_digit(self, place: int) -> None:
        """Ctrl+digit sorts by the column at that place."""
        shown = self.places_shown()
        if place < len(shown):
            self.sort_by(shown[place])

    def places_shown(self) -> list[int]:
        """The columns seen, from the first to the last, by their place in the listing."""
        head = self.view.head
        return [at for at in map(head.logicalIndex, range(head.count())) if not head.isSectionHidden(at)]

    def places_chosen(self) -> list[int]:
        """The same with those there is no room for: what is copied and exported does not hang on the window's width."""
        head = self.view.head
        return [at for at in map(head.logicalIndex, range(head.count())) if head.is_chosen(at)]

    def show_menu(self, at: QPoint | None = None) -> None:
        """Order, columns, copy, export."""
        menu = head_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at or self.view.mapToGlobal(QPoint(px(24), self.view.head.height())))

    # copying, pasting, exporting -----------------------------------------------------------------------------------

    def copy(self) -> None:
        """The selected rows with headings, raw values between tabs."""
        carrying.copy(self, self._desk)

    def paste(self) -> None:
        """Tells the screen what the clipboard holds and where it would go, from the current cell on."""
        paste = self.taken()
        if paste is not None:
            self.pasted.emit(paste)

    def taken(self) -> Paste | None:
        """What the clipboard holds beside the cells it would fill; None where it fills none."""
        return carrying.from_clipboard(self)

    def export(self, target: str = "") -> None:
        """All filtered rows with raw values as a workbook; the file is asked for if not given."""
        carrying.export(self, self._desk, target)

    # layout --------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """As the person left it."""
        kept = self._layouts.get(self.model.listing.name)
        self.view.head.lay_out(kept)
        sorts = {column.sort_key for column in self.model.listing.columns}
        if kept and kept.get("sort") in sorts - {None}:
            self.model.order, self.model.descending = str(kept["sort"]), bool(kept.get("descending"))
        self._mark_sorted()

    def _mark_sorted(self) -> None:
        """The arrow on the head."""
        names = [one.name for one in self.model.listing.columns if one.sort_key == self.model.order]
        self.view.head.sort_mark(names[0] if names else "", self.model.descending)

    def usual_layout(self) -> None:
        """Widths, order and columns as the program has them."""
        self.view.head.lay_out(None)
        self._keeping.start()

    def _keep_layout(self) -> None:
        """Remembers widths, order, hidden columns and the sort."""
        self._keeping.stop()
        kept = self.view.head.layout_now() | {"sort": self.model.order, "descending": self.model.descending}
        self._layouts[self.model.listing.name] = kept

    def showEvent(self, event: QShowEvent) -> None:
        """Sums that were given up are read again."""
        super().showEvent(event)
        self._behind.away = False
        if self.totals.outdated:
            self._behind.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was just dragged is kept."""
        super().hideEvent(event)
        self._behind.away = True
        if self._keeping.isActive():
            self._keep_layout()
