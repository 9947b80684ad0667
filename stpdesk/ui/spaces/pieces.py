"""Small pieces of Spaces: figures on top, the legend, the floors' tabs, the state's chip, the history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from stpdesk.core import floors
from stpdesk.ui import icons, wording
from stpdesk.ui.parts import Elided, clear, column, label
from stpdesk.ui.sides import mirrored
from stpdesk.ui.spaces.patterns import LEGEND, ground, swatch
from stpdesk.ui.spaces.telling import ICONS, state_name, tr
from stpdesk.ui.theme import px, semibold, tokens


class Figures(QWidget):
    """The figures of the day in one line; where it is too narrow the least important of them give way."""

    def __init__(self, captions: Sequence[str], keep: Sequence[int]) -> None:
        super().__init__()
        self._keep = tuple(keep)
        self._between = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.figures: list[QLabel] = []
        self.parts: list[QWidget] = []
        for place, caption in enumerate(captions):
            figure = label("–", "figure")
            figure.setAccessibleName(caption)
            part = QWidget()
            part.setLayout(column(figure, label(caption, "caption"), spacing=0))
            line.addWidget(part)
            if place < len(captions) - 1:
                line.addStretch(1)
            self.figures.append(figure)
            self.parts.append(part)
        self.setMinimumWidth(px(160))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, texts: Sequence[str]) -> None:
        """Other figures."""
        for figure, text in zip(self.figures, texts, strict=True):
            figure.setText(text)
            figure.setAccessibleDescription(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """From the most important on, while there is room; what is left of it goes between them evenly."""
        left = self.width() + px(24)
        for place in self._keep:
            left -= self.parts[place].sizeHint().width() + px(24)
            self.parts[place].setVisible(left >= 0)
        shown = [place for place, part in enumerate(self.parts) if not part.isHidden()]
        for place in range(len(self.parts) - 1):
            self._between.setStretch(2 * place + 1, int(place in shown[:-1]))


class Swatch(QWidget):
    """A state as a small box."""

    def __init__(self, state: str, wide: int = 20, high: int = 14) -> None:
        super().__init__()
        self.state = state
        self.setFixedSize(px(wide), px(high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        painter = QPainter(self)
        swatch(painter, QRectF(self.rect()), self.state, tokens(self))


class Legend(QWidget):
    """What colours and patterns mean."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        for place, state in enumerate(LEGEND):
            if place:
                line.addSpacing(px(6))
            line.addWidget(Swatch(state))
            line.addWidget(label(state_name(state), "caption"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)


class FloorTabs(QWidget):
    """Floors of a building as tabs with their share let; a button chooses the building where there are several."""

    chosen = Signal(object)
    """floors.Key"""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[floors.Key] = []
        self._shares: dict[floors.Key, float | None] = {}
        self.current: floors.Key | None = None
        self.building = QPushButton()
        self.building.setProperty("look", "tab")
        self.building.setProperty("menu", True)
        icons.put(self.building, "down", "muted", 14)
        self.building.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.building.clicked.connect(self._offer)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(20))
        self._line.addWidget(self.building)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(px(20))
        self._line.addLayout(self._tabs)
        self.buttons: dict[floors.Key, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_floors(self, keys: Sequence[floors.Key], shares: dict[floors.Key, float | None]) -> None:
        """Other floors, or other shares of the same."""
        self._shares = dict(shares)
        if list(keys) != self._keys or self.current is None:
            self._keys = list(keys)
            if self.current not in self._keys:
                self.current = self._keys[0] if self._keys else None
            self._rebuild()
        self._word()

    def choose(self, key: floors.Key, *, tell: bool = True) -> None:
        """Another floor."""
        if key == self.current or key not in self._keys:
            return
        other = self.current is None or key[0] != self.current[0]
        self.current = key
        if other:
            self._rebuild()
        self._word()
        if tell:
            self.chosen.emit(key)

    def step(self, by: int) -> None:
        """The next floor, of the next building after the last."""
        if self.current in self._keys:
            self.choose(self._keys[(self._keys.index(self.current) + by) % len(self._keys)])

    def _buildings(self) -> list[str]:
        """All of them in order."""
        return list(dict.fromkeys(key[0] for key in self._keys))

    def _rebuild(self) -> None:
        """Buttons of the building's floors."""
        clear(self._tabs)
        self.buttons = {}
        for key in self._keys:
            if self.current is not None and key[0] == self.current[0]:
                button = QPushButton()
                button.setProperty("look", "tab")
                button.setCheckable(True)
                button.clicked.connect(partial(self._clicked, key))
                self._tabs.addWidget(button)
                self.buttons[key] = button

    def _clicked(self, key: floors.Key) -> None:
        """A tab was pressed; the chosen one stays down."""
        self.choose(key)
        self._word()

    def _word(self) -> None:
        """Names, shares, which one is chosen."""
        buildings = self._buildings()
        self.building.setVisible(len(buildings) > 1)
        if self.current is not None:
            self.building.setText(self.current[0] or tr("No building"))
            self.building.setAccessibleName(tr("Building: %s") % (self.current[0] or tr("none")))
        for key, button in self.buttons.items():
            name = key[1].removesuffix(" floor").removesuffix(" Floor") or tr("No floor named")
            share = self._shares.get(key)
            text = f"{name}  {wording.percent(share)}" if share is not None else name
            button.setText(text.replace("&", "&&"))
            button.setMinimumWidth(
                QFontMetrics(semibold()).horizontalAdvance(text) + px(6)
            )  # chosen it is semibold
            button.setAccessibleName(tr("Floor %s, %s let") % (name, wording.percent(share)))
            button.setChecked(key == self.current)

    def _offer(self) -> None:
        """The buildings."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._buildings():
            first = next(key for key in self._keys if key[0] == name)
            menu.addAction((name or tr("No building")).replace("&", "&&"), partial(self.choose, first))
        menu.popup(self.building.mapToGlobal(self.building.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along the tabs."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self.current is None:
            event.ignore()
            return
        self.step(step)
        if self.current in self.buttons:
            self.buttons[self.current].setFocus(Qt.FocusReason.TabFocusReason)


class Chip(QWidget):
    """The state in words on its ground, with its mark."""

    def __init__(self) -> None:
        super().__init__()
        self._state = ""
        self._icon, self._text = QLabel(), label("", "")
        line = QHBoxLayout(self)
        line.setContentsMargins(px(8), 0, px(8), 0)
        line.setSpacing(px(5))
        line.addWidget(self._icon)
        line.addWidget(self._text)
        self.setFixedHeight(px(22))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, state: str, text: str) -> None:
        """Another state."""
        self._state = state
        self._text.setText(text)
        self.setAccessibleName(text)
        icon = ICONS.get(state)
        self._icon.setVisible(bool(icon))
        if icon:
            icons.put(self._icon, icon, {"alert": "red", "clock": "amber"}.get(icon, "muted"), 14)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground."""
        painter, colours = QPainter(self), tokens(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground(self._state, colours) if self._state != "vacant" else colours.bg)
        painter.drawRoundedRect(self.rect(), px(4), px(4))


class Past(QWidget):
    """One time of a unit's history: its mark on a line, who, when."""

    def __init__(self, state: str, who: str, when: str, *, first: bool, last: bool, now: bool) -> None:
        super().__init__()
        self._state, self._first, self._last = state, first, last
        name = Elided(who, "strong" if now else "", lines=2)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, px(2), 0, px(6))
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(px(1))
        grid.setColumnMinimumWidth(0, px(24))
        grid.setColumnStretch(1, 1)
        grid.addWidget(name, 0, 1)
        grid.addWidget(Elided(when, "caption"), 1, 1)
        self.setAccessibleName(f"{who}, {when}")

    def sizeHint(self) -> QSize:
        """Two lines, or three where the name takes two."""
        return QSize(px(200), max(px(40), super().sizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark and the line through it."""
        painter, colours = QPainter(self), tokens(self)
        side, x = px(14), px(7)
        if mirrored():
            painter.translate(self.width() - side, 0)
        painter.setPen(QPen(colours.line, px(2)))
        painter.drawLine(
            QLineF(x, px(4) if self._first else 0, x, px(4) + side if self._last else self.height())
        )
        painter.fillRect(QRectF(0, px(3), side, side + 2), colours.surface)
        swatch(painter, QRectF(0, px(4), side, side), self._state, colours)
