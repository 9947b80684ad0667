"""Ctrl+K: one line that finds commands, tenants, units, leases and documents; Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.searching import rank, sought
from stpdesk.ui import icons
from stpdesk.ui.theme import px, tokens

WIDTH, ROWS = 560, 10
HELD, SCATTERED = 3, 4
"""Ranks: what was typed stands there as it is; its words or letters stand apart."""

_TITLE, _ABOUT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what it is, what happens on Enter; `also` other words for it, `rank` 0 fits best."""

    title: str
    about: str
    icon: str
    run: Callable[[], None]
    also: str = ""
    rank: int = 0


def fitting(text: str, title: str, also: str = "") -> int | None:
    """How well a command answers what was typed, on the scale of the park's things (`core.searching.rank`): 0 the best.

    Its other names and words in any order count less than its title; None where a letter is missing.
    """
    typed, named = sought(text), sought(title)
    words = f"{named} {sought(also)}"
    found = rank(typed, named)
    if found is not None and found <= HELD:
        return found
    held = rank(typed, words)
    if held is not None and held <= HELD:
        return HELD
    if all(word in words for word in typed.split()):
        return SCATTERED
    return None if found is None else found + 1


class _Lines(QStyledItemDelegate):
    """A name, cut where it is long, and at the right what tells it from others of the name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The panel and icon as ever, the words in two places."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""  # type: ignore[attr-defined]  # unknown to the stubs
        view = self.parent()
        assert isinstance(view, QListWidget)
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, view)
        title, about = index.data(_TITLE), index.data(_ABOUT)
        colours, box = tokens(view), option.rect.adjusted(px(36), 0, -px(12), 0)  # type: ignore[attr-defined]
        metrics = QFontMetrics(view.font())
        wide = min(metrics.horizontalAdvance(about) + px(2), box.width() // 2)
        left = metrics.elidedText(title, Qt.TextElideMode.ElideRight, box.width() - wide - px(16))
        middle, plainly = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(view.font())
        painter.setPen(colours.text)
        painter.drawText(box, int(middle | plainly | Qt.AlignmentFlag.AlignLeft), left)
        painter.setPen(colours.muted)
        right = metrics.elidedText(about, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(box, int(middle | plainly | Qt.AlignmentFlag.AlignRight), right)


class Palette(QDialog):
    """`commands` are asked each time it opens; `things(text, show)` looks further and calls `show` with its hits."""

    def __init__(
        self,
        parent: QWidget,
        commands: Callable[[], Sequence[Hit]],
        things: Callable[[str, Callable[[Sequence[Hit]], None]], None],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("look", "palette")
        self.setAccessibleName(self.tr("Find anything"))
        self._commands, self._things = commands, things
        self._hits: list[Hit] = []
        self._found: Sequence[Hit] = ()
        self._shown: list[Hit] = []
        self._sure, self._going = True, False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("A command, a tenant, a unit, a lease or a document"))
        self._line.setAccessibleName(self.tr("What to find"))
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setIconSize(QSize(px(16), px(16)))
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_Lines(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(lambda item: self._go(self._list.row(item)))
        self._list.itemClicked.connect(lambda item: self._go(self._list.row(item)))
        column.addWidget(self._line)
        column.addWidget(self._list)

    def open_over(self, window: QWidget) -> None:
        """Shows it empty, near the top of a window."""
        self.setFixedSize(min(px(WIDTH), window.width() - px(32)), px(62 + 34 * ROWS))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + px(72))
        self._line.clear()
        self._search("")
        self.show()
        self._line.setFocus()

    def _search(self, text: str) -> None:
        """Commands at once; things as soon as they are found."""
        self._hits = list(self._commands())
        if text.strip():
            ranked = ((fitting(text, one.title, one.also), one) for one in self._hits)
            self._hits = [replace(one, rank=place) for place, one in ranked if place is not None]
        self._found = ()
        self._sure, self._going = not text.strip(), False
        self._show()
        if text.strip():
            self._things(text, lambda found: self._add(text, found))

    def _add(self, text: str, found: Sequence[Hit]) -> None:
        """What was found for a text, if it is still what is typed; an Enter that came before it goes now."""
        if text == self._line.text():
            self._found, self._sure = found, True
            self._show()
            if self._going:
                self._go(0)

    def _show(self) -> None:
        """Best first; of what fits alike, commands come first, for a thing is also found by its other letters."""
        self._shown = sorted([*self._hits, *self._found], key=lambda one: one.rank)[:60]
        self._list.clear()
        colours = tokens(self)
        for one in self._shown:
            item = QListWidgetItem(
                icons.icon(one.icon or "right", colours.muted), f"{one.title}    {one.about}"
            )
            item.setData(_TITLE, one.title)
            item.setData(_ABOUT, one.about)
            item.setSizeHint(QSize(0, px(34)))
            self._list.addItem(item)
        if self._shown:
            self._list.setCurrentRow(0)
        elif self._sure:
            self._say_nothing()

    def _say_nothing(self) -> None:
        """One line that cannot be chosen, where nothing was found."""
        item = QListWidgetItem(icons.icon("find", tokens(self).muted), "")
        item.setData(_TITLE, self.tr("Nothing here is called so: try fewer letters, a code or a number."))
        item.setData(_ABOUT, "")
        item.setSizeHint(QSize(0, px(34)))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.addItem(item)

    def _enter(self) -> None:
        """Goes to what is chosen; while things are still looked for, the best of all may not be there yet."""
        if self._sure or self._list.currentRow() > 0:
            self._go(self._list.currentRow())
        else:
            self._going = True

    def _go(self, row: int) -> None:
        """Closes and does it."""
        self._going = False
        if 0 <= row < len(self._shown):
            hit = self._shown[row]
            self.hide()
            hit.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the line keeps the focus; Enter goes, Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: ROWS,
                Qt.Key.Key_PageUp: -ROWS,
            }
            key = Qt.Key(event.key())
            if key in step and self._list.count():
                row = self._list.currentRow() + step[key]
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter()
                return True
        return super().eventFilter(watched, event)
