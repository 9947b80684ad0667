"""Words above a screen's parts: side by side where there is room for all, else one button that lists them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from stpdesk.ui import icons
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.theme import px


class Tabs(QWidget):
    """One of several parts by name; the first is chosen at the start."""

    changed = Signal()

    def __init__(self, label: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._names = [name for name, _ in options]
        self.segments = Segmented("part", label, options, value=self._names[0])
        self.folded = QPushButton()
        self.folded.setProperty("look", "")
        self.folded.setAccessibleName(label)
        icons.put(self.folded, "down", after=6)
        self.folded.clicked.connect(lambda *_: self._show_list())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.segments)
        line.addWidget(self.folded)
        line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.segments.changed.connect(self._on_changed)
        self._widen()
        self._fold(False)

    def value(self) -> str:
        """The chosen part's name."""
        return str(self.segments.value())

    def set_value(self, name: str) -> None:
        """Chooses, and tells it if it differs."""
        self.segments.set_value(name)

    def set_words(self, name: str, words: str) -> None:
        """What is written for a part."""
        at = self._names.index(name)
        button = self.segments.buttons[at]
        if button.text() != words:
            button.setText(words)
            self._widen()
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """As little as the folded button takes."""
        return QSize(self.folded.sizeHint().width(), max(self.segments.sizeHint().height(), px(32)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._widen()
            self._fit()

    def _widen(self) -> None:
        """The chosen word is bolder, and wider: all keep room for that."""
        for one in self.segments.buttons:
            one.setMinimumWidth(one.fontMetrics().horizontalAdvance(one.text()) + px(36))

    def _needed(self) -> int:
        """Pixels all words take side by side."""
        return sum(max(one.minimumWidth(), one.sizeHint().width()) for one in self.segments.buttons)

    def _fit(self) -> None:
        """Side by side, or folded."""
        self._fold(self._needed() > self.width())

    def _fold(self, folded: bool) -> None:
        """Which of both is seen; the keyboard goes along."""
        had = any(one.hasFocus() for one in (*self.segments.buttons, self.folded))
        self.segments.setVisible(not folded)
        self.folded.setVisible(folded)
        self.folded.setText(self.segments.text())
        stop = self.folded if folded else self.segments
        self.setFocusProxy(stop)
        if had:
            stop.setFocus()

    def _on_changed(self) -> None:
        """Another part."""
        self.folded.setText(self.segments.text())
        self.changed.emit()

    def _show_list(self) -> None:
        """All parts."""
        menu = QMenu(self)
        for name, one in zip(self._names, self.segments.buttons, strict=True):
            action = menu.addAction(one.text())
            action.setCheckable(True)
            action.setChecked(name == self.value())
            action.triggered.connect(lambda _=False, name=name: self.set_value(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.folded.mapToGlobal(self.folded.rect().bottomLeft()))
