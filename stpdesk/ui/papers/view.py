"""The pages of a paper as they are read: zoom, words found, words selected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent

from stpdesk.ui.desk import Desk
from stpdesk.ui.papers import pages
from stpdesk.ui.papers.pages import POINTS, Found, Size
from stpdesk.ui.papers.sheets import GAP, Sheets
from stpdesk.ui.theme import LIGHT, px, themes

FIT_WIDTH, FIT_PAGE, FREE = "width", "page", "free"
LEAST, MOST = 0.25, 4.0
STEP = 1.25
SCREEN = 96
"""Dots of an inch at 100 %."""


class PageView(Sheets):
    """Ctrl and the wheel, + and − zoom; Page Up and Down turn pages; dragging selects words, Ctrl+C copies them."""

    zoomed = Signal()
    """another zoom"""

    def __init__(self, desk: Desk) -> None:
        self.fit = FIT_WIDTH
        self._zoom = 1.0
        self._found: Sequence[Found] = ()
        self._mark = -1
        self._from: tuple[int, tuple[float, float]] | None = None
        self._selected: tuple[str, Found] | None = None
        self.title = ""
        super().__init__(desk)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setMinimumSize(px(160), px(160))

    def show_pdf(self, pdf: bytes, sizes: Sequence[Size]) -> None:
        """Another document; what was found and selected in the one before is gone."""
        self._found, self._mark, self._selected = (), -1, None
        super().show_pdf(pdf, sizes)
        self._name()

    # zoom --------------------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 = as large as on paper, at the text size in use."""
        if not self.sizes or self.fit == FREE:
            return self._zoom
        wide, high = max(wide for wide, _ in self.sizes), self.sizes[self._page][1]
        room = self.viewport().width() - 2 * px(GAP)
        zoom = room / (wide * self._unit)
        if self.fit == FIT_PAGE:
            zoom = min(zoom, (self.viewport().height() - 2 * px(GAP)) / (high * self._unit))
        return min(max(zoom, 0.05), MOST)

    @property
    def _unit(self) -> float:
        """Pixels of a point at 100 %."""
        return px(100) / 100 * SCREEN / POINTS

    def width_of(self, page: int) -> int:
        """As the zoom has it."""
        return max(round(self.sizes[page][0] * self.zoom * self._unit), 1)

    def set_fit(self, fit: str) -> None:
        """A whole width or a whole page from now on."""
        self._change(fit, self.zoom)

    def set_zoom(self, zoom: float) -> None:
        """So large from now on."""
        self._change(FREE, min(max(zoom, LEAST), MOST))

    def zoom_in(self) -> None:
        """A step larger."""
        self.set_zoom(self.zoom * STEP)

    def zoom_out(self) -> None:
        """A step smaller."""
        self.set_zoom(self.zoom / STEP)

    def _change(self, fit: str, zoom: float) -> None:
        """What was in the middle stays there."""
        page, share = self._middle()
        self.fit, self._zoom = fit, zoom
        self.drop()
        self.lay_out()
        self._show_middle(page, share)
        self.zoomed.emit()

    def _middle(self) -> tuple[int, float]:
        """The page in the middle of what is seen, and how far down it."""
        if not self.sizes:
            return 0, 0.0
        y = self.viewport().height() // 2
        page = self.page_at(y)
        box = self.box(page)
        return page, (y - box.top()) / max(box.height(), 1)

    def _show_middle(self, page: int, share: float) -> None:
        """Brings a place to the middle."""
        if self.sizes:
            box = self.box(page)
            up = self.verticalScrollBar()
            up.setValue(
                up.value() + round(box.top() + share * box.height() - self.viewport().height() / 2)
            )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted zoom is another; what was read stays."""
        place = self._middle() if self.fit != FREE else None
        if place is not None:
            self.drop()
        super().resizeEvent(event)
        if place is not None and event.oldSize().isValid():
            self._show_middle(*place)
            self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * STEP ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    # pages -------------------------------------------------------------------------------------------------------------

    def go_to(self, page: int) -> None:
        """A page from its top."""
        if self.sizes:
            page = max(0, min(page, len(self.sizes) - 1))
            self.verticalScrollBar().setValue(self._tops[page] - px(GAP))
            self._read(page)

    def _scrolled(self) -> None:
        """The page that takes a third of the way down is read."""
        super()._scrolled()
        if self.sizes:
            at_end = self.verticalScrollBar().value() == self.verticalScrollBar().maximum() > 0
            self._read(self.seen()[-1] if at_end else self.page_at(self.viewport().height() // 3))

    def _read(self, page: int) -> None:
        """Another page is read."""
        if page != self._page:
            self._page = page
            self._name()
            self.turned.emit(page)

    def _name(self) -> None:
        """What a screen reader says of it."""
        words = self.tr("{title}, page {page} of {pages}")
        self.setAccessibleName(
            words.format(title=self.title, page=self._page + 1, pages=len(self.sizes)) if self.sizes else self.title
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages by Page Up and Down, ends by Home and End, zoom by + and −."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_PageDown:
            self.go_to(self._page + 1)
        elif key == Qt.Key.Key_PageUp:
            at_top = self.box(self._page).top() >= 0 if self.sizes else True
            self.go_to(self._page - (1 if at_top else 0))
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.sizes) - 1)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0 and control:
            self.set_fit(FIT_WIDTH)
        elif key == Qt.Key.Key_C and control:
            self.copy()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # words -------------------------------------------------------------------------------------------------------------

    def show_found(self, found: Sequence[Found]) -> None:
        """Marks where words stand, and goes to the first from the page that is read on."""
        self._found = found
        later = (place for place, one in enumerate(found) if one.page >= self._page)
        self.show_mark(next(later, 0) if found else -1)

    def show_mark(self, place: int) -> None:
        """One of what was found, in the middle if it is not seen."""
        self._mark = place
        if 0 <= place < len(self._found) and self._found[place].boxes:
            one = self._found[place]
            box = self._on_screen(one.page, one.boxes[0])
            if not QRectF(self.viewport().rect()).contains(box):
                up, across = self.verticalScrollBar(), self.horizontalScrollBar()
                up.setValue(up.value() + round(box.center().y()) - self.viewport().height() // 3)
                across.setValue(across.value() + round(box.center().x()) - self.viewport().width() // 2)
            self._read(one.page)
        self.viewport().update()

    @property
    def mark(self) -> int:
        """Which of what was found is looked at; −1 for none."""
        return self._mark

    def _on_screen(self, page: int, box: QRectF) -> QRectF:
        """A box of a page in the viewport."""
        on, scale = self.box(page), self.zoom * self._unit
        return QRectF(
            on.left() + box.left() * scale, on.top() + box.top() * scale, box.width() * scale, box.height() * scale
        )  # fmt: skip

    def draw_over(self, painter: QPainter, page: int, _box: QRect) -> None:
        """What was found in amber, the one looked at with an outline; what is selected in the accent."""
        paper = themes()[LIGHT]
        for place, one in enumerate(self._found):
            if one.page == page:
                self._draw_boxes(painter, one, paper.amber, framed=place == self._mark)
        if self._selected is not None and self._selected[1].page == page:
            self._draw_boxes(painter, self._selected[1], paper.accent, framed=False)

    def _draw_boxes(self, painter: QPainter, one: Found, colour: QColor, *, framed: bool) -> None:
        """Through which the words can be read."""
        wash = QColor(colour)
        wash.setAlphaF(0.3)
        for part in one.boxes:
            box = self._on_screen(one.page, part).adjusted(-px(1), -px(1), px(1), px(1))
            painter.fillRect(box, wash)
            if framed:
                painter.setPen(colour)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A selection begins."""
        if event.button() is Qt.MouseButton.LeftButton and self.sizes:
            page = self.page_at(round(event.position().y()))
            self._from = page, self._on_paper(page, event.position().toPoint())
            self._selected = None
            self.viewport().update()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It grows."""
        if self._from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            page, start = self._from
            end = self._on_paper(page, event.position().toPoint())
            work = partial(pages.words_between, self.pdf, page, start, end)
            self._desk.beside(self, work, partial(self._on_selected, self.pdf), slot="words")

    def _on_selected(self, pdf: bytes, selected: tuple[str, Found]) -> None:
        """These are the words."""
        if pdf is self.pdf:
            self._selected = selected if selected[0] else None
            self.viewport().update()

    def _on_paper(self, page: int, at: QPoint) -> tuple[float, float]:
        """A place of the viewport in points of a page."""
        box, scale = self.box(page), self.zoom * self._unit
        return (at.x() - box.left()) / scale, (at.y() - box.top()) / scale

    def copy(self) -> None:
        """The selected words to the clipboard, without any the page that is read."""
        if self._selected is not None:
            QGuiApplication.clipboard().setText(self._selected[0])
        elif self.sizes:
            work = partial(pages.text_of, self.pdf, self._page)
            self._desk.beside(self, work, QGuiApplication.clipboard().setText, slot="copy")
