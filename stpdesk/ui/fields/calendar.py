"""The calendar under a date: one month, Monday first, by mouse or keys alone."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from stpdesk.core.months import Month, add_months
from stpdesk.core.typed_dates import day_text
from stpdesk.core.written_dates import FIRST_YEAR, LAST_YEAR, MONTHS
from stpdesk.ui import icons
from stpdesk.ui.sides import onward
from stpdesk.ui.theme import font, px, semibold, tokens

CELL = 34
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class Calendar(QFrame):
    """A month in a small window of its own; Esc closes it, Enter or a click picks."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date, today: date, label: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "dropdown")
        self.days = Days(day, today, label)
        self._title = QLabel()
        self._title.setProperty("look", "strong")
        back, on = QPushButton(), QPushButton()
        for button, icon, name, months in (
            (back, "left", self.tr("Month before"), -1),
            (on, "right", self.tr("Month after"), 1),
        ):
            button.setProperty("look", "quiet")
            icons.put(button, onward(icon), size=16)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, months=months: self.days.go_months(months))
        now = QPushButton(self.tr("Today"))
        now.setProperty("look", "link")
        now.setAccessibleName(self.tr("Today"))
        now.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        now.clicked.connect(lambda: self.days.pick(today))
        top = QHBoxLayout()
        for widget in (back, on, self._title):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(now)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(8), px(10), px(10))
        layout.setSpacing(px(4))
        layout.addLayout(top)
        layout.addWidget(self.days)
        self.days.moved.connect(self._head)
        self.days.picked.connect(self._done)
        self._head()
        self.days.setFocus()

    def show_at(self, where: QPoint, above: int) -> None:
        """Opens there, or above a line of that height where there is no room."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        if where.y() + self.height() > screen.bottom():
            where.setY(where.y() - above - self.height() - px(8))
        where.setX(min(where.x(), screen.right() - self.width()))
        self.move(where)
        self.show()
        self.days.setFocus()

    def _head(self) -> None:
        """The month's name."""
        self._title.setText(f"{MONTHS[self.days.day.month - 1].title()} {self.days.day.year}")

    def _done(self, day: date) -> None:
        """A day was picked."""
        self.close()
        self.picked.emit(day)


class Days(QWidget):
    """The days of a month, painted."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, day: date, today: date, label: str) -> None:
        super().__init__()
        self.day, self._today, self._label = day, today, label
        self._over: date | None = None
        tr = self.tr
        self._heads = (tr("Mo"), tr("Tu"), tr("We"), tr("Th"), tr("Fr"), tr("Sa"), tr("Su"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self._say()

    def sizeHint(self) -> QSize:
        """Seven days wide, heads and six weeks high."""
        return QSize(px(CELL) * 7, px(CELL) * 6 + px(26))

    def go(self, day: date) -> None:
        """Marks a day."""
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            self.day = day
            self._say()
            self.moved.emit()
            self.update()

    def go_months(self, months: int) -> None:
        """The same day of another month."""
        self.go(add_months(self.day, months))

    def pick(self, day: date) -> None:
        """That is the day."""
        self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End, Page Up and Down (with Shift a year), T today, Enter."""
        key = event.key()
        year = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEPS:
            self.go(self.day + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.go_months((1 if key == Qt.Key.Key_PageDown else -1) * (12 if year else 1))
        elif key == Qt.Key.Key_Home:
            self.go(Month.of(self.day).first)
        elif key == Qt.Key.Key_End:
            self.go(Month.of(self.day).last)
        elif key == Qt.Key.Key_T:
            self.go(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pick(self.day)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Another month."""
        self.go_months(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the pointer is on."""
        self._over = self._at(event.position().x(), event.position().y())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click picks."""
        day = self._at(event.position().x(), event.position().y())
        if day is not None:
            self.pick(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its ring shows."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Heads, then the days; today in a ring, the marked one filled, days of other months muted."""
        painter, colours, cell = QPainter(self), tokens(self), px(CELL)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12))
        painter.setPen(colours.muted)
        for place, name in enumerate(self._heads):
            painter.drawText(QRectF(place * cell, 0, cell, px(22)), Qt.AlignmentFlag.AlignCenter, name)
        for place in range(42):
            day = self._first() + timedelta(days=place)
            box = self._box(place).adjusted(2, 2, -2, -2)
            chosen = day == self.day
            if chosen:
                self._fill(painter, box, colours.accent)
            elif day == self._over:
                self._fill(painter, box, colours.accent_soft)
            if day == self._today:
                painter.setPen(QPen(colours.on_accent if chosen else colours.accent, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                inner = box.adjusted(2, 2, -2, -2) if chosen else box
                painter.drawRoundedRect(inner, px(5), px(5))
            painter.setFont(semibold() if chosen or day == self._today else font())
            painter.setPen(
                colours.on_accent
                if chosen
                else colours.text
                if day.month == self.day.month
                else colours.muted
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))

    @staticmethod
    def _fill(painter: QPainter, box: QRectF, colour: QColor) -> None:
        """A filled day."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, px(5), px(5))

    def _first(self) -> date:
        """The Monday in the upper left corner."""
        first = Month.of(self.day).first
        return first - timedelta(days=first.weekday())

    def _box(self, place: int) -> QRectF:
        """Where a day stands."""
        cell = px(CELL)
        return QRectF(place % 7 * cell, px(26) + place // 7 * cell, cell, cell)

    def _at(self, x: float, y: float) -> date | None:
        """The day at a point."""
        cell = px(CELL)
        column, row = int(x // cell), int((y - px(26)) // cell)
        if y < px(26) or not (0 <= column < 7 and 0 <= row < 6):
            return None
        return self._first() + timedelta(days=row * 7 + column)

    def _say(self) -> None:
        """What a screen reader says."""
        self.setAccessibleName(f"{self._label}: {day_text(self.day)}")
