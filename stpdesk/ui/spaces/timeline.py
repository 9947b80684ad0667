"""The date slider: a bar a day as high as the share let, a dot where something changed, the handle under them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from stpdesk.ui import wording
from stpdesk.ui.spaces.telling import tr
from stpdesk.ui.theme import Tokens, font, mixed, px, semibold, tokens

DOTS, BARS, TRACK, LABELS = 10, 34, 16, 18
"""Heights at 100 %."""


class DateSlider(QWidget):
    """`moved(date)` follows the pointer and the keys; `paged(±1)` asks for a month earlier or later."""

    moved = Signal(object)
    paged = Signal(int)
    home = Signal()
    """today is wanted"""

    def __init__(self) -> None:
        super().__init__()
        self._strip: tuple[tuple[date, float | None], ...] = ()
        self._marked: frozenset[date] = frozenset()
        self._day = self._today = date(2000, 1, 1)
        self._held = False
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Date shown"))

    def sizeHint(self) -> QSize:
        """As high as its parts."""
        return QSize(px(400), px(DOTS + BARS + TRACK + LABELS))

    def show_strip(
        self, strip: tuple[tuple[date, float | None], ...], marked: Collection[date], day: date, today: date
    ) -> None:
        """Other days, or another one of them."""
        self._strip, self._marked, self._day, self._today = strip, frozenset(marked), day, today
        self._describe()
        self.update()

    def set_day(self, day: date) -> None:
        """Another day of the same strip."""
        if day != self._day:
            self._day = day
            self._describe()
            self.update()

    def _describe(self) -> None:
        """The day and its share, for a screen reader."""
        share = dict(self._strip).get(self._day)
        words = f"{tr(wording.WEEKDAYS[self._day.weekday()])} {wording.day(self._day)}"
        self.setAccessibleDescription(
            words if share is None else tr("%s, %s let") % (words, wording.percent(share, 1))
        )

    # drawing ---------------------------------------------------------------------------------------------------------

    def _slot(self, place: int) -> QRectF:
        """The bar's room of a day."""
        wide = self.width() / max(len(self._strip), 1)
        return QRectF(place * wide, px(DOTS), wide, px(BARS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Everything."""
        if not self._strip:
            return
        painter, colours = QPainter(self), tokens(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (day, share) in enumerate(self._strip):
            self._bar(painter, self._slot(place), day, share, place, colours)
        self._axis(painter, colours)
        painter.end()

    def _bar(
        self, painter: QPainter, slot: QRectF, day: date, share: float | None, place: int, colours: Tokens
    ) -> None:
        """A day: past in the accent's shade, the future pale with a line at its height, the chosen one full."""
        box = slot.adjusted(1, 0, -1, 0)
        painter.fillRect(
            box, mixed(colours.surface, colours.muted, 0.2) if day <= self._today else colours.bg
        )
        high = box.height() * (share or 0) / 100
        bar = QRectF(box.left(), box.bottom() - high, box.width(), high)
        if day == self._day:
            painter.fillRect(bar, colours.accent)
        elif day <= self._today:
            painter.fillRect(bar, mixed(colours.surface, colours.accent, 0.58))
        else:
            painter.fillRect(bar, colours.accent_soft)
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), 1), colours.accent)
        if place == self._hovered and day != self._day:
            painter.setPen(QPen(colours.muted, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0, 0, 0, 0.5))
        if day in self._marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.text)
            painter.drawEllipse(QPointF(slot.center().x(), px(4)), px(2), px(2))

    def _axis(self, painter: QPainter, colours: Tokens) -> None:
        """The track, the handle, some dates."""
        y = px(DOTS + BARS) + px(TRACK) / 2
        at = self._place(self._day)
        x = self._slot(at).center().x() if at is not None else None
        painter.setPen(QPen(colours.outline, px(2)))
        painter.drawLine(QLineF(px(2), y, self.width() - px(2), y))
        if x is not None:
            painter.setPen(QPen(colours.accent, px(2)))
            painter.drawLine(QLineF(px(2), y, x, y))
            painter.setBrush(colours.accent)
            painter.setPen(QPen(colours.surface, px(2)))
            painter.drawEllipse(QPointF(x, y), px(7), px(7))
            if self.hasFocus():
                painter.setPen(QPen(colours.accent, px(2)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, y), px(10), px(10))
        self._dates(painter, colours, at)

    def _dates(self, painter: QPainter, colours: Tokens, at: int | None) -> None:
        """The chosen day, the first, and every fifth that has room."""
        taken: list[QRectF] = []
        order = [
            *([at] if at is not None else []),
            0,
            *range(5, len(self._strip) - 2, 5),
            len(self._strip) - 1,
        ]
        for place in dict.fromkeys(order):
            day = self._strip[place][0]
            chosen = place == at
            painter.setFont(semibold(12) if chosen else font(12))
            month = chosen or place == 0 or day.day <= 5
            text = wording.day(day, year=False) if month else str(day.day)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
            left = min(max(self._slot(place).center().x() - wide / 2, 0), self.width() - wide)
            box = QRectF(left, px(DOTS + BARS + TRACK), wide, px(LABELS))
            if any(box.adjusted(-px(8), 0, px(8), 0).intersects(one) for one in taken):
                continue
            taken.append(box)
            painter.setPen(colours.text if chosen else colours.muted)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _place(self, day: date) -> int | None:
        """Where a day is in the strip."""
        if not self._strip:
            return None
        place = (day - self._strip[0][0]).days
        return place if 0 <= place < len(self._strip) else None

    # mouse and keys --------------------------------------------------------------------------------------------------

    def _at(self, x: float) -> int:
        """The day under an x."""
        return max(0, min(int(x / max(self.width(), 1) * len(self._strip)), len(self._strip) - 1))

    def _pull(self, x: float) -> None:
        """To the day under the pointer."""
        if self._strip:
            self._to(self._strip[self._at(x)][0])

    def _to(self, day: date) -> None:
        """Another day; the screen decides whether the strip must move."""
        if day != self._day:
            self.moved.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._pull(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follows."""
        if self._held:
            self._pull(event.position().x())
            return
        if not self._strip:
            return
        place = self._at(event.position().x())
        if place != self._hovered:
            self._hovered = place
            day, share = self._strip[place]
            self.setToolTip(tr("%s, %s let") % (wording.day(day), wording.percent(share, 1)))
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Lets go."""
        self._held = False

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A day a notch, when it has the focus."""
        if not self.hasFocus():
            event.ignore()
            return
        self._to(self._day + timedelta(days=-1 if event.angleDelta().y() > 0 else 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right by a day, page keys by a month, Home to today."""
        key = event.key()
        steps: dict[int, int] = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
        }
        step = steps.get(key)
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._to(
                self._day
                + timedelta(days=7 * step if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else step)
            )
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} and not event.modifiers():
            self.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.home.emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        super().focusOutEvent(event)
        self._held = False
        self.update()
