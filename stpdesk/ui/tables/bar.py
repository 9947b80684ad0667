"""The tools above a table in one row: its filter line gives way where there is little room, then the words of its buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QMenu, QPushButton, QWidget

from stpdesk.ui import icons
from stpdesk.ui.parts import APART, Elided
from stpdesk.ui.theme import px

FILTER, FILTER_GOOD, FILTER_LEAST = 304, 200, 88
"""Pixels at 100 % of a filter line."""


class Bar(QWidget):
    """Tools in a row; its filter line is as wide as usual where there is room for all else, else narrower.

    Where even that is too much, buttons with an icon lose their words, the first ones first; the main act keeps its own.

    The width is set by its own handlers, not by an event filter: that one would still be asked while it is taken down.
    """

    def __init__(self) -> None:
        super().__init__()
        self._line: QLineEdit | None = None
        self._more: QPushButton | None = None
        self._gathered: tuple[QPushButton, ...] = ()
        self._words: dict[QPushButton, str] = {}
        self._fitted: object = None

    def gives_way(self, line: QLineEdit) -> None:
        """That line takes what is left."""
        self._line = line
        self._fit()

    def gathers(self, more: QPushButton, *buttons: QPushButton) -> None:
        """These stand in a menu behind `more`, the last of the row, where there is no room for their words."""
        self._more, self._gathered = more, buttons
        more.hide()
        more.clicked.connect(lambda *_: self._show_gathered())
        self._fit()

    def _show_gathered(self) -> None:
        """The buttons as a menu, each with its key."""
        from stpdesk.ui.finding import keys_apart

        more, menu = self._more, QMenu(self)
        assert more is not None
        for one in self._gathered:
            act = menu.addAction(f"{one.text()}\t{one.toolTip()}")
            act.setEnabled(one.isEnabled())
            act.triggered.connect(lambda _=False, one=one: one.click())
        keys_apart(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(more.mapToGlobal(more.rect().bottomLeft()))
        first = next((act for act in menu.actions() if act.isEnabled()), None)
        if first is not None:
            menu.setActiveAction(first)

    def _gather(self, inside: QLayout) -> None:
        """Buttons, or the one that stands for them; the keyboard goes along."""
        if self._more is None or self.width() <= 0:
            return
        apart = inside.spacing()
        words = sum(one.sizeHint().width() + apart for one in self._gathered)
        now = self._more.sizeHint().width() + apart if self._more.isVisibleTo(self) else words
        folded = self._least(inside) - now + words > self.width()
        if folded != self._more.isVisibleTo(self):
            had = any(one.hasFocus() for one in (self._more, *self._gathered))
            self._more.setVisible(folded)
            for one in self._gathered:
                one.setVisible(not folded)
            if had:
                (self._more if folded else self._gathered[0]).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It is another size."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """It holds something else."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """What all else leaves."""
        inside: QLayout | None = self.layout()
        if inside is None:
            return
        self._gather(inside)
        self._shorten(inside)
        if self._line is None:
            return
        room = self.width() - inside.sizeHint().width() + self._line.width()
        width = max(px(FILTER_LEAST), min(px(FILTER), room))
        told = sum(
            one.wish() for one in self._widgets(inside) if isinstance(one, Elided) and not one.isHidden()
        )
        width = min(width, max(px(FILTER_GOOD), room - told))
        if width != self._line.width():
            self._line.setFixedWidth(width)
            holder = self._line.parentWidget()
            if holder is not None:
                holder.updateGeometry()
            inside.invalidate()
            inside.activate()

    def _shorten(self, inside: QLayout) -> None:
        """Words, or icons alone; worked out once for a width and what there is."""
        shown = [one for one in self._buttons(inside) if not one.isHidden()]
        for one in shown:
            if one.text():
                self._words[one] = one.text()
        now = self.width(), tuple((id(one), self._words.get(one, "")) for one in shown)
        if now == self._fitted or self.width() <= 0:
            return
        self._fitted = now
        for one in shown:
            one.setText(self._words.get(one, ""))
            icons.set_apart(one, APART if one.text() else 0)
        inside.invalidate()  # only here, where something changed: it asks for another layout, which asks this again
        room = self.width() - self._least(inside)
        for one in shown:
            if room >= 0:
                break
            words = one.sizeHint().width()
            one.setText("")
            icons.set_apart(one, 0)
            room += words - one.sizeHint().width()
            if not one.toolTip():
                one.setToolTip(self._words[one])

    def _least(self, inside: QLayout) -> int:
        """How much room all takes with its filter line as narrow as can be."""
        whole = inside.sizeHint().width()
        return (
            whole
            if self._line is None or self._line.isHidden()
            else whole - self._line.width() + px(FILTER_LEAST)
        )

    def _buttons(self, inside: QLayout) -> list[QPushButton]:
        """Those that can do without words, from the start of the row."""
        return [
            one
            for one in self._widgets(inside)
            if type(one) is QPushButton
            and one not in (self._more, *self._gathered)
            and not one.icon().isNull()
            and one.property("look") != "primary"
        ]

    def _widgets(self, inside: QLayout) -> list[QWidget]:
        """What stands in the row."""
        items = (inside.itemAt(place) for place in range(inside.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [one for one in widgets if one is not None]

    def wants(self) -> int:
        """The width in which nothing is squeezed: all words, and a filter line that shows what is typed."""
        wide = self.sizeHint().width()
        if self._line is None or self._line.isHidden():
            return wide
        return wide - self._line.width() + px(FILTER_GOOD)

    def minimumSizeHint(self) -> QSize:
        """It gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """With all its words."""
        hint = super().sizeHint()
        lost = sum(
            one.fontMetrics().horizontalAdvance(words) + px(4)
            for one, words in self._words.items()
            if not one.text() and not one.isHidden()
        )
        return QSize(hint.width() + lost, hint.height())
