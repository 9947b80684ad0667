"""The list of what can be printed, in groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from stpdesk.core.searching import rank, sought
from stpdesk.ui.fields.dropdown import Index
from stpdesk.ui.reports.offers import Offer
from stpdesk.ui.theme import font, px, semibold, tokens

OFFER = Qt.ItemDataRole.UserRole
MARGIN = 24
ROW, HEAD = 30, 34


class Kinds(QListWidget):
    """Up and Down choose, letters find."""

    chosen = Signal(object)
    """Offer"""

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Documents"))
        self.setItemDelegate(_Row(self))
        self.setFixedWidth(px(224))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._typed = ""
        self._pause = QTimer(self, singleShot=True, interval=QApplication.keyboardInputInterval())
        self._pause.timeout.connect(self._forget)
        group = ""
        for offer in offers:
            if offer.group != group:
                group = offer.group
                head = QListWidgetItem(group, self)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setSizeHint(QSize(0, px(HEAD)))
            item = QListWidgetItem(offer.title, self)
            item.setData(OFFER, offer)
            item.setSizeHint(QSize(0, px(ROW)))
        self.currentItemChanged.connect(self._on_current)

    def choose(self, name: str) -> None:
        """A kind by its name."""
        for place in range(self.count()):
            offer = self.item(place).data(OFFER)
            if offer is not None and offer.name == name:
                self.setCurrentRow(place)

    def keyboardSearch(self, search: str) -> None:
        """The title that the letters begin, else one with a word that they begin: “PSEB”."""
        self._typed += search
        self._pause.start()
        typed, again = sought(self._typed), len(self._typed) > 1 and len(set(self._typed)) == 1
        titles = {
            row: sought(self.item(row).text())
            for row in range(self.count())
            if self.item(row).data(OFFER) is not None
        }
        word = next((row for row, title in titles.items() if rank(typed, title) == 2), None)
        if word is None or again or any(title.startswith(typed) for title in titles.values()):
            super().keyboardSearch(search)  # one letter again and again: the next that it begins
        else:
            self.setCurrentRow(word)

    def moveCursor(self, action: QListWidget.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home goes to the first kind: what stands above it, the head of its group, cannot be chosen."""
        if action is QListWidget.CursorAction.MoveHome:
            rows = (row for row in range(self.count()) if self.item(row).data(OFFER) is not None)
            return self.model().index(next(rows), 0)
        return super().moveCursor(action, modifiers)

    def _forget(self) -> None:
        """After a pause letters begin anew."""
        self._typed = ""

    def _on_current(self, item: QListWidgetItem | None) -> None:
        """Another kind."""
        if item is not None and item.data(OFFER) is not None:
            item.setSelected(True)  # the keyboard coming here makes the first one current only
            self.chosen.emit(item.data(OFFER))


class _Row(QStyledItemDelegate):
    """A kind, or the head of a group in muted words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Edge to edge; the chosen one with the accent's bar, the ring only with the keyboard."""
        colours = tokens()
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        box = option.rect  # type: ignore[attr-defined]
        head = index.data(OFFER) is None
        chosen = bool(state & QStyle.StateFlag.State_Selected) and not head
        if chosen:
            painter.fillRect(box, colours.accent_soft)
            painter.fillRect(box.left(), box.top(), px(4), box.height(), colours.accent)
        elif state & QStyle.StateFlag.State_MouseOver and not head:
            painter.fillRect(box, colours.hover)
        painter.setFont(font(12) if head else semibold() if chosen else font())
        painter.setPen(colours.muted if head else colours.text)
        words = box.adjusted(px(MARGIN), 0, -px(8), -px(4) if head else 0)
        down = Qt.AlignmentFlag.AlignBottom if head else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | down), str(index.data()))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours.accent)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
