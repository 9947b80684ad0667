"""Small pieces every screen is put together from: labels by their look, rules, rows, buttons with their key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from stpdesk.ui import early
from stpdesk.ui.theme import px

Box = TypeVar("Box", QHBoxLayout, QVBoxLayout)

STUB, SENTENCE = 10, 40
"""A sentence, longer than so many letters, of which fewer than so many fit is not begun."""
APART = 4
"""Pixels at 100 % between a button's icon and its words, beside what the style leaves."""

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A label by its look; plain text, never markup."""
    made = QLabel(text)
    early.plain_text(made)
    if look:
        made.setProperty("look", look)
    made.setWordWrap(wrap)
    if made.isRightToLeft() or not wrap:
        early.lead(made)
    return made


class Elided(QLabel):
    """A line, or two, that end in … where there is no room, unless there are fewer words for that; the tip has the whole."""

    refitted = Signal()
    """it shows more of its words, fewer, or others"""

    def __init__(self, text: str = "", look: str = "", *, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        early.plain_text(self)
        if look:
            self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        early.lead(self)
        self._whole = self._short = ""
        self._fitted: tuple[str, str, int, str] | None = None
        self.say(text)

    def say(self, text: str, short: str = "") -> None:
        """Another text; `short` says it where the whole does not fit."""
        if text != self._whole:
            self.updateGeometry()  # its row may give it more room
        self._whole, self._short = text, short
        self.setAccessibleName(text)
        self._fit()

    def wish(self) -> int:
        """Pixels the whole text takes."""
        return self.fontMetrics().horizontalAdvance(self._whole) + px(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much as fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Cuts at a letter's end; what was fitted already, into the same room and in the same letters, stays."""
        from stpdesk.ui.cut import cut, wrapped

        fitted = self._whole, self._short, self.width(), self.font().key()
        if fitted == self._fitted:
            return
        self._fitted = fitted
        if self._lines > 1:
            lines = wrapped(self._whole, self.fontMetrics(), self.width(), self._lines)
            if self._short and " ".join(lines) != self._whole:
                lines = wrapped(self._short, self.fontMetrics(), self.width(), self._lines)
            self._show("\n".join(lines))
            return
        text = cut(self._whole, self.fontMetrics(), self.width())
        if text != self._whole and self._short:
            text = cut(self._short, self.fontMetrics(), self.width())
            text = text if text == self._short else ""
        elif len(text) < STUB and len(self._whole) > SENTENCE:
            text = ""
        self._show(text)

    def _show(self, text: str) -> None:
        """These letters, and the tip where some are missing."""
        if text != self.text():
            self.setText(text)
        self.setToolTip(self._whole if text.replace("\n", " ") != self._whole else "")
        self.refitted.emit()

    @property
    def untold(self) -> str:
        """The whole text where neither it nor its short form is shown; "" where one is."""
        shown = self.text().replace("\n", " ")
        return "" if shown == self._whole or (shown and shown == self._short) else self._whole


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("look", "rule")
    made.setFixedHeight(1)
    return made


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is so much room, None takes what is left."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """The same, one under the other."""
    return _filled(QVBoxLayout(), parts, spacing)


def _filled(made: Box, parts: Sequence[QWidget | QLayout | int | None], spacing: int) -> Box:
    """A layout without margins, with these in it."""
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(px(spacing))
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, int):
            made.addSpacing(px(part))
        elif isinstance(part, QLayout):
            made.addLayout(part)
        else:
            made.addWidget(part)
    return made


def button(text: str, look: str = "", *, icon: str = "", keys: str = "") -> QPushButton:
    """A button; `keys` shows the key that does the same."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    if look:
        made.setProperty("look", look)
    if icon:
        from stpdesk.ui import icons

        icons.put(made, icon, "on_accent" if look == "primary" else "text", after=APART if text else 0)
    if keys:
        made.setToolTip(keys)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def back(name: str, tip: str) -> QPushButton:
    """The arrow at the beginning of a page's bar, to where it was opened from; the tip names its key."""
    from stpdesk.ui import icons
    from stpdesk.ui.sides import onward

    made = QPushButton()
    made.setProperty("look", "quiet")
    made.setProperty("edge", "left")
    made.setAccessibleName(name)
    made.setToolTip(tip)
    icons.put(made, onward("left"), size=20)
    return made


