"""A few words side by side, one of them chosen: Per sq ft | Per seat | Fixed; Yes | No."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from stpdesk.core.codes import fold
from stpdesk.ui.fields.base import Field
from stpdesk.ui.sides import mirrored
from stpdesk.ui.theme import px, semibold


class Segmented(Field):
    """One of a few; arrow keys choose, Tab goes on. Its value is the key of the chosen one, None where there is none."""

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[Hashable, str]],
        *,
        value: Hashable = None,
        **more: Any,
    ) -> None:
        super().__init__(name, label, **more)
        self._keys = [key for key, _ in options]
        self._chosen: Hashable = value
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.buttons: list[QPushButton] = []
        for place, (key, text) in enumerate(options):
            button = QPushButton(text)
            button.setProperty("look", "segment")
            ends = ("last", "first") if mirrored() else ("first", "last")
            button.setProperty(
                "side", ends[0] if not place else ends[1] if place == len(options) - 1 else "middle"
            )
            button.setCheckable(True)
            # the chosen word is bolder, and wider
            button.setMinimumWidth(QFontMetrics(semibold()).horizontalAdvance(text) + px(28))
            button.setAccessibleName(f"{label}: {text}")
            button.setToolTip(self.toolTip())
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            button.installEventFilter(self)
            line.addWidget(button)
            self.buttons.append(button)
        self._adopt(row)
        self._mark()

    def value(self) -> Any:
        """The chosen key."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Chooses."""
        if value in self._keys or value is None:
            self._choose(value)

    def text(self) -> str:
        """The chosen words."""
        return self.buttons[self._keys.index(self._chosen)].text() if self._chosen in self._keys else ""

    def set_text(self, text: str) -> None:
        """Chooses by words."""
        for key, button in zip(self._keys, self.buttons, strict=True):
            if fold(button.text()) == fold(text):
                self._choose(key)
                return
        if not text:
            self._choose(None)

    def focus_here(self) -> None:
        """To the chosen one, else the first."""
        self._stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Its buttons; Tab comes to one of them."""
        return list(self.buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go to the neighbour and choose it."""
        if watched in self.buttons:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                on = -1 if mirrored() else 1
                step = {
                    Qt.Key.Key_Left: -on,
                    Qt.Key.Key_Up: -1,
                    Qt.Key.Key_Right: on,
                    Qt.Key.Key_Down: 1,
                }.get(Qt.Key(event.key()))
                if step:
                    place = (self.buttons.index(watched) + step) % len(self.buttons)
                    self._choose(self._keys[place])
                    self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
            elif event.type() is QEvent.Type.FocusOut and not any(one.hasFocus() for one in self.buttons):
                self.settle()
                self.left.emit()
        return super().eventFilter(watched, event)

    def _choose(self, key: Hashable) -> None:
        """Another one, or the same again."""
        differs = key != self._chosen
        self._chosen = key
        self._mark()
        if differs:
            self._edited()

    def _mark(self) -> None:
        """Shows the choice; only one button is in the Tab order."""
        for key, button in zip(self._keys, self.buttons, strict=True):
            button.setChecked(key == self._chosen and self._chosen is not None)
        for button in self.buttons:
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if button is self._stop() else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(self._stop())

    def _stop(self) -> QPushButton:
        """The button Tab comes to."""
        return self.buttons[self._keys.index(self._chosen)] if self._chosen in self._keys else self.buttons[0]


class YesNo(Segmented):
    """Yes or no; not answered is neither."""

    def __init__(self, name: str, label: str, *, value: bool | None = None, **more: Any) -> None:
        words = QCoreApplication.translate("YesNo", "Yes"), QCoreApplication.translate("YesNo", "No")
        super().__init__(name, label, [(True, words[0]), (False, words[1])], value=value, **more)
