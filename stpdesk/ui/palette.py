"""Ctrl+K: one line that finds commands, tenants, units, leases and documents; Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainterPath, QRegion
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QListWidget, QListWidgetItem, QWidget

from stpdesk.core.searching import APART, HELD, SCATTERED, rank, scattered, sought
from stpdesk.ui import icons
from stpdesk.ui.line import Line
from stpdesk.ui.palette_rows import ABOUT, CAPTION, HIGH, ICON, TITLE, Rows, Veil
from stpdesk.ui.parts import column, label, row, rule
from stpdesk.ui.theme import px, tokens

WIDTH, ROWS, LINE, FOOT = 600, 10, 56, 36
THINGS = 12
"""Things of the park shown at most; whoever finds them finds one more, which says that there are more."""
MOST = 60
"""Lines that are listed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what it is, what happens on Enter; `also` other words for it, `rank` 0 fits best."""

    title: str
    about: str
    icon: str
    run: Callable[[], None]
    also: str = ""
    rank: int = 0
    group: str = ""


def fitting(text: str, title: str, also: str = "") -> int | None:
    """How well a command answers what was typed, on the scale of the park's things (`core.searching.rank`): 0 the best.

    Its other names and words in any order count less than its title; None where a word is missing, but for initials
    and letters of one word of the title.
    """
    typed, named = sought(text), sought(title)
    words = f"{named} {sought(also)}"
    found = rank(typed, named)
    if found is not None:
        return found
    if rank(typed, words) is not None:
        return HELD
    return APART if all(word in words for word in typed.split()) else scattered(typed, named)


def answering(text: str, commands: Sequence[Hit]) -> list[Hit]:
    """The commands that answer what was typed, with their ranks; by scattered letters only where no other does."""
    ranked = ((fitting(text, one.title, one.also), one) for one in commands)
    found = [replace(one, rank=place) for place, one in ranked if place is not None]
    return [one for one in found if one.rank < SCATTERED] or found


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
        self._veil = Veil(parent)
        self._line = Line()
        self._line.setProperty("look", "palette")
        self._line.setPlaceholderText(self.tr("A command, a tenant, a unit, a lease or a document"))
        self._line.setAccessibleName(self.tr("What to find"))
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._rows = Rows(self._list)
        self._list.setItemDelegate(self._rows)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(lambda item: self._go(self._list.row(item)))
        self._list.itemClicked.connect(lambda item: self._go(self._list.row(item)))
        self._mark, self._count = QLabel(), label("", "caption")
        self._of_hits: list[QLabel] = []
        self._lay_out()

    def _lay_out(self) -> None:
        """The line, what was found, and which keys do what."""
        first = row(self._mark, self._line)
        first.setContentsMargins(px(20), 0, px(12), 0)
        held = row(self._list)
        held.setContentsMargins(px(8), px(4), 0, px(4))
        hints = (self.tr("↑ ↓ choose"), self.tr("Enter opens"), self.tr("Esc closes"))
        shown = [label(words, "caption") for words in hints]
        self._of_hits = shown[:2]
        last = row(*shown, None, self._count, spacing=16)
        last.setContentsMargins(px(20), 0, px(20), 0)
        above, below = QWidget(), QWidget()
        for part, inner, high in ((above, first, LINE), (below, last, FOOT)):
            part.setLayout(inner)
            part.setFixedHeight(px(high))
        whole = column(above, rule(), held, rule(), below, spacing=0)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def open_over(self, window: QWidget) -> None:
        """Shows it empty, near the top of a window."""
        high = min(px(LINE + FOOT + HIGH * ROWS), window.height() - px(96))
        self.setFixedSize(min(px(WIDTH), window.width() - px(32)), high)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), px(6), px(6))
        self.setMask(QRegion(rounded.toFillPolygon().toPolygon()))
        self._mark.setPixmap(icons.pixmap("find", tokens(window).accent, 20))
        self._veil.lie_over(window)
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
            self._hits = answering(text, self._hits)
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
        """Best first, each with those of its group; of what fits alike, commands come first."""
        every = sorted([*self._hits, *self._found[:THINGS]], key=lambda one: one.rank)
        groups = list(dict.fromkeys(one.group for one in every))
        self._shown = sorted(every[:MOST], key=lambda one: groups.index(one.group))
        self._list.clear()
        self._rows.typed = self._line.text()
        before = ""
        for one in self._shown:
            item = QListWidgetItem(f"{one.title}    {one.about}")
            item.setData(TITLE, one.title)
            item.setData(ABOUT, one.about)
            item.setData(ICON, one.icon or "right")
            item.setData(CAPTION, one.group if one.group != before else "")
            before = one.group
            self._list.addItem(item)
        told = self.tr("1 found") if len(every) == 1 else self.tr("%d found") % len(every)
        if len(self._found) > THINGS or len(every) > MOST:
            told = self.tr("%d shown, there are more") % len(self._shown)
        self._count.setText(told if self._line.text().strip() and self._sure and every else "")
        for hint in self._of_hits:
            hint.setVisible(bool(self._shown) or not self._sure)
        if self._shown:
            self._list.setCurrentRow(0)
        elif self._sure:
            self._say_nothing()

    def _say_nothing(self) -> None:
        """One line that cannot be chosen, where nothing was found."""
        item = QListWidgetItem("")
        item.setData(TITLE, self.tr("Nothing here is called so: try fewer letters, a code or a number."))
        item.setData(ABOUT, "")
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

    def hideEvent(self, event: QHideEvent) -> None:
        """The window is seen as it is again."""
        super().hideEvent(event)
        self._veil.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the line keeps the focus; Enter goes, Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step: dict[int, int] = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: ROWS,
                Qt.Key.Key_PageUp: -ROWS,
            }
            key = event.key()
            if key in step and self._list.count():
                row = self._list.currentRow() + step[key]
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter()
                return True
        return super().eventFilter(watched, event)
