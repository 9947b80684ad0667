"""The list under a field: it never takes the keyboard, the line above it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.matching import Item
from stpdesk.ui.cut import cut
from stpdesk.ui.sides import leading, trailing
from stpdesk.ui.theme import px, tokens

ROWS, ROW = 9, 32
MOST = 200
"""Items listed while typing: nobody reads on, and laying out thousands would be felt at each key."""
Index = QModelIndex | QPersistentModelIndex


class Dropdown(QFrame):
    """Items under a line edit; `picked` with the mouse or through `take`."""

    picked = Signal(object)

    def __init__(self, under: QWidget, name: str) -> None:
        super().__init__(under, Qt.WindowType.ToolTip)
        self._under = under
        self.setProperty("look", "dropdown")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = _Items(self)
        self.view = QListView()
        self.view.setAccessibleName(name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(px(ROW))  # Qt's own least is higher than a row
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.entered.connect(self.view.setCurrentIndex)
        self.view.clicked.connect(lambda index: self.picked.emit(self.model.items[index.row()]))
        self._nothing = QLabel()
        self._nothing.setProperty("look", "muted")
        self._nothing.setContentsMargins(px(10), px(6), px(10), px(6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, px(4), 1, px(4))
        layout.setSpacing(0)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view)

    def offer(self, items: Sequence[Item], nothing: str, mark: Item | None = None) -> None:
        """Shows these items, the one that Enter and Tab would take marked; the sentence where there are none."""
        self.model.put(items)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not items)
        self.view.setVisible(bool(items))
        place = items.index(mark) if mark in items else -1
        self.view.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())
        self._place()
        if not self.isVisible():
            self.show()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one: this is a widget
        if items:
            self.view.scrollTo(self.model.index(max(place, 0)))

    def current(self) -> Item | None:
        """The marked item."""
        row = self.view.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def handles(self, event: QKeyEvent) -> bool:
        """Up, Down, Page Up and Page Down mark another item while the list is open."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: 1 - ROWS,
            Qt.Key.Key_PageDown: ROWS - 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.model.items:
            return False
        row = self.view.currentIndex().row() + step
        self.view.setCurrentIndex(self.model.index(max(0, min(row, len(self.model.items) - 1))))
        return True

    def hideEvent(self, event: object) -> None:
        """No longer listens for clicks elsewhere."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().hideEvent(event)  # type: ignore[arg-type]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click elsewhere, or the window moving, closes the list."""
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            at = event.globalPosition().toPoint()
            line = QRect(self._under.mapToGlobal(QPoint(0, 0)), self._under.size())
            if not self.geometry().contains(at) and not line.contains(at):
                self.hide()
        elif event.type() in {QEvent.Type.Move, QEvent.Type.Resize} and watched is self._under.window():
            self.hide()
        return False

    def _place(self) -> None:
        """Under the line, or above it where there is no room below; wide enough for the longest name shown."""
        row = px(ROW)
        rows = max(1, min(ROWS, len(self.model.items)))
        metrics = QFontMetrics(QApplication.font())
        widest = max(
            (
                metrics.horizontalAdvance(f"{one.name}  {one.code}  {one.about}")
                for one in self.model.items[:200]
            ),
            default=0,
        )
        width = max(self._under.width(), min(widest + px(64), px(520)))
        height = row * rows + px(8) + 2
        top = self._under.mapToGlobal(QPoint(0, self._under.height() + px(2)))
        screen = self._under.screen().availableGeometry()
        if top.y() + height > screen.bottom():
            top = self._under.mapToGlobal(QPoint(0, -height - px(2)))
        top.setX(max(screen.left(), min(top.x(), screen.right() - width)))
        self.setGeometry(QRect(top, QSize(width, height)))


class _Items(QAbstractListModel):
    """The items found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def put(self, items: Sequence[Item]) -> None:
        """Other items."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """How many there are."""
        return len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What screen readers and tests read."""
        one = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.shown
        return (
            f"{one.shown}, {one.about}" if role == Qt.ItemDataRole.AccessibleTextRole and one.about else None
        )


class _Row(QStyledItemDelegate):
    """A name, and its code and what else there is in muted words at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row of the grid."""
        return QSize(px(100), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints it; Urdu names begin at the left edge too, so that the eye runs down one line."""
        model = index.model()
        assert isinstance(model, _Items)
        one, colours = (
            model.items[index.row()],
            tokens(),
        )
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        box: QRect = option.rect  # type: ignore[attr-defined]
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, palette.highlight())
            painter.fillRect(QRect(box.left(), box.top(), px(3), box.height()), colours.accent)
        inner = box.adjusted(px(12), 0, -px(12), 0)
        name, muted = fitting(one, painter.fontMetrics(), inner.width())
        painter.setPen(colours.text)
        painter.drawText(inner, int(leading()), name)
        painter.setPen(colours.muted)
        painter.drawText(inner, int(trailing()), muted)


class WithList:
    """What fields with a list under them share: it is made when it is first needed; its keys work in their line."""

    label: str
    _list: Dropdown | None = None

    def open_list(self, *, marked: bool = False) -> None:
        """Shows the list; `marked`: its first item is, for a key asked for it."""
        raise NotImplementedError

    def _under(self) -> QWidget:
        """What it stands under."""
        raise NotImplementedError

    def _pick(self, item: Item) -> None:
        """An item, by mouse or key."""
        raise NotImplementedError

    @property
    def dropdown(self) -> Dropdown:
        """The list."""
        if self._list is None:
            self._list = Dropdown(self._under(), self.label)
            self._list.picked.connect(self._pick)
        return self._list

    def _close(self) -> None:
        """No list."""
        if self._list is not None:
            self._list.hide()

    def is_choosing(self) -> bool:
        """Whether the list shows, so that what is typed may yet become one of it."""
        return self._is_open()

    def _is_open(self) -> bool:
        """Whether the list shows."""
        return self._list is not None and self._list.isVisible()

    def _marked_by(self, event: QEvent) -> Item | None:
        """The marked item, where Tab leaves the open list: Qt gives Tab to no line."""
        by_tab = isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.TabFocusReason
        return self.dropdown.current() if by_tab and self._is_open() else None

    def _list_key(self, event: QKeyEvent, openers: Collection[Qt.Key], takers: Collection[Qt.Key]) -> bool:
        """Whether a key was the list's: one that opens it, moves in it, closes it or takes the marked item."""
        key = Qt.Key(event.key())
        if not self._is_open():
            if key in openers:
                self.open_list(marked=True)
            return key in openers
        if self.dropdown.handles(event):
            return True
        if key == Qt.Key.Key_Escape:
            self._close()
            return True
        if key in takers and (item := self.dropdown.current()):
            self._pick(item)
            return True
        return False


def fitting(one: Item, metrics: QFontMetrics, room: int) -> tuple[str, str]:
    """Name and muted words of an item in so many pixels: what else there is gives way first, the code never."""
    code = one.code if one.code != one.name else ""
    gap = px(16)
    least = metrics.horizontalAdvance(code) + gap if code else 0
    name = cut(one.name, metrics, room - least)
    muted = "  ".join(part for part in (code, one.about) if part)
    return name, cut(muted, metrics, room - metrics.horizontalAdvance(name) - gap)
