"""A list of any length: all its keys in an array, its rows in pages fetched on the reader's thread as they are seen."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.tables.columns import Column, Listing, Row
from stpdesk.ui.tables.edits import Edits
from stpdesk.ui.tables.formats import raw, shown
from stpdesk.ui.tables.loading import (
    PAGE,
    Asked,
    Loaded,
    Pages,
    load,
    load_first,
    page_of,
    reading,
    unless_stale,
)

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

CACHED = 48
"""Pages kept; the longest unseen goes first."""

ATONCE = 4
"""Pages fetched at once; of more that were scrolled past, the last count."""

PAINTED = 25
"""Milliseconds the first rows have to be painted before the rest is read beside them."""

Index = QModelIndex | QPersistentModelIndex
Load = Callable[["Session", Listing, Asked, Callable[[], bool]], Loaded]
_NOWHERE = QModelIndex()
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable


class TableModel(QAbstractTableModel):
    """Keys and pages. `replacing` comes before new keys take the place of the old, `replaced` after (a `Loaded`)."""

    replacing = Signal()
    replaced = Signal(object)
    typed = Signal(object, str, str)
    """key, column, text: a cell was edited"""
    came = Signal(object)
    """rows that may be seen from now on"""

    def __init__(self, desk: Desk, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.listing = listing
        self.keys: array[int] = array("q")
        self.edits = Edits()
        self.text = ""
        self.order = listing.sort or next((one.sort_key for one in listing.columns if one.sort_key), "")
        self.descending = listing.descending
        self.shown_text = ""
        """the filter of the rows now shown"""
        self.count: int | None = None
        """rows without the filter; None until they were counted"""
        self.today: date | None = None
        self.loaded = False
        self._turn = 0
        self._applied = 0
        self._all = False
        self._first: Asked | None = None
        """the question of which only the first rows are shown"""
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._coming: frozenset[int] = frozenset()
        self._held: Loaded | None = None
        self._hold = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        self._rest = QTimer(self, singleShot=True, interval=PAINTED)
        self._rest.timeout.connect(self._read_rest)

    # keys ----------------------------------------------------------------------------------------------------------

    def ask(self, kept: tuple[int, ...] = (), top: int | None = None, *, recount: bool = False) -> None:
        """Reads keys with the filter and order set; the old rows stay until the new are there.

        A question still waiting is superseded. `kept` are keys whose place is told; `top` stays at the top.
        """
        self._turn += 1
        asked = Asked(
            self._turn, self.text, self.order, self.descending, kept, top, recount or self.count is None
        )
        self._read(asked, load_first)

    def _read(self, asked: Asked, load: Load) -> None:
        """Reads the first keys or all; what is read is given up once something else was asked for."""
        listing = self.listing

        def stale() -> bool:
            return self._turn != asked.turn

        def work(session: Session) -> Loaded | None:
            return unless_stale(lambda: load(session, listing, asked, stale))

        self._desk.ask(self, work, self._take, slot="keys")

    def _read_rest(self) -> None:
        """All keys of a list whose first rows are shown, unless something else was asked for."""
        if self._first is not None and self._first.turn == self._turn:
            self._read(self._first, load)

    @property
    def turn(self) -> int:
        """Counts the questions asked; whoever works on an older one may stop."""
        return self._turn

    @property
    def fetching(self) -> bool:
        """Whether rows to be painted are on their way."""
        return bool(self._coming)

    @property
    def settled(self) -> bool:
        """Whether the rows shown are those last asked for, and all of them."""
        return self._applied == self._turn and self._all

    @property
    def asked_shown(self) -> Asked:
        """The question whose answer is shown."""
        return Asked(self._applied, self.shown_text, self.order, self.descending)

    def hold(self, held: bool) -> None:
        """While a cell is being typed into, new keys wait, so that the editor is not closed."""
        self._hold = held
        if not held and self._held is not None:
            waiting, self._held = self._held, None
            self._take(waiting)

    def _take(self, loaded: Loaded | None) -> None:
        """New keys are there; none if others were asked for meanwhile."""
        if loaded is None or loaded.asked.turn < self._applied:
            return
        if self._hold:
            self._held = loaded
            return
        self._applied, self._all = loaded.asked.turn, loaded.whole
        self.loaded = True
        self.today = loaded.today
        self.count = self.count if loaded.count is None else loaded.count
        if not self._grows_to(loaded):
            self._replace(loaded)
        if not loaded.whole:
            self._rest.start()

    def _replace(self, loaded: Loaded) -> None:
        """Other rows take the place of those shown."""
        self.replacing.emit()
        self.beginResetModel()
        self.keys, self.shown_text = loaded.keys, loaded.asked.text
        self._pages.clear()
        self._wanted.clear()
        self._coming = frozenset()
        self._pages.update(loaded.pages)
        self._first = None if loaded.whole else loaded.asked
        self.endResetModel()
        self.replaced.emit(loaded)

    def _grows_to(self, loaded: Loaded) -> bool:
        """Adds the rest below the first rows already painted, if these keys begin with them."""
        before = len(self.keys)
        if not loaded.whole or self._first != loaded.asked or loaded.keys[:before] != self.keys:
            return False
        self._first = None
        if len(loaded.keys) == before:
            self.replaced.emit(loaded)
            return True
        self.beginInsertRows(_NOWHERE, before, len(loaded.keys) - 1)
        self.keys = loaded.keys
        self._coming = frozenset()
        last = page_of(before)
        if before % PAGE:
            self._pages.pop(last, None)
        self._pages.update(loaded.pages)
        self.endInsertRows()
        self.replaced.emit(loaded)
        return True

    # pages ---------------------------------------------------------------------------------------------------------

    def row(self, number: int) -> Row | None:
        """The row if it is here; else None, and it is fetched."""
        page = page_of(number)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[number - page * PAGE]

    def put_row(self, key: int, row: Row) -> None:
        """Shows this row under a key at once, until rows are read again; nothing where the key is not shown."""
        if key not in self.keys:
            return
        number = self.keys.index(key)
        page = self._pages.get(page_of(number))
        if page is not None:
            page[number % PAGE] = row
            self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def here(self, number: int) -> bool:
        """Whether a row is in the cache; nothing is fetched for it."""
        return page_of(number) in self._pages

    def _want(self, page: int) -> None:
        """Fetches a page soon, with the others asked for in the same turn."""
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > ATONCE:
            self._wanted.popitem(last=False)
        if not self._soon.isActive() and page not in self._coming:
            self._soon.start()

    def _fetch(self) -> None:
        """Asks for what is wanted and not on its way; a question for pages scrolled past is superseded."""
        if not self._wanted or self._coming >= self._wanted.keys():
            return
        self._coming = frozenset(self._wanted)
        listing, keys, wanted, turn = self.listing, self.keys, self._coming, self._applied

        def fetched(pages: Pages) -> None:
            if turn == self._applied and keys is self.keys:
                self._got(pages)

        def refused(error: Refused) -> None:
            self._coming = frozenset()
            self._desk.refused.emit(error)

        def work(session: Session) -> Pages:
            with reading(session, listing) as source:
                return source.pages(keys, wanted)

        self._desk.ask(self, work, fetched, slot="pages", refused=refused)

    def _got(self, pages: Pages) -> None:
        """Pages arrived: shown at once."""
        for number, rows in pages.items():
            self._pages[number] = rows
            self._wanted.pop(number, None)
            self.came.emit(rows)
            last = min((number + 1) * PAGE, len(self.keys)) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, self.columnCount() - 1))
        self._coming = frozenset()
        while len(self._pages) > CACHED:
            self._pages.popitem(last=False)
        if self._wanted:
            self._soon.start()

    # Qt ------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All keys."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """All columns, hidden ones too."""
        return 0 if parent.isValid() else len(self.listing.columns)

    def column(self, index: Index) -> Column:
        """The column of an index."""
        return self.listing.columns[index.column()]

    def place(self, index: Index) -> tuple[int, str]:
        """Key and column name of an index."""
        return self.keys[index.row()], self.column(index).name

    def value(self, index: Index) -> Any:
        """The raw value or Cell; None while it is on its way."""
        row = self.row(index.row())
        return None if row is None else row[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell; the raw text to edit; the column's name before it for screen readers."""
        if not index.isValid():
            return None
        column = self.column(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            text = self.edits.texts.get(self.place(index))
            return shown(self.value(index), column.kind) if text is None else text
        if role == Qt.ItemDataRole.EditRole:
            text = self.edits.texts.get(self.place(index))
            return raw(self.value(index), column.kind) if text is None else text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.edits.faults.get(self.place(index), column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.at_right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keeps what was typed; `typed` tells the screen, which saves or refuses it."""
        if role != Qt.ItemDataRole.EditRole or not self.column(index).editable:
            return False
        place, text = self.place(index), str(value).strip()
        before = raw(self.value(index), self.column(index).kind) if self.here(index.row()) else None
        if self.edits.type(place, text, before):
            self.dataChanged.emit(index, index)
            self.typed.emit(*place, text)
        return True

    def repaint(self) -> None:
        """What is marked in the cells changed."""
        if self.keys:
            last = self.index(len(self.keys) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.listing.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Selectable; editable where the column is."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.column(index).editable else _PLAIN
