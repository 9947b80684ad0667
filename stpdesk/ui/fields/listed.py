"""The line of a list that is no table: the keys that go along a table's rows go along its lines too."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget


class ListedRow(QPushButton):
    """Beside the arrow keys, which every button has: Home and End go to the first and last line, the page keys a page."""

    STOPS: ClassVar[bool] = False
    """the arrow keys stop at its first and last line; else they go on to what stands above or below"""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To another line, which is scrolled to."""
        from PySide6.QtCore import Qt  # not above: it would take as long as the first paint

        keys, plain = Qt.Key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ways = {keys.Key_Home, keys.Key_End, keys.Key_PageUp, keys.Key_PageDown}
        if self.STOPS:
            ways |= {keys.Key_Up, keys.Key_Down}
        if plain or event.key() not in ways:
            super().keyPressEvent(event)
            return
        lines = self._beside()
        last = len(lines) - 1
        place, page = lines.index(self), self._page()
        to = {
            keys.Key_Home: 0, keys.Key_End: last, keys.Key_PageUp: place - page, keys.Key_PageDown: place + page,
            keys.Key_Up: place - 1, keys.Key_Down: place + 1,
        }[keys(event.key())]  # fmt: skip
        chosen = lines[min(max(to, 0), last)]
        chosen.setFocus(Qt.FocusReason.TabFocusReason)
        area = self._area()
        if area is not None:
            area.ensureWidgetVisible(chosen)

    def _beside(self) -> list[ListedRow]:
        """The lines of its list the keyboard comes to, from above."""
        from PySide6.QtCore import Qt

        parent = self.parentWidget()
        kind = Qt.FindChildOption.FindDirectChildrenOnly
        found = parent.findChildren(type(self), options=kind) if parent else [self]
        reached = [
            one
            for one in found
            if type(one) is type(self)
            and one.isVisible()
            and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        return sorted(reached, key=lambda one: one.y())

    def _page(self) -> int:
        """So many lines are seen at once."""
        area = self._area()
        return max(area.viewport().height() // max(self.height(), 1) - 1, 1) if area else len(self._beside())

    def _area(self) -> QScrollArea | None:
        """What scrolls it."""
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above