class Notice(QFrame):
    """A sentence on a soft panel, above what it is about; hidden while there is none."""

    def __init__(self, look: str = "ask", icon: str = "lock") -> None:
        from stpdesk.ui import icons

        super().__init__()
        self.setProperty("look", look)
        self._mark = mark = QLabel()
        icons.put(mark, icon, "text", 16)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = label("", wrap=True)
        line = row(mark, self._words, spacing=10)
        line.setStretch(1, 1)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        self.setLayout(line)
        self.hide()

    def set_look(self, look: str, icon: str) -> None:
        """Another panel: `note`, `ask` or `alarm`."""
        from stpdesk.ui import icons

        self.setProperty("look", look)
        self.style().unpolish(self)
        self.style().polish(self)
        icons.put(self._mark, icon, "text", 16)

    def say(self, text: str) -> None:
        """Another sentence; none hides it."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class ActButton(QPushButton):
    """The big act of Today: icon, words, a line of what it does, its key."""

    def __init__(self, title: str, about: str, keys: str, *, primary: bool = False) -> None:
        from PySide6.QtCore import Qt

        super().__init__()
        self._primary = primary
        self.setProperty("look", "act-primary" if primary else "act")
        self.setMinimumHeight(px(56))
        self._title, self._about, self._keys = (
            label(title, "act"),
            Elided(about, "act-about"),
            label(keys, "act-key"),
        )
        self._icon = QLabel()
        for part in (self._title, self._about, self._keys, self._icon):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        outer = self._inner = QHBoxLayout(self)
        outer.setContentsMargins(px(16), px(8), px(14), px(8))
        outer.setSpacing(px(12))
        outer.addWidget(self._icon)
        outer.addLayout(column(self._title, self._about, spacing=2), 1)
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        outer.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(title, about)

    def say(self, title: str, about: str, icon: str = "", short: str = "") -> None:
        """Other words; `short` stands for `about` where that has no room."""
        from stpdesk.ui import icons

        self._title.setText(title)
        self._about.say(about, short)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self._icon.setVisible(bool(icon))
        if icon:
            icons.put(self._icon, icon, "on_accent" if self._primary else "text", 22)

    def sizeHint(self) -> QSize:
        """As large as its words."""
        return self._inner.sizeHint()

    def wish(self) -> int:
        """Pixels in which no word of it is cut."""
        return self._inner.sizeHint().width() + max(0, self._about.wish() - self._title.sizeHint().width())


class Scrolled(QScrollArea):
    """Scrolls up and down what is inside; its bar stands in the right margin of that, whose edge so keeps its place."""

    def __init__(self, inside: QWidget) -> None:
        from PySide6.QtCore import QMargins, Qt

        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = inside.layout()
        self._margins = QMargins() if layout is None else layout.contentsMargins()
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self._make_way)

    def _make_way(self, _least: int, most: int) -> None:
        """The margin is as much narrower as the bar is wide."""
        from PySide6.QtCore import QMargins

        inside = self.widget()
        layout = None if inside is None else inside.layout()  # type: ignore[redundant-expr]  # Qt gives None
        if layout is not None:
            margins = QMargins(self._margins)
            if most:
                margins.setRight(max(margins.right() - self.verticalScrollBar().sizeHint().width(), 0))
            layout.setContentsMargins(margins)


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout, so that it can be filled anew."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()  # a layout shows its new widgets later: without this one just added becomes a window
            widget.setParent(None)
            widget.deleteLater()
